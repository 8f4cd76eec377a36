#include "ui/pages/features_entity.h"

#include "ui/theme/theme.h"
#include "ui/widgets/form_row.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int labelWidth = 96;

/// The keys of all kinds together: a derived feature may need several of them.
QStringList allKeys(const std::vector<FeatureEntity> &entities)
{
    QStringList keys;
    for (const auto &entity : entities)
        keys << entity.keys;
    keys.removeDuplicates();
    return keys;
}

} // namespace

FeaturesEntity::FeaturesEntity(const Theme &theme, const QString &name, bool several, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(name)
    , m_several(several)
    , m_kind(new QComboBox)
    , m_rows(new QVBoxLayout)
{
    m_kind->setObjectName(name + QStringLiteral(".kind"));
    m_kind->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_kind->setMinimumWidth(1);
    auto *row = new FormRow(theme, tr("Abou&t"), m_kind, LabelPlace::Left);
    row->setLabelWidth(labelWidth);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(theme.pixels(u"space.2"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.2"));
    column->addWidget(row);
    column->addLayout(m_rows);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FeaturesEntity::showFields);
}

void FeaturesEntity::setEntities(const std::vector<FeatureEntity> &entities)
{
    if (entities == m_entities && m_kind->count() > 0)
        return;
    m_entities = entities;
    const QString before = m_kind->currentText();
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    m_kind->addItem(tr("every key"), allKeys(entities));
    for (const auto &entity : entities) {
        if (!entity.keys.isEmpty())
            m_kind->addItem(FeatureNames::entity(entity.name), entity.keys);
    }
    m_kind->setCurrentIndex(std::max(0, m_kind->findText(before)));
    showFields();
}

void FeaturesEntity::suggest(const QHash<QString, QString> &values)
{
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        auto *row = m_fields.value(value.key());
        auto *field = row ? static_cast<QLineEdit *>(row->field()) : nullptr;
        if (field && (field->text().isEmpty() || field->text() == m_suggested.value(value.key())))
            field->setText(value.value());
    }
    m_suggested = values;
}

/// A key that several kinds have keeps its field, and what was typed there.
void FeaturesEntity::showFields()
{
    m_keys = m_kind->currentData().toStringList();
    for (const auto &key : std::as_const(m_keys)) {
        if (m_fields.contains(key))
            continue;
        auto *field = new QLineEdit(m_suggested.value(key));
        field->setObjectName(m_name + QLatin1Char('.') + key);
        if (m_several)
            field->setPlaceholderText(tr("7, 8, 9", "an example of several keys"));
        auto *row = new FormRow(m_theme, key, field, LabelPlace::Left);
        row->setLabelWidth(labelWidth);
        connect(field, &QLineEdit::returnPressed, this, &FeaturesEntity::accepted);
        connect(field, &QLineEdit::textChanged, this, [this, row] {
            row->setError({});
            Q_EMIT changed();
        });
        m_rows->addWidget(row);
        m_fields.insert(key, row);
    }
    for (auto row = m_fields.cbegin(); row != m_fields.cend(); ++row)
        row.value()->setVisible(m_keys.contains(row.key()));
    Q_EMIT changed();
}

QStringList FeaturesEntity::keys() const
{
    return m_keys;
}

QStringList FeaturesEntity::options() const
{
    QStringList options;
    for (const auto &key : m_keys) {
        QString value = static_cast<QLineEdit *>(m_fields.value(key)->field())->text().trimmed();
        if (m_several)
            value = value.split(QLatin1Char(',')).replaceInStrings(QStringLiteral(" "), QString()).join(u',');
        options << QStringLiteral("--entity") << key + QLatin1Char('=') + value;
    }
    return options;
}

QString FeaturesEntity::said() const
{
    QStringList said;
    for (const auto &key : m_keys)
        said << key + QLatin1Char(' ')
                + static_cast<QLineEdit *>(m_fields.value(key)->field())->text().trimmed();
    return said.join(QLatin1String(", "));
}

bool FeaturesEntity::check()
{
    bool complete = true;
    for (const auto &key : std::as_const(m_keys)) {
        auto *row = m_fields.value(key);
        if (static_cast<QLineEdit *>(row->field())->text().trimmed().isEmpty()) {
            row->setError(tr("%1: say which one.").arg(key));
            if (complete)
                row->field()->setFocus();
            complete = false;
        }
    }
    return complete;
}

} // namespace slipway::ui

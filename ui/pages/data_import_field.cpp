#include "ui/pages/data_import_field.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>

namespace slipway::ui {

namespace {

const QString other = QStringLiteral("\x01"); ///< no value that anybody could mean
constexpr int fewCharacters = 1;
constexpr int narrow = 44;

} // namespace

DataImportField::DataImportField(const Theme &theme, const QString &objectName, const QString &name,
                                 QWidget *parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_other(new QLineEdit(this))
{
    setAccessibleName(name);
    m_choice->setObjectName(objectName);
    m_choice->setAccessibleName(name);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(8);
    m_choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_other->setObjectName(objectName + QStringLiteral(".other"));
    m_other->setAccessibleName(tr("%1, written by hand").arg(name));
    m_other->hide();
    setFocusProxy(m_choice);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.1"));
    line->addWidget(m_choice, 1);
    line->addWidget(m_other);
    m_choice->addItem(tr("Guessed"), QString());
    connect(m_choice, &QComboBox::activated, this, [this] {
        showOther();
        if (m_choice->currentData() == other)
            m_other->setFocus(Qt::OtherFocusReason);
        Q_EMIT changed();
    });
    connect(m_other, &QLineEdit::textEdited, this, &DataImportField::changed);
}

void DataImportField::add(const QString &value, const QString &words)
{
    m_choice->insertItem(m_choice->count() - (m_hasOther ? 1 : 0), words, value);
}

/// All at once: a table may have thousands of columns.
void DataImportField::add(const QStringList &values)
{
    auto *items = qobject_cast<QStandardItemModel *>(m_choice->model());
    QList<QStandardItem *> more;
    for (const QString &value : values) {
        auto *item = new QStandardItem(value);
        item->setData(value, Qt::UserRole);
        more << item;
    }
    items->invisibleRootItem()->insertRows(m_choice->count() - (m_hasOther ? 1 : 0), more);
}

void DataImportField::addOther(int mostCharacters, const QString &placeholder)
{
    m_choice->addItem(tr("Another…"), other);
    m_hasOther = true;
    m_other->setMaxLength(mostCharacters);
    m_other->setPlaceholderText(placeholder);
    if (mostCharacters <= fewCharacters)
        m_other->setFixedWidth(narrow);
}

void DataImportField::clear()
{
    m_choice->setCurrentIndex(0);
    m_choice->model()->removeRows(1, m_choice->count() - 1);
    m_hasOther = false;
    showOther();
}

void DataImportField::setGuess(const QString &words)
{
    const QString guess = words.isEmpty() ? tr("Guessed") : tr("%1, guessed", "a setting").arg(words);
    m_choice->setItemText(0, guess);
    m_choice->setToolTip(m_choice->currentText());
}

QString DataImportField::value() const
{
    const QString chosen = m_choice->currentData().toString();
    return chosen == other ? m_other->text() : chosen;
}

void DataImportField::setValue(const QString &value)
{
    int place = m_choice->findData(value);
    if (place < 0) {
        place = m_choice->findData(other);
        m_other->setText(value);
    }
    m_choice->setCurrentIndex(std::max(place, 0));
    showOther();
}

void DataImportField::showOther()
{
    m_other->setVisible(m_choice->currentData() == other);
    m_choice->setToolTip(m_choice->currentText());
}

} // namespace slipway::ui

#include "ui/pages/experiments_form.h"

#include "core/workspace/config.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr auto configFile = "model_config.yaml";
constexpr auto standardName = "ranker"; // as `slipway train` calls a run

const Parameter &parameterOf(const char *setting)
{
    return *findParameter(workspace::configSchema(configFile).parameters, setting).value();
}

/// A bound as people write it: 0.0000001, 4,096.
QString bound(double value)
{
    return value == std::floor(value) ? NumberText::count(value) : QLocale().toString(value, 'g', 3);
}

/// A value of the configuration as it stands in a field: "128, 64".
QString shown(const Json &value)
{
    if (value.is_array()) {
        QStringList parts;
        for (const auto &each : value)
            parts << QString::number(each.get<qint64>());
        return parts.join(QStringLiteral(", "));
    }
    if (value.is_number_integer())
        return QString::number(value.get<qint64>());
    if (value.is_number())
        return QLocale().toString(value.get<double>(), 'g', 6);
    return {};
}

/// The number that was typed, in the digits of the engine; a text that is none stays as it is.
QString forEngine(const Parameter &parameter, const QString &typed)
{
    const QLocale locale;
    bool isNumber = false;
    if (parameter.type == ParameterType::Number) {
        const double value = locale.toDouble(typed, &isNumber);
        return isNumber ? QString::number(value, 'g', 12) : typed;
    }
    if (parameter.type == ParameterType::Integer) {
        const qint64 value = locale.toLongLong(typed, &isNumber);
        return isNumber ? QString::number(value) : typed;
    }
    QStringList parts = typed.split(QLatin1Char(','));
    for (QString &part : parts)
        part = part.trimmed();
    return parts.join(QLatin1Char(','));
}

QString mistake(const Parameter &parameter)
{
    const QString from = bound(parameter.least);
    const QString to = bound(parameter.most);
    if (parameter.type == ParameterType::Integers)
        return TrainForm::tr("use whole numbers from %1 to %2 with commas between them.").arg(from, to);
    return parameter.type == ParameterType::Integer ? TrainForm::tr("use a whole number from %1 to %2.").arg(from, to)
                                                    : TrainForm::tr("use a number from %1 to %2.").arg(from, to);
}

} // namespace

TrainForm::TrainForm(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("experiments.form"));
    setAccessibleName(tr("New run"));
    setProperty("role", QStringLiteral("panel"));
    const int inner = theme.pixels(u"space.panel");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(theme.pixels(u"space.3"));
    auto *fields = new QHBoxLayout;
    fields->setSpacing(theme.pixels(u"space.gap"));
    column->addLayout(fields);
    add(nullptr, "experiments.name", tr("&Name"), tr("What the run is called"))
        ->setPlaceholderText(QString::fromLatin1(standardName));
    add("model.hidden", "experiments.hidden", tr("&Hidden layers"), tr("Units of each layer"));
    add("training.epochs", "experiments.epochs", tr("&Epochs"), tr("Passes over the rows, at most"));
    add("training.learning_rate", "experiments.learning_rate", tr("&Learning rate"), tr("Step size of Adam"));
    add("training.batch_size", "experiments.batch_size", tr("&Batch size"), tr("Rows a step"));
    for (const Field &field : std::as_const(m_fields))
        fields->addWidget(field.row, field.setting ? 3 : 4, Qt::AlignTop);

    auto *foot = new QHBoxLayout;
    foot->setSpacing(theme.pixels(u"space.2"));
    foot->addWidget(makeLabel(QStringLiteral("note"),
                              tr("Training is a process of its own: it goes on when the window closes.")));
    foot->addStretch();
    auto *close = makeButton(theme,
                             {.objectName = QStringLiteral("experiments.form_close"),
                              .text = tr("&Close"),
                              .kind = ButtonKind::Quiet});
    m_train = makeButton(theme,
                         {.objectName = QStringLiteral("experiments.train"),
                          .text = tr("&Train"),
                          .icon = QStringLiteral("play"),
                          .kind = ButtonKind::Primary});
    foot->addWidget(close);
    foot->addWidget(m_train);
    column->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &TrainForm::closed);
    connect(m_train, &QPushButton::clicked, this, &TrainForm::accepted);
    setDefaults(Json::object());
    hide();
}

QLineEdit *TrainForm::add(const char *setting, const char *objectName, const QString &name, const QString &hint)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QString::fromLatin1(objectName));
    auto *row = new FormRow(m_theme, name, edit, LabelPlace::Above, this);
    row->setHint(hint);
    m_fields.append({setting, row, edit, {}});
    connect(edit, &QLineEdit::returnPressed, this, &TrainForm::accepted);
    connect(edit, &QLineEdit::textChanged, this, [this, place = m_fields.size() - 1] {
        if (m_checked)
            checkField(m_fields[place]);
    });
    return edit;
}

void TrainForm::setDefaults(const Json &settings)
{
    for (Field &field : m_fields) {
        if (!field.setting)
            continue;
        const bool untouched = field.edit->text() == field.standard;
        const auto known = settings.find(field.setting);
        field.standard = shown(known != settings.end() ? *known : parameterOf(field.setting).standard);
        if (untouched)
            field.edit->setText(field.standard);
    }
}

void TrainForm::checkField(const Field &field)
{
    if (!field.setting)
        return;
    const Parameter &parameter = parameterOf(field.setting);
    const auto value = parsedValue(parameter, forEngine(parameter, field.edit->text().trimmed()).toStdString());
    field.row->setError(value ? QString() : mistake(parameter));
}

bool TrainForm::check()
{
    m_checked = true;
    for (const Field &field : std::as_const(m_fields))
        checkField(field);
    return std::none_of(m_fields.begin(), m_fields.end(), [](const Field &field) { return field.row->hasError(); });
}

QStringList TrainForm::command() const
{
    QStringList words {QStringLiteral("train")};
    for (const Field &field : m_fields) {
        const QString typed = field.edit->text().trimmed();
        if (!field.setting) {
            if (!typed.isEmpty())
                words << QStringLiteral("--name") << typed;
        } else if (typed != field.standard) {
            words << QStringLiteral("--set")
                  << QStringLiteral("%1=%2").arg(QString::fromLatin1(field.setting),
                                                 forEngine(parameterOf(field.setting), typed));
        }
    }
    return words;
}

void TrainForm::open()
{
    show();
    const auto wrong =
        std::find_if(m_fields.begin(), m_fields.end(), [](const Field &field) { return field.row->hasError(); });
    QLineEdit *first = wrong == m_fields.end() ? m_fields.first().edit : wrong->edit;
    first->setFocus(Qt::OtherFocusReason);
    first->selectAll();
}

void TrainForm::setBusyReason(const QString &reason)
{
    m_train->setEnabled(reason.isEmpty());
    m_train->setToolTip(reason);
}

void TrainForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace slipway::ui

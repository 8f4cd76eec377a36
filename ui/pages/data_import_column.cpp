#include "ui/pages/data_import_column.h"

#include "ui/models/data_rows_model.h"
#include "ui/models/number_text.h"
#include "ui/pages/data_import_field.h"
#include "ui/pages/data_import_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QDate>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <array>

namespace slipway::ui {

namespace {

constexpr int typeWidth = 136;
constexpr int formatWidth = 156;
constexpr int longestFormat = 40;

/// The usual ways to write a day, each shown by one in which no two parts can be confused.
constexpr std::array formats {"%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y",
                              "%d-%m-%Y", "%Y/%m/%d", "%Y%m%d",   "%d.%m.%y"};

QString example(const QString &format)
{
    const QDate day(2026, 12, 31);
    QString text = format;
    text.replace(QLatin1String("%Y"), day.toString(QStringLiteral("yyyy")));
    text.replace(QLatin1String("%y"), day.toString(QStringLiteral("yy")));
    text.replace(QLatin1String("%m"), day.toString(QStringLiteral("MM")));
    text.replace(QLatin1String("%d"), day.toString(QStringLiteral("dd")));
    return text;
}

bool isDateType(const QString &type)
{
    return type == QLatin1String("date") || type == QLatin1String("time");
}

} // namespace

DataImportColumn::DataImportColumn(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_name(makeLabel(QStringLiteral("strong")))
    , m_note(makeLabel(QStringLiteral("note")))
    , m_type(new DataImportField(theme, QStringLiteral("data.import.type"), tr("Type of the column")))
    , m_format(
          new DataImportField(theme, QStringLiteral("data.import.format"), tr("How its dates are written")))
    , m_typeLabel(makeLabel(QStringLiteral("small"), tr("T&ype")))
    , m_formatLabel(makeLabel(QStringLiteral("small"), tr("&Written")))
{
    m_name->setObjectName(QStringLiteral("data.import.column"));
    m_note->setObjectName(QStringLiteral("data.import.column.note"));
    m_note->setWordWrap(true);
    m_typeLabel->setBuddy(m_type);
    m_formatLabel->setBuddy(m_format);
    m_type->setFixedWidth(typeWidth);
    m_format->setFixedWidth(formatWidth);
    for (const auto &[word, said] : types())
        m_type->add(word, said);
    for (const char *format : formats)
        m_format->add(QString::fromLatin1(format), example(QString::fromLatin1(format)));
    m_format->add(QStringLiteral("epoch"), tr("Seconds since 1970"));
    m_format->add(QStringLiteral("epoch_ms"), tr("Milliseconds since 1970"));
    m_format->add(QStringLiteral("epoch_us"), tr("Microseconds since 1970"));
    m_format->addOther(longestFormat, QStringLiteral("%d.%m.%Y %H:%M"));

    const int inner = theme.pixels(u"space.panel");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(inner, 0, inner, theme.pixels(u"space.2"));
    column->setSpacing(theme.pixels(u"space.1"));
    auto *line = new QHBoxLayout;
    line->setSpacing(theme.pixels(u"space.2"));
    line->addWidget(m_name, 1);
    for (auto *widget : {static_cast<QWidget *>(m_typeLabel), static_cast<QWidget *>(m_type),
                         static_cast<QWidget *>(m_formatLabel), static_cast<QWidget *>(m_format)})
        line->addWidget(widget);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    column->addLayout(line);
    column->addWidget(m_note);
    connect(m_type, &DataImportField::changed, this, [this] {
        follow();
        Q_EMIT changed();
    });
    connect(m_format, &DataImportField::changed, this, &DataImportColumn::changed);
    clear();
}

QList<QPair<QString, QString>> DataImportColumn::types()
{
    return {{QStringLiteral("whole"), tr("Whole number")}, {QStringLiteral("number"), tr("Number")},
            {QStringLiteral("text"), tr("Text")},          {QStringLiteral("flag"), tr("Yes or no")},
            {QStringLiteral("date"), tr("Date")},          {QStringLiteral("time"), tr("Date and time")}};
}

void DataImportColumn::show(const ImportColumn &column, const ImportChoices &choices, bool hasOwnTypes)
{
    m_column = column.name;
    m_name->setToolTip(column.name);
    showName();
    setVisible(true);
    m_type->setEnabled(!hasOwnTypes);
    m_type->setValue(choices.types.value(column.name));
    m_format->setValue(choices.dateFormats.value(column.name));
    if (!column.given || hasOwnTypes) {
        m_guessedType = column.type;
        m_type->setGuess(DataRowsModel::typeWord(column.type));
        m_format->setGuess(column.format.contains(QLatin1Char('%')) ? example(column.format) : QString());
    } else {
        m_type->setGuess({});
        m_format->setGuess({});
    }
    QStringList said;
    if (column.missing > 0)
        said << tr("%1 blank.").arg(NumberText::count(static_cast<double>(column.missing)));
    if (!column.notice.isEmpty())
        said << DataImportWords::notice(column);
    m_note->setText(said.join(QLatin1Char(' ')));
    m_note->setVisible(!said.isEmpty());
    follow();
}

void DataImportColumn::clear()
{
    m_column.clear();
    m_guessedType.clear();
    setVisible(false);
    m_type->setValue({});
    m_format->setValue({});
    m_type->setEnabled(false);
    follow();
}

/// Long names must not push away what is asked.
void DataImportColumn::showName()
{
    m_name->setText(m_name->fontMetrics().elidedText(m_column, Qt::ElideRight, m_name->width()));
}

void DataImportColumn::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    showName();
}

QString DataImportColumn::type() const
{
    return m_type->value();
}

QString DataImportColumn::format() const
{
    return m_format->isEnabled() ? m_format->value() : QString();
}

/// Only dates are written in one way or another; a text may be one that was not recognised.
void DataImportColumn::follow()
{
    const QString type = m_type->value();
    const bool mayBeDate = type.isEmpty()
        ? m_guessedType == QLatin1String("DATE") || m_guessedType.startsWith(QLatin1String("TIMESTAMP"))
            || m_guessedType == QLatin1String("VARCHAR") || !m_format->value().isEmpty()
        : isDateType(type);
    m_format->setEnabled(m_type->isEnabled() && !m_column.isEmpty() && mayBeDate);
}

} // namespace slipway::ui

#include "ui/pages/data_import_options.h"

#include "ui/models/number_text.h"
#include "ui/pages/data_import_field.h"
#include "ui/pages/data_import_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int labelWidth = 84;
constexpr int mostSkipped = 1'000'000;
const QString noTarget = QStringLiteral("\x02"); ///< no column can be called that
const QString oneEach = QStringLiteral("each");

QString yesOrNo(bool yes)
{
    return yes ? DataImportOptions::tr("Names") : DataImportOptions::tr("Data");
}

QString escapeWords(const QString &escape)
{
    if (escape.isEmpty())
        return DataImportOptions::tr("None");
    return escape == QLatin1String("\\") ? DataImportOptions::tr("Backslash")
                                         : DataImportOptions::tr("Doubled");
}

QString blanksWords(bool trimmed)
{
    return trimmed ? DataImportOptions::tr("Left out") : DataImportOptions::tr("Kept");
}

QString decimalWords(const QString &mark)
{
    return mark == QLatin1String(",") ? DataImportOptions::tr("Comma") : DataImportOptions::tr("Point");
}

/// What was taken for a missing value without being told, in all columns.
QStringList guessedTokens(const ImportPreview &preview)
{
    QStringList tokens;
    for (const auto &column : preview.columns) {
        for (const QString &token : column.nullTokens) {
            if (!tokens.contains(token))
                tokens << token;
        }
    }
    return tokens;
}

QStringList tokensIn(const QString &typed)
{
    QStringList tokens;
    for (const QString &part : typed.split(QLatin1Char(','))) {
        if (!part.trimmed().isEmpty())
            tokens << part.trimmed();
    }
    return tokens;
}

} // namespace

DataImportOptions::DataImportOptions(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_name(new QLineEdit)
    , m_become(new Segments(QStringLiteral("data.import.become")))
    , m_union(new QCheckBox(tr("Columns may be &missing")))
    , m_file(new QComboBox)
    , m_target(new DataImportField(theme, QStringLiteral("data.import.target"), tr("Target")))
    , m_table(new QComboBox)
    , m_missing(new QLineEdit)
    , m_skip(new QLineEdit)
    , m_ownForm(makeLabel(QStringLiteral("note"), tr("A Parquet file says itself how it is read.")))
    , m_guess(makeButton(theme,
                         {.objectName = QStringLiteral("data.import.guess"),
                          .text = tr("Back to the &guesses"),
                          .kind = ButtonKind::Link,
                          .size = ButtonSize::Compact}))
{
    setProperty("role", QStringLiteral("panel"));
    setAccessibleName(tr("How the files are read"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeDataSet());
    all->addWidget(makeHairline());
    all->addWidget(makeReading());
    all->addStretch();
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) {
        m_choices.name = name.trimmed();
        Q_EMIT nameChanged();
    });
    connect(m_become, &Segments::currentChanged, this, [this] {
        showKind();
        Q_EMIT filesChanged();
    });
    connect(m_file, &QComboBox::activated, this, &DataImportOptions::filesChanged);
    connect(m_union, &QCheckBox::clicked, this, &DataImportOptions::collect);
    connect(m_target, &DataImportField::changed, this, &DataImportOptions::collect);
    connect(m_table, &QComboBox::activated, this, &DataImportOptions::collect);
    connect(m_missing, &QLineEdit::textEdited, this, &DataImportOptions::collect);
    connect(m_skip, &QLineEdit::textEdited, this, &DataImportOptions::collect);
    connect(m_guess, &QPushButton::clicked, this, [this] {
        setChoices({.name = m_choices.name, .table = m_choices.table});
        Q_EMIT changed();
    });
}

FormRow *DataImportOptions::addRow(QVBoxLayout &column, const QString &name, QWidget *field)
{
    auto *row = new FormRow(m_theme, name, field, LabelPlace::Left);
    row->setLabelWidth(labelWidth);
    column.addWidget(row);
    return row;
}

QWidget *DataImportOptions::makeDataSet()
{
    m_name->setObjectName(QStringLiteral("data.import.name"));
    m_union->setObjectName(QStringLiteral("data.import.union"));
    m_union->setToolTip(tr("What a file lacks is blank in its rows"));
    m_file->setObjectName(QStringLiteral("data.import.file"));
    m_file->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_file->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_become->setAccessibleName(tr("What becomes of the files"));
    m_become->add(QStringLiteral("one"), tr("One data set"));
    m_become->add(oneEach, tr("One each"));
    auto *part = new QWidget(this);
    auto *column = new QVBoxLayout(part);
    const int inner = m_theme.pixels(u"space.panel");
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(m_theme.pixels(u"space.2"));
    column->addWidget(m_become, 0, Qt::AlignLeft);
    column->addWidget(m_union);
    m_fileRow = addRow(*column, tr("&File"), m_file);
    m_nameRow = addRow(*column, tr("&Name"), m_name);
    addRow(*column, tr("&Target"), m_target)->setHint(tr("What is to be predicted"));
    return part;
}

QWidget *DataImportOptions::makeReading()
{
    m_table->setObjectName(QStringLiteral("data.import.table"));
    m_table->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_missing->setObjectName(QStringLiteral("data.import.missing"));
    m_skip->setObjectName(QStringLiteral("data.import.skip"));
    m_skip->setPlaceholderText(QStringLiteral("0"));
    m_skip->setValidator(new QIntValidator(0, mostSkipped, m_skip));
    m_ownForm->setWordWrap(true);
    auto *part = new QWidget(this);
    auto *column = new QVBoxLayout(part);
    const int inner = m_theme.pixels(u"space.panel");
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(m_theme.pixels(u"space.2"));
    column->addWidget(m_ownForm);
    m_tableRow = addRow(*column, tr("Ta&ble"), m_table);
    addSettings(*column);
    m_missingRow = addRow(*column, tr("Bl&ank words"), m_missing);
    m_skipRow = addRow(*column, tr("&Skip lines"), m_skip);
    m_skipRow->setHint(tr("Above the table"));
    column->addWidget(m_guess, 0, Qt::AlignLeft);
    return part;
}

DataImportField *DataImportOptions::addSetting(QVBoxLayout &column, const char *id, const QString &name,
                                               QString ImportChoices::*value,
                                               QString (*guess)(const ImportPreview &), bool ofText)
{
    auto *field = new DataImportField(m_theme, QStringLiteral("data.import.%1").arg(QLatin1String(id)),
                                      QString(name).remove(QLatin1Char('&')));
    m_settings.append({field, addRow(column, name, field), value, guess, ofText});
    connect(field, &DataImportField::changed, this, &DataImportOptions::collect);
    return field;
}

void DataImportOptions::addSettings(QVBoxLayout &column)
{
    auto *header = addSetting(column, "header", tr("First &line"), &ImportChoices::header,
                              [](const ImportPreview &preview) { return yesOrNo(preview.header); });
    header->add(QStringLiteral("yes"), yesOrNo(true));
    header->add(QStringLiteral("no"), yesOrNo(false));

    auto *delimiter = addSetting(
        column, "delimiter", tr("Se&parator"), &ImportChoices::delimiter,
        [](const ImportPreview &preview) { return DataImportWords::separator(preview.delimiter); });
    for (const char *each : {",", ";", "tab", "|", " ", ":", "none"})
        delimiter->add(QString::fromLatin1(each), DataImportWords::separator(QString::fromLatin1(each)));
    delimiter->addOther(1, {});

    auto *quote =
        addSetting(column, "quote", tr("&Quotes"), &ImportChoices::quote,
                   [](const ImportPreview &preview) { return DataImportWords::quote(preview.quote); });
    for (const char *each : {"\"", "'", "none"})
        quote->add(QString::fromLatin1(each), DataImportWords::quote(QString::fromLatin1(each)));
    quote->addOther(1, {});

    auto *escape = addSetting(column, "escape", tr("&Escape"), &ImportChoices::escape,
                              [](const ImportPreview &preview) { return escapeWords(preview.escape); });
    escape->add(QStringLiteral("\""), escapeWords(QStringLiteral("\"")));
    escape->add(QStringLiteral("\\"), escapeWords(QStringLiteral("\\")));

    auto *encoding = addSetting(column, "encoding", tr("Enc&oding"), &ImportChoices::encoding,
                                [](const ImportPreview &preview) {
                                    return DataImportWords::encoding(preview.encoding, preview.byteOrderMark);
                                });
    for (const char *each : {"utf-8", "utf-16le", "utf-16be", "latin-1", "windows-1252"})
        encoding->add(QString::fromLatin1(each), DataImportWords::encoding(QString::fromLatin1(each), false));

    auto *blanks =
        addSetting(column, "blanks", tr("Blan&ks"), &ImportChoices::blanks,
                   [](const ImportPreview &preview) { return blanksWords(preview.blanksTrimmed); });
    blanks->setToolTip(tr("Blanks behind a separator"));
    blanks->add(QStringLiteral("keep"), blanksWords(false));
    blanks->add(QStringLiteral("trim"), blanksWords(true));

    auto *decimal = addSetting(
        column, "decimal", tr("&Decimals"), &ImportChoices::decimal,
        [](const ImportPreview &preview) { return decimalWords(preview.decimal); }, false);
    decimal->add(QStringLiteral("."), decimalWords(QStringLiteral(".")));
    decimal->add(QStringLiteral(","), decimalWords(QStringLiteral(",")));
}

void DataImportOptions::setFiles(const QStringList &files)
{
    m_files = files;
    m_file->clear();
    for (const QString &file : files)
        m_file->addItem(QFileInfo(file).fileName(), file);
    m_become->setCurrent(QStringLiteral("one"));
    showKind();
}

bool DataImportOptions::isOneEach() const
{
    return m_files.size() > 1 && m_become->current() == oneEach;
}

int DataImportOptions::currentFile() const
{
    return isOneEach() ? std::max(m_file->currentIndex(), 0) : 0;
}

void DataImportOptions::setChoices(const ImportChoices &choices)
{
    m_choices = choices;
    if (m_name->text() != choices.name)
        m_name->setText(choices.name);
    m_union->setChecked(choices.unionByName);
    m_target->setValue(choices.noTarget ? noTarget : choices.target);
    for (const Setting &setting : std::as_const(m_settings)) {
        const QString &value = choices.*setting.value;
        const bool isEscape = setting.value == &ImportChoices::escape && !value.isEmpty();
        setting.field->setValue(isEscape && value != QLatin1String("\\") ? QStringLiteral("\"") : value);
    }
    m_missing->setText(choices.nullTokens.join(QStringLiteral(", ")));
    m_skip->setText(choices.skippedLines == 0 ? QString() : QString::number(choices.skippedLines));
}

/// A guess is shown where it is one: an answer says what was used, which may have been told.
void DataImportOptions::setPreview(const ImportPreview &preview)
{
    m_preview = preview;
    for (const Setting &setting : std::as_const(m_settings)) {
        if ((m_choices.*setting.value).isEmpty())
            setting.field->setGuess(preview.kind.isEmpty() ? QString() : setting.guess(preview));
    }
    const QStringList tokens = guessedTokens(preview);
    m_missingRow->setHint(tokens.isEmpty() ? tr("With commas between them")
                                           : tr("Guessed: %1").arg(tokens.join(QStringLiteral(", "))));
    showTargets();
    setTables(preview.tables, preview.table);
    showKind();
}

void DataImportOptions::showTargets()
{
    if (m_preview.columns.empty())
        return; // the last ones stay while something is wrong
    m_target->clear();
    m_target->add(noTarget, tr("None"));
    m_target->add(m_preview.columnNames());
    m_target->setValue(m_choices.noTarget ? noTarget : m_choices.target);
    if (!m_choices.noTarget && m_choices.target.isEmpty())
        m_target->setGuess(m_preview.target.isEmpty() ? tr("None") : m_preview.target);
}

void DataImportOptions::setTables(const QStringList &tables, const QString &current)
{
    m_table->clear();
    for (const QString &table : tables)
        m_table->addItem(table, table);
    m_table->setCurrentIndex(static_cast<int>(std::max<qsizetype>(tables.indexOf(current), 0)));
    m_tableRow->setVisible(!tables.isEmpty());
}

/// Only what the files have is asked.
void DataImportOptions::showKind()
{
    const bool several = m_files.size() > 1;
    m_become->setVisible(several);
    m_union->setVisible(several && !isOneEach());
    m_fileRow->setVisible(isOneEach());
    const bool isText = m_preview.isText() || m_preview.kind.isEmpty();
    const bool own = m_preview.hasOwnTypes();
    for (const Setting &setting : std::as_const(m_settings))
        setting.row->setVisible(!own && (isText || !setting.ofText));
    m_missingRow->setVisible(!own);
    m_skipRow->setVisible(isText);
    m_ownForm->setVisible(own);
    m_guess->setVisible(!own);
}

void DataImportOptions::collect()
{
    for (const Setting &setting : std::as_const(m_settings))
        m_choices.*setting.value = setting.field->value();
    // A doubled quote is doubled in whatever the quotes are.
    if (m_choices.escape == QLatin1String("\"")) {
        const QString quote = m_choices.quote.isEmpty() ? m_preview.quote : m_choices.quote;
        if (!quote.isEmpty() && quote != QLatin1String("none"))
            m_choices.escape = quote;
    }
    m_choices.noTarget = m_target->value() == noTarget;
    m_choices.target = m_choices.noTarget ? QString() : m_target->value();
    m_choices.unionByName = m_union->isChecked();
    if (m_table->count() > 0)
        m_choices.table = m_table->currentData().toString();
    m_choices.nullTokens = tokensIn(m_missing->text());
    m_choices.skippedLines = m_skip->text().toInt();
    Q_EMIT changed();
}

void DataImportOptions::setNameHint(const QString &hint)
{
    m_nameRow->setHint(hint);
}

void DataImportOptions::setNameError(const QString &error)
{
    m_nameRow->setError(error);
}

} // namespace slipway::ui

#include "ui/pages/data_import.h"

#include "ui/models/text.h"
#include "ui/pages/data_file.h"
#include "ui/pages/data_import_options.h"
#include "ui/pages/data_import_preview.h"
#include "ui/pages/data_import_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/panel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int soonMs = 150; ///< after the last change
constexpr int optionsWidth = 304;

} // namespace

DataImport::DataImport(const Theme &theme, Launcher &launcher, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_question(launcher)
    , m_title(new TitleLine(theme, {}))
    , m_options(new DataImportOptions(theme))
    , m_preview(new DataImportPreview(theme))
{
    setObjectName(QStringLiteral("data.import.wizard"));
    setAccessibleName(tr("Import files"));
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("data.import.options"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setFixedWidth(optionsWidth);
    scroll->setWidget(m_options);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(theme.pixels(u"space.gap"));
    halves->addWidget(scroll);
    halves->addWidget(m_preview, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.gap"));
    column->addLayout(halves, 1);
    column->insertWidget(0, makeHead());
    hide();
    connectParts();
}

void DataImport::connectParts()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &DataImport::ask);
    connect(&m_question, &Question::answered, this, &DataImport::take);
    connect(m_options, &DataImportOptions::changed, this, [this] {
        current() = m_options->choices();
        askSoon();
    });
    connect(m_options, &DataImportOptions::nameChanged, this, [this] {
        current().name = m_options->choices().name;
        checkName();
    });
    connect(m_options, &DataImportOptions::filesChanged, this, &DataImport::look);
    connect(m_preview, &DataImportPreview::columnChanged, this,
            [this](const QString &column, const QString &type, const QString &format) {
                auto &choices = current();
                const auto say = [&](QMap<QString, QString> &into, const QString &word) {
                    if (word.isEmpty())
                        into.remove(column);
                    else
                        into[column] = word;
                };
                say(choices.types, type);
                say(choices.dateFormats, format);
                m_options->setChoices(choices);
                askSoon();
            });
    connect(m_preview, &DataImportPreview::otherFilesWanted, this, &DataImport::filesWanted);
}

QWidget *DataImport::makeHead()
{
    auto *copy = makeIconButton(m_theme, QStringLiteral("data.import.copy"), QStringLiteral("terminal"),
                                tr("Copy as command"), ButtonKind::Quiet);
    copy->setToolTip(tr("Copy as command: the line that imports like this in a terminal"));
    auto *cancel = makeButton(m_theme,
                              {.objectName = QStringLiteral("data.import.cancel"),
                               .text = tr("&Cancel"),
                               .kind = ButtonKind::Quiet});
    m_import = makeButton(m_theme,
                          {.objectName = QStringLiteral("data.import.start"),
                           .text = tr("&Import"),
                           .icon = QStringLiteral("upload"),
                           .kind = ButtonKind::Primary});
    m_import->setAutoDefault(true); // Enter presses it
    for (auto *button : {copy, cancel, m_import})
        m_title->addButton(button);
    connect(copy, &QPushButton::clicked, this, &DataImport::copyRequested);
    connect(cancel, &QPushButton::clicked, this, &DataImport::leave);
    connect(m_import, &QPushButton::clicked, this, &DataImport::accept);
    return m_title;
}

void DataImport::open(const QStringList &files)
{
    if (files.isEmpty())
        return;
    m_files = files;
    m_together = {};
    m_each.clear();
    m_title->setName(files.size() == 1 ? tr("Import %1").arg(QFileInfo(files.first()).fileName())
                                       : tr("Import %n files", nullptr, static_cast<int>(files.size())));
    suggestNames();
    m_options->setFiles(files);
    m_options->nameField()->setModified(false);
    show();
    Q_EMIT opened();
    look();
    m_options->nameField()->setFocus(Qt::OtherFocusReason);
    m_options->nameField()->selectAll();
}

void DataImport::suggestNames()
{
    m_together.name = datasetNameFor(m_files.first());
    QStringList taken;
    for (const QString &file : std::as_const(m_files)) {
        const QString stem = datasetNameFor(file);
        QString name = stem;
        for (int copy = 2; taken.contains(name); ++copy)
            name = QStringLiteral("%1_%2").arg(stem).arg(copy);
        taken << name;
        m_each << ImportChoices {.name = name};
    }
}

void DataImport::leave()
{
    if (!isOpen())
        return;
    m_soon.stop();
    m_question.cancel();
    m_files.clear();
    m_good = false;
    hide();
    Q_EMIT left();
}

void DataImport::setVersions(const QHash<QString, qint64> &newest)
{
    m_newest = newest;
    if (isOpen())
        checkName();
}

QStringList DataImport::lookedAt() const
{
    return m_options->isOneEach() ? QStringList {m_files.value(m_options->currentFile())} : m_files;
}

ImportChoices &DataImport::current()
{
    return m_options->isOneEach() ? m_each[m_options->currentFile()] : m_together;
}

/// Other files are looked at than before, or the same ones in another way.
void DataImport::look()
{
    m_preview->clear();
    m_title->setSentence({});
    m_options->setChoices(current());
    m_options->setPreview({});
    checkName();
    ask();
}

void DataImport::askSoon()
{
    m_good = false;
    m_question.cancel();
    m_preview->setReading(true);
    m_soon.start();
    follow();
}

void DataImport::ask()
{
    m_good = false;
    m_soon.stop();
    m_question.ask(current().previewCommand(lookedAt()));
    follow();
}

void DataImport::take(const Result<Json> &answer)
{
    if (!isOpen())
        return;
    if (!answer) {
        if (answer.error().code == ErrorCode::Cancelled || mend(answer.error()))
            return;
        m_title->setSentence({});
        m_preview->showFailure(DataImportWords::failure(answer.error()));
        follow();
        return;
    }
    const auto preview = ImportPreview::from(answer.value());
    m_good = true;
    m_title->setSentence(DataImportWords::sentence(preview));
    m_options->setPreview(preview);
    m_preview->show(preview, current());
    follow();
    const auto *name = m_options->nameField();
    if (name->hasFocus() && !name->isModified() && m_import->isEnabled())
        m_import->setFocus(Qt::OtherFocusReason);
}

/// What was said of a column that is gone, because the file is cut into other ones now, is taken back; of
/// several tables the first is shown.
bool DataImport::mend(const Error &error)
{
    auto &choices = current();
    const auto argument = [&](const char *name) {
        return error.args.is_object() ? error.args.value(name, Json()) : Json();
    };
    if (error.id == "data.column_missing") {
        const Json column = argument("column");
        if (!column.is_string() || !choices.forget(text(column.get<std::string>())))
            return false;
    } else if (error.id == "import.table_unnamed" || error.id == "import.table_missing") {
        const Json tables = argument("tables");
        if (!tables.is_array() || tables.empty() || choices.table == text(tables.front().get<std::string>()))
            return false;
        choices.table = text(tables.front().get<std::string>());
    } else {
        return false;
    }
    m_options->setChoices(choices);
    ask();
    return true;
}

QString DataImport::mistakeIn(const QString &name) const
{
    static const QRegularExpression fit(QStringLiteral("^[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]*$"));
    if (!fit.match(name).hasMatch())
        return tr("use letters, digits, dots, dashes and underscores, and no blanks.");
    const auto same = std::count_if(m_each.begin(), m_each.end(),
                                    [&](const ImportChoices &each) { return each.name == name; });
    return m_options->isOneEach() && same > 1 ? tr("another of these files has this name already.")
                                              : QString();
}

void DataImport::checkName()
{
    const QString name = m_options->choices().name;
    m_options->setNameError(mistakeIn(name));
    const auto newest = m_newest.value(name);
    m_options->setNameHint(newest > 0 ? tr("There already: the next version is %1").arg(newest + 1)
                                      : tr("A new data set"));
    follow();
}

void DataImport::follow()
{
    bool named = true;
    if (m_options->isOneEach()) {
        for (const auto &each : std::as_const(m_each))
            named = named && mistakeIn(each.name).isEmpty();
    } else {
        named = mistakeIn(m_together.name).isEmpty();
    }
    m_import->setEnabled(m_good && named);
    m_import->setText(m_options->isOneEach()
                          ? tr("&Import %n data sets", nullptr, static_cast<int>(m_files.size()))
                          : tr("&Import"));
}

QList<QStringList> DataImport::commands() const
{
    if (!isOpen())
        return {};
    if (!m_options->isOneEach())
        return {m_together.importCommand(m_files)};
    QList<QStringList> all;
    for (qsizetype i = 0; i < m_files.size(); ++i)
        all << m_each[i].importCommand({m_files[i]});
    return all;
}

void DataImport::accept()
{
    const auto all = commands();
    leave();
    Q_EMIT accepted(all);
}

void DataImport::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace slipway::ui

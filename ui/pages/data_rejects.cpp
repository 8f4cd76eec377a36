#include "ui/pages/data_rejects.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_rejected_table.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int lineHeight = 36;
constexpr int mostLines = 6; ///< that are seen without scrolling
constexpr int mostShown = 1000; ///< all of them can be saved

} // namespace

DataRejects::DataRejects(const Theme &theme, WorkspaceReader &reader, Launcher &launcher, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_reader(reader)
    , m_lines(launcher)
    , m_saving(launcher)
    , m_sentence(makeLabel(QStringLiteral("small")))
    , m_see(makeButton(theme,
                       {.objectName = QStringLiteral("data.rejects.see"),
                        .text = tr("&Show them"),
                        .kind = ButtonKind::Link,
                        .size = ButtonSize::Compact}))
    , m_save(makeButton(theme,
                        {.objectName = QStringLiteral("data.rejects.save"),
                         .text = tr("Sa&ve all…"),
                         .kind = ButtonKind::Quiet,
                         .size = ButtonSize::Compact}))
    , m_table(new RejectedLinesTable(theme, m_model))
{
    setObjectName(QStringLiteral("data.rejects"));
    setAccessibleName(tr("Lines that were left out"));
    setProperty("role", QStringLiteral("panel"));
    setProperty("emphasis", QStringLiteral("warn"));
    m_sentence->setObjectName(QStringLiteral("data.rejects.said"));
    m_table->setObjectName(QStringLiteral("data.rejects.lines"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine());
    column->addWidget(m_table);
    m_table->hide();
    m_save->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
    connect(m_see, &QPushButton::clicked, this, [this] { unfold(!m_open); });
    connect(m_save, &QPushButton::clicked, this, &DataRejects::askWhere);
    connect(&m_lines, &Question::answered, this, &DataRejects::takeLines);
    connect(&m_saving, &Question::answered, this, [this](const Result<Json> &answer) {
        if (answer)
            Q_EMIT saved(text(answer.value().value("file", std::string())));
        else
            m_sentence->setText(text(answer.error().message));
    });
}

QWidget *DataRejects::makeLine()
{
    auto *line = new QWidget(this);
    line->setFixedHeight(lineHeight);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(m_theme.pixels(u"space.panel"), 0, m_theme.pixels(u"space.panel"), 0);
    row->setSpacing(m_theme.pixels(u"space.2"));
    row->addWidget(new Glyph(m_theme, QStringLiteral("status-warn"), QStringLiteral("status.warn.solid"),
                             m_theme.pixels(u"icon.small")));
    row->addWidget(m_sentence);
    row->addWidget(m_see);
    row->addStretch();
    row->addWidget(m_save);
    return line;
}

void DataRejects::setDataset(const DatasetRow *dataset)
{
    const QString id = dataset ? text(dataset->reference()) : QString();
    if (id == m_dataset && dataset)
        return;
    m_dataset = id;
    m_lines.cancel();
    unfold(false);
    hide();
    m_pending.cancel();
    if (!dataset || dataset->sourceType != "imported")
        return;
    m_reader.newestEvent(
        m_pending, QStringLiteral("data.imported"), text(dataset->name),
        [this, digest = dataset->digest](const Result<std::optional<workspace::LoggedEvent>> &event) {
            if (event)
                take(event.value(), digest);
        });
}

void DataRejects::take(const std::optional<workspace::LoggedEvent> &imported, const std::string &digest)
{
    if (!imported || imported->change.payload.value("digest", std::string()) != digest)
        return;
    const auto count = imported->change.payload.value("/rejected/count"_json_pointer, std::int64_t {0});
    if (count == 0)
        return;
    m_sentence->setText(
        tr("%n lines of the file are no rows and were left out.", nullptr, static_cast<int>(count)));
    setVisible(true);
}

void DataRejects::unfold(bool open)
{
    m_open = open;
    m_see->setText(open ? tr("&Hide them") : tr("&Show them"));
    m_save->setVisible(open);
    m_table->setVisible(open && m_model.rowCount() > 0);
    if (!open) {
        m_model.show({});
        return;
    }
    m_lines.ask({QStringLiteral("data"), QStringLiteral("rejects"), m_dataset, QStringLiteral("--limit"),
                 QString::number(mostShown)});
}

void DataRejects::takeLines(const Result<Json> &answer)
{
    if (!answer) {
        m_sentence->setText(text(answer.error().message));
        return;
    }
    std::vector<RejectedLine> lines;
    for (const auto &line : answer.value().value("rejects", Json::array()))
        lines.push_back(rejectedLineFrom(line));
    const int shown = std::min(static_cast<int>(lines.size()), mostLines);
    m_model.show(std::move(lines));
    m_table->setFixedHeight(m_table->heightFor(shown));
    m_table->setVisible(m_open && shown > 0);
}

void DataRejects::askWhere()
{
    auto *dialog = new QFileDialog(this, tr("Save the lines that were left out"));
    dialog->setObjectName(QStringLiteral("data.rejects.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("JSON Lines (*.jsonl)"));
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->selectFile(QStringLiteral("%1_rejected.jsonl").arg(m_dataset.section(QLatin1Char('@'), 0, 0)));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_saving.ask(
            {QStringLiteral("data"), QStringLiteral("rejects"), m_dataset, QStringLiteral("--out"), file});
    });
    dialog->open();
}

} // namespace slipway::ui

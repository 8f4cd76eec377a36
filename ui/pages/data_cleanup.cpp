#include "ui/pages/data_cleanup.h"

#include "core/base/json_value.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_job_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr QSize usualSize {720, 420};

QString sizeText(double bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

} // namespace

DataCleanup::DataCleanup(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QDialog(parent)
    , m_model({{tr("What")}, {tr("Size"), true}, {tr("Where")}, {tr("Why nothing needs it")}})
    , m_table(new TableView(theme))
    , m_said(makeLabel(QStringLiteral("sentence")))
    , m_line(new DataJobLine(theme, session, QStringLiteral("data.cleanup")))
    , m_remove(makeButton(theme,
                          {.objectName = QStringLiteral("data.cleanup.remove"),
                           .text = tr("Remove"),
                           .kind = ButtonKind::Danger}))
{
    setObjectName(QStringLiteral("data.cleanup.dialog"));
    setWindowTitle(tr("Clean up"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(usualSize);
    m_said->setObjectName(QStringLiteral("data.cleanup.said"));
    m_said->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("data.cleanup.list"));
    m_table->setAccessibleName(tr("What would be removed"));
    m_table->setModel(&m_model);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->horizontalHeader()->setSortIndicatorShown(false);
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->setColumnWidth(0, 92);
    m_table->setColumnWidth(1, 92);
    m_table->setColumnWidth(2, 230);
    auto *leave =
        makeButton(theme, {.objectName = QStringLiteral("data.cleanup.leave"), .text = tr("Cancel")});
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_line, 1);
    buttons->addStretch();
    buttons->addWidget(leave);
    buttons->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(theme.pixels(u"space.gap"));
    column->addWidget(m_said);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    m_remove->setEnabled(false);
    connect(leave, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_remove, &QPushButton::clicked, this, &DataCleanup::remove);
    connect(m_line, &DataJobLine::finished, this, [this](const Result<Json> &outcome) {
        if (outcome && !m_removing)
            return take(outcome.value());
        if (!outcome) {
            m_remove->setEnabled(m_model.rowCount() > 0);
            return;
        }
        Q_EMIT cleaned(valueOr(outcome.value(), "files", 0.0), valueOr(outcome.value(), "bytes", 0.0));
        accept();
    });
    look();
}

QString DataCleanup::kindWord(const QString &kind)
{
    if (kind == QLatin1String("artifact"))
        return tr("content");
    if (kind == QLatin1String("run"))
        return tr("model");
    if (kind == QLatin1String("view"))
        return tr("view");
    if (kind == QLatin1String("index"))
        return tr("row index");
    if (kind == QLatin1String("log"))
        return tr("log");
    if (kind == QLatin1String("online"))
        return tr("stored values");
    return kind == QLatin1String("work") ? tr("lost work") : kind;
}

void DataCleanup::look()
{
    m_said->setText(tr("Looking for what no record needs any more."));
    m_line->start({QStringLiteral("gc"), QStringLiteral("--dry-run")});
}

void DataCleanup::take(const Json &found)
{
    std::vector<TextRow> rows;
    for (const auto &each : valueOr(found, "garbage", Json::array())) {
        const QString kind = kindWord(text(valueOr(each, "kind", std::string())));
        const QString where = text(valueOr(each, "path", std::string()));
        const QString why = text(valueOr(each, "why", std::string()));
        const double bytes = valueOr(each, "bytes", 0.0);
        rows.push_back({.key = where,
                        .cells = {kind, sizeText(bytes), where, why},
                        .numbers = {{}, bytes},
                        .sentence = tr("%1 %2, %3: %4.").arg(kind, where, sizeText(bytes), why),
                        .tip = tr("%1: %2", "path and reason").arg(where, why)});
    }
    const auto files = static_cast<int>(rows.size());
    const QString size = sizeText(valueOr(found, "bytes", 0.0));
    m_model.show(std::move(rows));
    if (files == 0) {
        m_said->setText(tr("There is nothing to clean up: records name everything that is there."));
        return;
    }
    m_said->setText(
        tr("%n things are needed by no record any more. Removing them frees %1 and cannot be taken "
           "back; versions, runs and models that are not deleted stay as they are.",
           nullptr, files)
            .arg(size));
    m_remove->setText(tr("Remove %n things", nullptr, files));
    m_remove->setAccessibleName(m_remove->text());
    m_remove->setEnabled(true);
}

void DataCleanup::remove()
{
    m_removing = true;
    m_remove->setEnabled(!m_line->start({QStringLiteral("gc"), QStringLiteral("--yes")}));
}

} // namespace slipway::ui

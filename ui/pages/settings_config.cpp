#include "ui/pages/settings_config.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/config_model.h"
#include "ui/models/text.h"
#include "ui/pages/settings_values.h"
#include "ui/theme/theme.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSortFilterProxyModel>

namespace slipway::ui {

namespace {

constexpr int keyWidth = 200;
constexpr int valueWidth = 190;
constexpr int standardWidth = 180;
constexpr int allowedWidth = 170;

QString valueIn(const Json &result)
{
    const auto found = result.find("value");
    return found == result.end() ? QString() : ConfigModel::typed(*found);
}

} // namespace

SettingsConfig::SettingsConfig(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new ConfigModel(session.reader(), this))
    , m_ofFile(new QSortFilterProxyModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_panel(new Panel(theme, tr("Configuration of the workspace"), this))
    , m_files(new Segments(QStringLiteral("settings.file"), m_panel))
    , m_table(new TableView(theme, m_panel))
    , m_complaint(new QWidget(m_panel))
    , m_error(makeLabel(QStringLiteral("error"), {}, m_complaint))
{
    m_files->setAccessibleName(tr("File"));
    m_files->setCompact(true);
    m_files->add(QStringLiteral("all"), tr("All files"));
    m_files->add(QStringLiteral("data_config.yaml"), tr("Data"));
    m_files->add(QStringLiteral("model_config.yaml"), tr("Model"));
    m_files->add(QStringLiteral("monitoring_config.yaml"), tr("Monitoring"));
    m_panel->addTool(m_files);
    makeTable(theme);

    const int inner = theme.pixels(u"space.panel");
    auto *line = new QHBoxLayout(m_complaint);
    line->setContentsMargins(inner, theme.pixels(u"space.2"), inner, theme.pixels(u"space.2"));
    line->setSpacing(theme.pixels(u"space.2"));
    line->addWidget(new Glyph(theme, QStringLiteral("status-bad"), QStringLiteral("status.bad.solid"),
                              theme.pixels(u"icon.small"), m_complaint),
                    0, Qt::AlignVCenter);
    m_error->setObjectName(QStringLiteral("settings.error"));
    m_error->setWordWrap(true);
    line->addWidget(m_error, 1);
    m_complaint->hide();

    m_panel->body()->setContentsMargins(0, 0, 0, 0);
    m_panel->body()->setSpacing(0);
    m_panel->body()->addWidget(m_table, 1);
    m_panel->body()->addWidget(m_complaint);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_panel);

    connect(m_files, &Segments::currentChanged, this, &SettingsConfig::showFile);
    connect(m_model, &ConfigModel::loaded, this, &SettingsConfig::showComplaint);
    connect(m_model, &ConfigModel::refused, this, &SettingsConfig::complain);
    connect(m_model, &ConfigModel::edited, this, &SettingsConfig::change);
    showFile(m_files->current());
    followEdits();
}

void SettingsConfig::makeTable(const Theme &theme)
{
    m_ofFile->setSourceModel(m_model);
    m_ofFile->setFilterRole(ConfigModel::FileRole);
    m_shown->setSourceModel(m_ofFile);
    m_shown->setFilterRole(ConfigModel::FindRole);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown->setSortRole(SortRole);
    m_shown->setSortLocaleAware(true);

    m_table->setObjectName(QStringLiteral("settings.config"));
    m_table->setAccessibleName(tr("Settings of the workspace"));
    m_table->setModel(m_shown);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(ConfigModel::Value, new SettingsValues(theme, m_table));
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->setColumnWidth(ConfigModel::Key, keyWidth);
    m_table->setColumnWidth(ConfigModel::Value, valueWidth);
    m_table->setColumnWidth(ConfigModel::Standard, standardWidth);
    m_table->setColumnWidth(ConfigModel::Allowed, allowedWidth);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    connect(m_table, &TableView::opened, this, &SettingsConfig::editSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        complain({});
        Q_EMIT selectionChanged();
    });
    connect(m_shown, &QAbstractItemModel::dataChanged, this, &SettingsConfig::selectionChanged);
}

void SettingsConfig::setFilter(const QString &text)
{
    m_shown->setFilterFixedString(text);
}

int SettingsConfig::shownCount() const
{
    return m_shown->rowCount();
}

const ConfigRow *SettingsConfig::selected() const
{
    return m_model->row(m_ofFile->mapToSource(m_shown->mapToSource(m_table->currentIndex())));
}

void SettingsConfig::editSelected()
{
    const QModelIndex value = m_table->currentIndex().siblingAtColumn(ConfigModel::Value);
    if (!(value.flags() & Qt::ItemIsEditable))
        return;
    m_table->setCurrentIndex(value);
    m_table->edit(value);
}

void SettingsConfig::showFile(const QString &file)
{
    m_ofFile->setFilterFixedString(file == QLatin1String("all") ? QString() : file);
    m_panel->setNote(file == QLatin1String("all") ? tr("three files, every value as it is typed there")
                                                  : file);
    Q_EMIT selectionChanged();
}

void SettingsConfig::change(const QString &file, const QString &key, const QString &value)
{
    complain({});
    const QString what = tr("Set %1 to %2").arg(key, value);
    m_asked << what;
    m_session.edits().run({QStringLiteral("config"), QStringLiteral("set"), file, key, value}, what);
}

void SettingsConfig::followEdits()
{
    connect(&m_session.edits(), &Edits::done, this, [this](const QString &what, const Json &result) {
        if (!m_asked.removeOne(what))
            return;
        m_model->refresh();
        Q_EMIT changed(tr("%1 is %2 now.").arg(text(result.value("key", std::string())), valueIn(result)));
    });
    connect(&m_session.edits(), &Edits::failed, this, [this](const QString &what, const Error &error) {
        if (!m_asked.removeOne(what))
            return;
        m_model->refresh();
        complain(tr("%1: %2 The file is as it was.").arg(what, text(error.message)));
    });
}

void SettingsConfig::complain(const QString &sentence)
{
    m_refusal = sentence;
    showComplaint();
}

void SettingsConfig::showComplaint()
{
    const QString sentence = m_refusal.isEmpty() ? m_model->mistakes().join(u' ') : m_refusal;
    m_error->setText(sentence);
    m_complaint->setVisible(!sentence.isEmpty());
}

} // namespace slipway::ui

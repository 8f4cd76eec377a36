#pragma once

#include "ui/models/workspace_reader.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace slipway::ui {

class DataImport;
class DataScenarioPanel;
class FourViews;
class Job;
class Theme;
class WorkspaceSession;

/// How rows come into the workspace: from files, one after the other, and from generated worlds. What is
/// asked about them stands in the place of the page.
class DataArrival : public QObject
{
    Q_OBJECT
public:
    struct Scene {
        const Theme &theme;
        WorkspaceSession &session;
        FourViews &views;
        std::function<Job *(const QStringList &command)> work; ///< the page waits for it
        std::function<void(const QString &sentence)> say;
    };

    DataArrival(QWidget &page, Scene scene);

    void openScenarios();
    void askForFiles();
    void openFiles(const QStringList &files); ///< shows what they would become
    bool isImporting() const; ///< somebody looks at what files would become

    /// What the panel that is shown would do; none where no panel is.
    QList<QStringList> commands() const;

    /// The newest version of each data set, by which the next one is named.
    void setVersions(const QHash<QString, qint64> &newest);

Q_SIGNALS:
    void made(const QString &id); ///< of a version: "users@2"
    void panelChanged(); ///< one was opened or left
    void copyWanted(); ///< of the commands

private:
    DataImport &wizard();
    void makeScenarios();
    QVBoxLayout &column() const;
    void cover(const QWidget *panel, bool covered);
    void generate(const QStringList &command);
    void takeGenerated(const Json &answer);
    void importNext();

    QWidget &m_page;
    Scene m_scene;
    DataScenarioPanel *m_scenarios = nullptr; ///< made when it is first opened
    DataImport *m_import = nullptr; ///< made when it is first opened
    QHash<QString, qint64> m_newest;
    QList<QPointer<QWidget>> m_covered; ///< what a panel stands in the place of
    QList<QStringList> m_imports; ///< commands that are still to be run, one after the other
    Pending m_configPending;
};

} // namespace slipway::ui

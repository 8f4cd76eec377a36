#pragma once

#include "ui/pages/features_tab.h"

#include <functional>

class QMenu;
class QMimeData;

namespace slipway::ui {

class Job;

/// Definitions as files: a YAML file is put in force or compared, a proposal is written as one, and the
/// documentation of a set is written as pages.
class FeaturesFiles : public QObject
{
    Q_OBJECT
public:
    using Start = std::function<Job *(const QStringList &command)>;
    struct Ways {
        Start work; ///< the page waits for it
        Start beside; ///< it does not
        std::function<void(const QString &sentence, const QString &link, std::function<void()> follow)> say;
    };

    FeaturesFiles(QWidget &page, WorkspaceSession &session, const FeaturesShown &shown, Ways ways);

    void ask(bool toCompare); ///< for a file, to be compared or put in force

    /// Puts a file, or a version like "feed@2", in force. That is said, and can be taken back.
    void apply(const QString &named);

    /// A proposal is put in force at once: what it says is then shown like any other, and can be taken back.
    void propose(const QString &table);
    /// A line for each of the tables.
    void fillProposals(QMenu &menu, const QStringList &tables);

    /// Writes pages about the set that is shown, and opens them.
    void openDocumentation();

    /// The one file of definitions that was dropped; empty where it is something else.
    static QString dropped(const QMimeData &data);

Q_SIGNALS:
    void fileChosen(const QString &file); ///< to be put in force
    void comparisonWanted(const QString &file);
    void applied(const QString &reference); ///< "feed@2"

private:
    void takeApplied(const Json &answer);

    QWidget &m_page;
    WorkspaceSession &m_session;
    const FeaturesShown &m_shown;
    Ways m_ways;
};

} // namespace slipway::ui

#pragma once

#include <QIcon>
#include <QKeySequence>
#include <QObject>

#include <functional>
#include <map>
#include <vector>

class QAction;
class QMenu;

namespace slipway::ui {

/// Everything about one command of the window. `id` is also the action's object name, and the word that
/// tours, tests and settings use.
struct ActionDescription {
    QString id; ///< "drift.choose"
    QString text; ///< for menus and buttons; an ellipsis means that more questions follow
    QString category; ///< for the palette and the list of shortcuts: "Monitoring"
    QString icon; ///< name of a glyph in resources/icons; may be empty
    QKeySequence shortcut;
    QString toolTip; ///< one sentence; the text is used where it is empty
    std::function<void()> run;
    std::function<bool()> enabled = {}; ///< absent: always
    QString scope = {}; ///< id of the page that it belongs to; empty: the whole window
    bool checkable = false;
};

/// The one list of commands. Menus, toolbars, the palette, shortcuts and tours read it.
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    using IconMaker = std::function<QIcon(const QString &name)>;

    /// `icons` turns a glyph's name into an icon; without it actions have none.
    explicit ActionRegistry(IconMaker icons = {}, QObject *parent = nullptr);
    ~ActionRegistry() override;

    /// An id that is there already is refused: nullptr, and problems() names it.
    QAction *add(const ActionDescription &description);

    QAction *action(const QString &id) const; ///< nullptr if there is none
    const ActionDescription *description(const QString &id) const;
    QStringList ids() const; ///< in the order in which they were added

    /// Ids and shortcuts that stand twice, one sentence each; empty when all is well.
    QStringList problems() const;

    /// Takes away the actions of a page that is going.
    void removeScope(const QString &page);

    /// Gives the action another shortcut. Refused, with the id of the action that has it already, where two
    /// actions could mean the same keys; else empty.
    QString setShortcut(const QString &id, const QKeySequence &shortcut);

    /// Runs it as a click would. False if there is none or it is not enabled now.
    bool trigger(const QString &id);

    void fill(QMenu *menu, const QStringList &ids) const; ///< "-" is a separator

    /// The page that is shown: actions of other pages are disabled, so that their keys are free.
    void setScope(const QString &page);
    QString scope() const { return m_scope; }

public Q_SLOTS:
    void refresh(); ///< asks every enabled condition again

Q_SIGNALS:
    void added(QAction *action);
    void aboutToRemove(QAction *action);
    void triggered(const QString &id);

private:
    struct Entry {
        ActionDescription description;
        QAction *action = nullptr;
    };

    const Entry *find(const QString &id) const;
    bool isEnabled(const ActionDescription &description) const;
    QString conflictOf(const QString &id, const QString &scope, const QKeySequence &shortcut) const;

    IconMaker m_icons;
    std::vector<Entry> m_entries;
    std::map<QString, std::size_t> m_places;
    QStringList m_doubled;
    QString m_scope;
};

} // namespace slipway::ui

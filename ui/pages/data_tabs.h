#pragma once

#include "ui/widgets/panel.h"
#include "ui/widgets/status.h"

#include <QHash>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace slipway::ui {

class Chip;

/// A panel of several pages, one of which is shown: names with counts and chips at the left, the tools of the
/// page that is shown at the right.
class DataTabs : public Panel
{
    Q_OBJECT
public:
    DataTabs(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    /// Takes ownership. The first one is shown.
    void add(const QString &id, const QString &title, QWidget *page, const QList<QWidget *> &tools = {});

    void setCount(const QString &id, int count); ///< stands behind the title; below 0 nothing does
    /// An empty word takes it away; `sentence` says more than a short one.
    void setChip(const QString &id, Status status, const QString &word, const QString &sentence = {});

    void setBarName(const QString &name); ///< what the tabs are about, for people who do not see them

    QString current() const;
    void setCurrent(const QString &id);

Q_SIGNALS:
    void currentChanged(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitTools();
    void takeChip(int index);
    int indexOf(const QString &id) const;
    void showTab(int index);

    const Theme &m_theme;
    QTabBar *m_bar;
    QWidget *m_head;
    QStackedWidget *m_pages;
    QHBoxLayout *m_line;
    QStringList m_titles;
    QList<QWidget *> m_tools;
    QHash<QPushButton *, QString> m_words; ///< of tools that have a glyph too
    QHash<QString, Chip *> m_chips;
};

} // namespace slipway::ui

#pragma once

#include "core/report/document.h"

#include <QScrollArea>
#include <QTimer>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace slipway::ui {

class Panel;
class Theme;

/// A report as a sheet of paper that scrolls: words and tables as text that can be selected, key figures as
/// cards, charts as live charts. It is built part by part, so that the window never waits for a long one.
class ReportView : public QScrollArea
{
    Q_OBJECT
public:
    explicit ReportView(const Theme &theme, QWidget *parent = nullptr);

    void setDocument(report::Document document);
    void clear();

    /// The headings of the first level, in order.
    QStringList sections() const { return m_sections; }
    void goTo(int section);
    bool isComplete() const { return m_parts.empty(); }

Q_SIGNALS:
    void completed(); ///< everything stands there
    void sectionReached(int section); ///< by scrolling

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    using Part = std::function<void()>;

    void plan();
    void addNext();
    void addWords(const report::Block &block);
    void addHead();
    void addSection(const report::Heading &heading);
    void addCallout(const report::Callout &callout);
    void addCards(const report::KeyFigures &key);
    void addFigures(const std::vector<report::Figure> &figures);
    void addFigure(QHBoxLayout *line, const report::Figure &figure, bool isHalf);
    void addLabel(std::function<QString()> write);
    void recolour();
    int topOf(int section) const;
    int sectionAtTop() const;
    void setMargins();

    const Theme &m_theme;
    report::Document m_document;
    QStringList m_sections;
    std::vector<QWidget *> m_sectionStarts;
    std::vector<Part> m_parts; ///< that are still to be built, the next one last
    std::vector<std::pair<QLabel *, std::function<QString()>>> m_labels; ///< written anew in another theme
    QWidget *m_desk;
    ui::Panel *m_paper = nullptr; ///< QFrame has a Panel of its own
    QVBoxLayout *m_column = nullptr;
    QLabel *m_lastTitle = nullptr;
    QTimer m_next;
    int m_figures = 0;
    bool m_isGoing = false;
};

} // namespace slipway::ui

#pragma once

#include "ui/pages/inspection.h"

#include <QSet>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace slipway::ui {

class Chip;
class Glyph;
class Theme;

/// The panel at the side that tells about the selection: kind, name and chip, foldable sections of key and
/// value, and at the foot what can be done with it.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(const Theme &theme, QWidget *parent = nullptr);

    void show(const Inspection &selection);
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showSections(const QList<FactSection> &sections);
    QWidget *section(const FactSection &section);
    QWidget *factLine(const Fact &fact, QWidget *parent) const;
    QWidget *factsAcross(const QList<Fact> &facts, QWidget *parent) const;
    void showActions(const QList<QAction *> &actions);

    const Theme &m_theme;
    QWidget *m_head = nullptr;
    Glyph *m_icon = nullptr;
    QLabel *m_kind = nullptr;
    QLabel *m_name = nullptr;
    Chip *m_chip = nullptr;
    QLabel *m_nothing = nullptr;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_sections = nullptr;
    QWidget *m_foot = nullptr;
    QHBoxLayout *m_actions = nullptr;
    QSet<QString> m_folded;
};

} // namespace slipway::ui

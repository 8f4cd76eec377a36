#pragma once

#include "ui/widgets/status.h"

#include <QWidget>

namespace slipway::ui {

/// Paints a chip, for the widget and for the cells of tables.
QSize chipSize(const Theme &theme, const QString &word);
void paintChip(QPainter &painter, const QRect &rect, const Theme &theme, Status status, const QString &word);

/// A status as shape, word and fill: "(tick) Passed".
class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const Theme &theme, Status status = Status::Neutral, QWidget *parent = nullptr);

    Status status() const { return m_status; }
    const QString &word() const { return m_word; }
    /// An empty word becomes the status's own.
    void setStatus(Status status, const QString &word = {});

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Status m_status;
    QString m_word;
};

enum class TagKind {
    Plain, ///< a version, an alias
    Accent, ///< what is chosen, a filter
    Key, ///< a key of the keyboard
};

/// A word in a frame, without a shape: versions, aliases, filters. A tag that can be removed is a button.
class Tag : public QWidget
{
    Q_OBJECT
public:
    explicit Tag(const Theme &theme, const QString &text, TagKind kind = TagKind::Plain,
                 QWidget *parent = nullptr);

    const QString &text() const { return m_text; }
    void setText(const QString &text);
    /// A glyph before the word ("lock"); empty for none.
    void setIcon(const QString &name);
    /// Shows a cross; clicking it, Delete or Backspace emit removed().
    void setRemovable(bool removable);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void removed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    QString m_icon;
    TagKind m_kind;
    bool m_removable = false;
};

} // namespace slipway::ui

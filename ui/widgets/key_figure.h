#pragma once

#include "ui/widgets/status.h"

#include <QFrame>
#include <QVector>

#include <optional>

namespace slipway::ui {

class Theme;

enum class Direction { None, Up, Down };

/// What a card of a key figure says. Texts are ready for people: numbers come through the metric catalogue.
struct Figure {
    QString title; ///< "Latency p99"
    QString value; ///< "3.8"
    QString unit {}; ///< "ms"
    QString note {}; ///< "limit 8 ms"
    Status status = Status::Neutral;
    QVector<double> trend {}; ///< in equal steps of time; empty for none
    /// A change: the arrow says the direction, `changeIsGood` the colour, the words which.
    Direction direction = Direction::None;
    QString change {}; ///< "0.18"
    std::optional<bool> changeIsGood {};
};

/// A card with one number: title, status, value and unit, a small line, and what it is held against.
class KeyFigure : public QFrame
{
    Q_OBJECT
public:
    explicit KeyFigure(const Theme &theme, QWidget *parent = nullptr);

    void setFigure(const Figure &figure);
    const Figure &figure() const { return m_figure; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int widthOfTexts() const;

    const Theme &m_theme;
    Figure m_figure;
};

} // namespace slipway::ui

#pragma once

#include "ui/models/roles.h"

#include <QChartView>
#include <QString>
#include <QVector>

class QPieSeries;

namespace slipway::ui {

class Theme;

/// A stage of the model's life as the ring shows it. Texts are ready for people.
struct LifeStage {
    QString id; ///< "features": what chosen() says
    QString name; ///< "Features"
    Status status = Status::Neutral;
    QString line {}; ///< "24 features"
    QString note {}; ///< "6 min old"; in the colour of the status where it warns or failed
    bool waits = false; ///< for a person: marked by an arc outside
};

/// What stands in the middle of the ring.
struct LifeCentre {
    QString caption {}; ///< "In production"
    QString name {}; ///< "feed_mlp v7"
    QString note {}; ///< "AUC 0.731, since 6 Nov"
    Status status = Status::Neutral;
    QString word {}; ///< "Healthy"; empty for no chip
};

/// The life cycle as a ring of stages, clockwise from the top, with their words outside and their shapes on
/// the segments. A click on a stage, or the arrow keys and Enter, choose it.
class LifeRing : public QChartView
{
    Q_OBJECT
public:
    explicit LifeRing(const Theme &theme, QWidget *parent = nullptr);

    void setStages(const QVector<LifeStage> &stages);
    void setCentre(const LifeCentre &centre);
    const QVector<LifeStage> &stages() const { return m_stages; }

    /// The stage at a place of this widget, by its number; -1 in the middle and outside of all words.
    int stageAt(QPointF place) const;
    /// The middle of a stage's segment, in pixels of this widget.
    QPointF placeOf(int stage) const;

    QSize sizeHint() const override { return {560, 480}; }

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void recolour();
    void describe();
    void placeRing();
    void setCurrent(int stage);
    double angleOf(int stage) const; ///< of the middle, in degrees clockwise from the top
    QPointF at(double degrees, double radius) const;
    void paintStage(QPainter &painter, int stage) const;
    void paintCentre(QPainter &painter) const;

    const Theme &m_theme;
    QPieSeries *m_series;
    QVector<LifeStage> m_stages;
    LifeCentre m_centre;
    QPointF m_middle;
    double m_radius = 1;
    int m_hovered = -1;
    int m_current = 0; ///< by the keyboard
    bool m_byKeyboard = false;
};

} // namespace slipway::ui

#pragma once

#include <QLabel>

namespace slipway::ui {

/// A line of text that takes what room there is, and ends in dots where that is too little. All of it stands
/// in the tip then.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    /// `role` is one of the style sheet's, as for makeLabel().
    explicit ElidedLabel(const QString &role, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString elided() const;
};

} // namespace slipway::ui

#pragma once

#include <QWidget>

class QPushButton;

namespace slipway::ui {

class Theme;

/// What Home shows before there is anything: three ways to begin.
class HomeWelcome : public QWidget
{
    Q_OBJECT
public:
    explicit HomeWelcome(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void demoRequested();
    void importRequested();
    void workspaceRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Card;
    QWidget *card(const Card &content, QPushButton *&button);

    const Theme &m_theme;
    QWidget *m_dropPlace = nullptr;
};

} // namespace slipway::ui

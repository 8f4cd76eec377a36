#pragma once

#include <QWidget>

namespace slipway::ui {

class Theme;

/// Every part that pages share, in one of its states each, on one sheet of 1440 x 900.
class PartsSheet : public QWidget
{
public:
    explicit PartsSheet(const Theme &theme);

private:
    QWidget *section(const QString &title, QWidget *content);
    QWidget *surfaces();
    QWidget *states();
    QWidget *floating();
    QWidget *series();
    QWidget *buttons();
    QWidget *forms();
    QWidget *table();
    QWidget *type();
    QWidget *figures();
    QWidget *fourViews();

    const Theme &m_theme;
};

} // namespace slipway::ui

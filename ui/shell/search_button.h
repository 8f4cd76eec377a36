#pragma once

#include "ui/shell/quiet_button.h"

namespace slipway::ui {

/// Looks like a field and opens the palette, where the typing happens.
class SearchButton : public QuietButton
{
    Q_OBJECT
public:
    SearchButton(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setKeys(const QString &keys); ///< shown at the end: "Ctrl K"

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

} // namespace slipway::ui

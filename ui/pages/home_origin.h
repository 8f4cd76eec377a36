#pragma once

#include "ui/pages/home_life.h"

#include <QWidget>

class QLabel;

namespace slipway::ui {

class Theme;

/// Where the version in production comes from, in one line: data set, features, run, model, endpoint.
class HomeOrigin : public QWidget
{
    Q_OBJECT
public:
    explicit HomeOrigin(const Theme &theme, QWidget *parent = nullptr);

    void setFacts(const LifeFacts &facts);

Q_SIGNALS:
    void lineageRequested();

private:
    const Theme &m_theme;
    QLabel *m_title = nullptr;
    QList<QLabel *> m_names;
};

} // namespace slipway::ui

#pragma once

#include "ui/pages/features_tab.h"

class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class Segments;

/// The online store: what is in it, what it answers, and whether that is right.
class FeaturesStore : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesStore(const FeaturesScene &scene, QWidget *parent = nullptr);

    QStringList command() const override;
    QList<QWidget *> tools() const override;

    void showFreshness();

protected:
    void make() override;
    void showShown() override;

private:
    Segments *m_part;
    QPushButton *m_store;
    QStackedWidget *m_stack = nullptr;
    QList<FeaturesTab *> m_parts;
};

} // namespace slipway::ui

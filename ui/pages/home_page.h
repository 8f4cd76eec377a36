#pragma once

#include "ui/pages/home_life.h"
#include "ui/pages/workspace_page.h"

class QLabel;
class QPushButton;

namespace slipway::ui {

class HomeFacts;
class HomeOrigin;
class KeyFigure;
class Panel;
class TableView;

/// The life of the model as a ring with the state of each stage, the one next step, the key figures and what
/// happened last.
class HomePage : public WorkspacePage
{
    Q_OBJECT
public:
    HomePage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~HomePage() override;

    QStringList command() const override;

protected:
    void refresh() override;

private:
    void registerActions();
    QWidget *makeResult();
    Panel *makeRingPanel();
    Panel *makeStepPanel();
    Panel *makeEventsPanel();
    QWidget *makeCards();

    void showFacts();
    void showStep(const LifeFacts &facts);
    void showCards(const LifeFacts &facts);
    void runDemo();
    void runGuidedDemo();
    void importFile();
    void takeStep();
    void openEvent(const QModelIndex &index);

    HomeFacts *m_facts;
    NextStep m_step;

    LifeRing *m_ring = nullptr;
    HomeOrigin *m_origin = nullptr;
    QLabel *m_stepTitle = nullptr;
    QLabel *m_stepText = nullptr;
    QPushButton *m_stepButton = nullptr;
    QPushButton *m_stepOther = nullptr;
    QList<KeyFigure *> m_cards;
    TableView *m_eventsTable = nullptr;
};

} // namespace slipway::ui

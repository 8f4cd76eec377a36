#pragma once

#include "ui/pages/workspace_page.h"

#include <QPointer>

namespace slipway::ui {

class BenchPanel;
class Chip;
class PredictionClient;
class RequestPanel;
class ServerMonitor;
class ServingCharts;
class ServingFigures;
class VersionsModel;

/// The server that answers predictions: start and stop it, see what it does, and ask it something.
class ServingPage : public WorkspacePage
{
    Q_OBJECT
public:
    ServingPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~ServingPage() override;

    QStringList command() const override;

protected:
    void refresh() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void registerActions();
    void offerWays(); ///< of the empty view
    QWidget *makeResult();

    void start(int port);
    void send();
    void measure();

    void takeServer();
    void showState(); ///< decides which view is shown
    void showServerFailure(const Error &error);
    void showFigures();
    void updateSentence();
    void updateActions();
    void inspectServer();

    bool runs() const; ///< a server answers
    QString whyNotSend() const; ///< empty where a request can be sent
    QString productionVersion() const; ///< "2"; empty where nothing is in production

    VersionsModel *m_versions;
    ServerMonitor *m_monitor;
    PredictionClient *m_client;
    Chip *m_state;
    QPushButton *m_start = nullptr;
    QPushButton *m_stop = nullptr;
    ServingFigures *m_figures = nullptr;
    ServingCharts *m_charts = nullptr;
    RequestPanel *m_request = nullptr;
    BenchPanel *m_bench = nullptr;
    QPointer<Job> m_measuring;
    bool m_hasServed = false; ///< since the last start
    bool m_showsFailure = false; ///< of the server
    bool m_leftFailure = false; ///< somebody has seen it and went on
};

} // namespace slipway::ui

#pragma once

#include "core/base/clock.h"
#include "ui/charts/life_ring.h"
#include "ui/jobs/server_handle.h"

#include <QCoreApplication>
#include <QStringList>

#include <limits>
#include <optional>

namespace slipway::ui {

/// What Home knows of a model's life. What nobody has measured stays empty or NaN.
struct LifeFacts {
    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

    QString dataset; ///< "interactions"
    qint64 version = 0;
    qint64 rows = 0;
    TimeMicros dataMade = 0;
    std::optional<bool> checked; ///< whether the newest rows passed their checks
    int failedChecks = 0;

    TimeMicros featuresBuilt = 0;
    qint64 trainRows = 0;

    QString run; ///< id of the newest run
    QString runName;
    qint64 runNumber = 0;
    bool runFailed = false;
    bool training = false;
    QString trainingStage; ///< "epoch 5 of 8"
    double testAuc = unknown; ///< of the newest run

    QString production; ///< "feed-model/2"
    QString productionRun; ///< name of the run that trained it
    double productionAuc = unknown;
    TimeMicros productionSince = 0;
    QString waiting; ///< a version that is newer than the one in production
    bool registered = false; ///< whether the newest run has a version

    ServerHandle::State server = ServerHandle::State::Stopped;
    int port = 0;

    int features = 0; ///< of the last drift report; 0: drift was never measured
    int drifted = 0;
    bool datasetDrifted = false;
    TimeMicros driftMeasured = 0;
};

/// The one thing to do now: a page to open, or a command to run.
struct NextStep {
    QString title;
    QString text;
    QString verb; ///< on the button
    QString page; ///< that the button opens; empty where it runs a command
    QStringList command;
    QString otherVerb {}; ///< a second way, to a page
    QString otherPage {};
};

/// The words of Home, made from the facts alone.
class HomeLife
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::HomeLife)
public:
    static QVector<LifeStage> stages(const LifeFacts &facts);
    static LifeCentre centre(const LifeFacts &facts);
    static NextStep nextStep(const LifeFacts &facts);
    static QString sentence(const LifeFacts &facts);
};

} // namespace slipway::ui

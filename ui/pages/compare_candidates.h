#pragma once

#include "core/registry/models.h"
#include "core/workspace/datasets.h"
#include "core/workspace/run_page.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace slipway::ui {

/// A model that was measured on test rows: a version, or a run that nobody has registered.
struct Candidate {
    QString reference; ///< what the engine calls it: "feed-model/2", or a run's id
    QString run; ///< id
    QString label; ///< "feed-model v2, in production"
    QString name; ///< "Version 2", "Run 7"
    QString shortLabel; ///< "v2", "run 7"
    TimeMicros time = 0; ///< registered, or trained
    bool isVersion = false;
    bool isProduction = false;

    bool operator==(const Candidate &other) const = default;
};

/// The models that can be compared, the newest first, versions before runs.
struct Candidates {
    QList<Candidate> all;
    int notEvaluated = 0; ///< finished runs that only need to be evaluated

    const Candidate *find(const QString &reference) const; ///< nullptr where there is none
    const Candidate *ofRun(const QString &run) const; ///< the version, where the run has one

    /// Production, else the newest but one; then the newest that is another. Empty where there are not two.
    QStringList standardPair() const;
    /// The first two of these runs that can be compared; empty where there are not two.
    QStringList pairOf(const QStringList &runs) const;
};

/// The rows that models are measured on where nobody says otherwise.
inline constexpr QLatin1String standardRows("feed_test");

/// `runs` come with the metric test_auc.
Candidates candidatesFrom(const std::vector<registry::ModelVersion> &versions,
                          const std::vector<workspace::RunRow> &runs);

/// Data sets on whose rows two models can be put side by side: features with labels, none that models learn
/// from. The newest of each name.
std::vector<workspace::DatasetVersion> comparableRows(const std::vector<workspace::DatasetVersion> &datasets);

} // namespace slipway::ui

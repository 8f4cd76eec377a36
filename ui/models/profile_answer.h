#pragma once

#include "core/base/json.h"
#include "ui/models/roles.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <limits>
#include <vector>

namespace slipway::ui {

/// What a profile says of one column. Texts are ready for people; "–" where there is nothing.
struct ProfileColumn {
    QString name;
    QString type; ///< as the engine spells it
    double blank = 0;
    double distinct = 0;
    QString mean;
    QString least;
    QString median;
    QString greatest;
    std::vector<double> bars; ///< counts in bins of equal width; none of texts
    QString top; ///< the most frequent value
    double topRows = 0;
    bool idLike = false;
};

/// Something that would mislead a model.
struct ProfileWarning {
    QString id; ///< "leak_auc"
    QString column; ///< empty where it is about the whole table
    QString severity; ///< "high", "medium" or "low"
    QString sentence;

    Status status() const;
};

struct CorrelatedPair {
    QString first;
    QString second;
    double pearson = 0;
    double spearman = std::numeric_limits<double>::quiet_NaN(); ///< NaN where ranks were not counted
};

/// A version's profile, as `slipway data profile` answers.
struct ProfileAnswer {
    double rows = 0;
    std::vector<ProfileColumn> columns; ///< as in the file
    std::vector<ProfileWarning> warnings; ///< the worst first
    std::vector<CorrelatedPair> pairs; ///< the strongest first
    QStringList correlated; ///< columns of the matrix
    std::vector<std::vector<double>> matrix; ///< Pearson's, NaN where there is none
    double duplicates = 0;
    QString target; ///< empty where nothing was measured against one
};

/// Reads it. What is missing stays unknown.
ProfileAnswer profileAnswerFrom(const Json &profile);

/// A warning in words.
class ProfileWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::ProfileWords)
public:
    /// `numbers` are the warning's. One of a newer engine is told in that engine's words.
    static QString of(const QString &id, const QString &column, const Json &numbers, const QString &english);
    static bool knows(const QString &id);
};

} // namespace slipway::ui

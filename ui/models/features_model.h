#pragma once

#include "ui/models/feature_sets.h"
#include "ui/models/feature_store_answers.h"
#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// A feature as it is defined, and what is known of its values.
struct FeatureRow : FeatureDefinition {
    QString from; ///< what it is computed from, in a few words
    QString searched; ///< all that a search looks through
    double blank = notKnown; ///< share of the training rows; NaN until it has been counted
    double weight = notKnown; ///< share of what the newest measured model rests on

    bool operator==(const FeatureRow &other) const;
};

/// The features of a set in the order of the feature files. Without a set they are those of the last build.
class FeaturesModel : public RowsModel<FeatureRow>
{
    Q_OBJECT
public:
    enum Column { Name, Type, About, From, Owner, Blank, Weight, Documentation, ColumnCount };
    enum FeatureRole { SearchRole = FirstOwnRole, TagsRole, HiddenRole };

    explicit FeaturesModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh(); ///< reads the last build of the set that is shown
    void setDefinitions(std::optional<FeatureSetAnswer> set);
    void setWeights(const ModelImportance &importance);

    /// The set that is shown; none where only a build is known.
    const std::optional<FeatureSetAnswer> &set() const { return m_set; }
    /// The last build; none where the features were never built.
    const std::optional<FeatureBuild> &build() const { return m_build; }
    QStringList tags() const; ///< of all features, sorted

    static QString typeName(const FeatureDefinition &feature); ///< "number"
    static QString about(const FeatureDefinition &feature); ///< whose value it is: "user and category"

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const FeatureRow &feature, int column, int role) const override;
    QString keyOf(const FeatureRow &feature) const override;

private:
    QString shown(const FeatureRow &feature, int column) const;
    QVariant sorted(const FeatureRow &feature, int column) const;
    void showRows();
    void countBlanks();

    WorkspaceReader &m_reader;
    std::optional<FeatureSetAnswer> m_set;
    std::optional<FeatureBuild> m_build;
    TimeMicros m_counted = 0; ///< the build whose blanks are counted, or being counted
    BlankShares m_blanks;
    QHash<QString, double> m_weights;
    bool m_readAgain = false;
    Pending m_pending;
    Pending m_blanksPending;
};

} // namespace slipway::ui

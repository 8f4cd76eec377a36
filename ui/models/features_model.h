#pragma once

#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// A feature of the last build, and how many training rows have no value of it.
struct FeatureRow : BuiltFeature {
    double blank = notKnown; ///< share; NaN until it has been counted

    bool operator==(const FeatureRow &other) const;
};

/// The features of the last build, in the order of their columns.
class FeaturesModel : public RowsModel<FeatureRow>
{
    Q_OBJECT
public:
    enum Column { Name, Type, About, From, Unit, Blank, Documentation, ColumnCount };

    explicit FeaturesModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh();

    /// The last build; none where the features were never built.
    const std::optional<FeatureBuild> &build() const { return m_build; }

    static QString typeName(const BuiltFeature &feature); ///< "number"
    static QString about(const BuiltFeature &feature); ///< whose value it is: "user and category"
    static QString from(const BuiltFeature &feature); ///< what it is computed from: "history"

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const FeatureRow &feature, int column, int role) const override;
    QString keyOf(const FeatureRow &feature) const override;

private:
    QString shown(const FeatureRow &feature, int column) const;
    void take(std::optional<FeatureBuild> build);
    void countBlanks();

    WorkspaceReader &m_reader;
    std::optional<FeatureBuild> m_build;
    TimeMicros m_counted = 0; ///< the build whose blanks are counted, or being counted
    BlankShares m_blanks;
    bool m_readAgain = false;
    Pending m_pending;
    Pending m_blanksPending;
};

} // namespace slipway::ui

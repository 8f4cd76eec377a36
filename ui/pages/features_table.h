#pragma once

#include "ui/models/features_filter.h"
#include "ui/models/features_model.h"
#include "ui/widgets/panel.h"

namespace slipway::ui {

class TableView;
struct FeaturesShown;

/// The definitions of the features, filtered and sorted; one of them is chosen. The model outlives the table.
class FeaturesTable : public Panel
{
    Q_OBJECT
public:
    FeaturesTable(const Theme &theme, FeaturesModel &features, QWidget *parent = nullptr);
    ~FeaturesTable() override;

    void setWords(const QString &words);
    void setTag(const QString &tag);
    void setStepsShown(bool shown);
    QString count() const; ///< "3 of 17 features"
    int steps() const; ///< features on the way to others

    /// A column that says the same in every row, or nothing, leaves its room to the others.
    void showColumns(const FeaturesShown &shown);

    const FeatureRow *chosen() const; ///< nullptr where none is
    /// Shows a feature wherever it is; false where there is none of this name.
    bool choose(const QString &name);
    void chooseFirst();

Q_SIGNALS:
    void chosenChanged();
    void countChanged();
    void allWanted(bool withSteps); ///< a filter hides the feature that is to be chosen

private:
    FeaturesModel &m_features;
    FeaturesFilter m_shown;
    TableView *m_table;
};

} // namespace slipway::ui

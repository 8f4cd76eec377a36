#pragma once

#include "ui/pages/features_tab.h"
#include "ui/widgets/four_views.h"

#include <QCoreApplication>

#include <functional>

namespace slipway::ui {

/// What the page says before there are features, and the ways on from there.
class FeaturesEmpty
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::FeaturesEmpty)
public:
    struct Ways {
        std::function<void()> build;
        std::function<void()> data;
        std::function<void()> propose;
        std::function<void()> apply;
    };

    /// `hasData`: the tables of a set that is known are there. `imported` is a table that somebody brought,
    /// or empty.
    static EmptyText text(const FeaturesShown &shown, bool hasData, const QString &imported, bool isReadOnly,
                          const Ways &ways);
};

} // namespace slipway::ui

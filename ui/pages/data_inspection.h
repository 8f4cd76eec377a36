#pragma once

#include "ui/models/column_target.h"
#include "ui/models/datasets_model.h"
#include "ui/models/validation.h"
#include "ui/pages/inspection.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What the inspector says about data.
class DataInspection
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::DataInspection)
public:
    /// `checks` is a nullptr where there were none.
    static Inspection of(const DatasetRow &dataset, const Validation *checks);
    static Inspection of(const ColumnFacts &column, const Validation *checks,
                         const AgainstTarget &against = {});

    /// While it is being read.
    static Inspection ofColumn(const QString &name, const QString &engineType);

    /// "2 of 16 checks failed", "23 checks passed", "not checked".
    static QString checksWord(const Validation *checks);
    static Status checksStatus(const Validation *checks);

    /// "20,000 rows and 8 columns, generated today 10:41, seed 42."
    static QString sentence(const DatasetRow &dataset);

    /// "imported from customers.parquet", "generated with seed 42".
    static QString origin(const workspace::DatasetVersion &dataset);

    /// "today 10:41", "yesterday", "18 Nov".
    static QString when(TimeMicros time);

private:
    static QString value(const ColumnFacts &column, double value);
    static FactSection histogram(const ColumnFacts &column);
    static FactSection quantiles(const ColumnFacts &column);
    static FactSection againstTarget(const AgainstTarget &against);
    static FactSection checksOf(const QString &column, const Validation &checks);
};

} // namespace slipway::ui

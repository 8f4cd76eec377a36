#include "ui/pages/offer_pages.h"

#include "ui/pages/activity_page.h"
#include "ui/pages/compare_page.h"
#include "ui/pages/data_page.h"
#include "ui/pages/evaluate_page.h"
#include "ui/pages/experiments_page.h"
#include "ui/pages/features_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/monitoring_page.h"
#include "ui/pages/pipelines_page.h"
#include "ui/pages/registry_page.h"
#include "ui/pages/reports_page.h"
#include "ui/pages/retraining_page.h"
#include "ui/pages/serving_page.h"
#include "ui/pages/settings_page.h"

namespace slipway::ui {

namespace {

template <typename ConcretePage>
void offer(PageList &pages, const char *id, const PageServices &services)
{
    const bool planned =
        pages.offer(QString::fromLatin1(id), [services](const PageDescription &description, QWidget *parent) {
            return new ConcretePage(services, description, parent);
        });
    Q_ASSERT(planned);
    Q_UNUSED(planned)
}

} // namespace

void offerPages(PageList &pages, const PageServices &services)
{
    offer<HomePage>(pages, "home", services);
    offer<DataPage>(pages, "data", services);
    offer<FeaturesPage>(pages, "features", services);
    offer<ExperimentsPage>(pages, "experiments", services);
    offer<EvaluatePage>(pages, "evaluate", services);
    offer<ComparePage>(pages, "compare", services);
    offer<RegistryPage>(pages, "registry", services);
    offer<ServingPage>(pages, "serving", services);
    offer<MonitoringPage>(pages, "monitoring", services);
    offer<RetrainingPage>(pages, "retraining", services);
    offer<PipelinesPage>(pages, "pipelines", services);
    offer<ReportsPage>(pages, "reports", services);
    offer<ActivityPage>(pages, "activity", services);
    offer<SettingsPage>(pages, "settings", services);
}

} // namespace slipway::ui

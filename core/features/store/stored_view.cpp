#include "core/features/store/stored_view.h"

#include "core/base/messages.h"

#include <numeric>

namespace slipway::features {

void StoredView::count(const RowView &row, std::int64_t sign)
{
    present.resize(layout.columns.size());
    rows += sign;
    pushed += row.pushed() ? sign : 0;
    for (std::size_t i = 0; i < present.size(); ++i)
        present[i] += row.has(i) ? sign : 0;
    if (sign > 0 && (!latestEvent || *latestEvent < row.eventTime()))
        latestEvent = row.eventTime();
}

std::int64_t StoredView::values() const
{
    return std::accumulate(present.begin(), present.end(), std::int64_t {0});
}

Json toJson(const StoredView &view)
{
    return {{"set", view.set},
            {"view", view.view},
            {"set_version", view.setVersion},
            {"definition", view.definition},
            {"layout", toJson(view.layout)},
            {"generation", view.generation},
            {"from", view.from},
            {"to", view.to},
            {"materialized", view.materialized},
            {"latest_event", view.latestEvent ? Json(*view.latestEvent) : Json()},
            {"rows", view.rows},
            {"pushed", view.pushed},
            {"present", view.present}};
}

Result<StoredView> storedViewFromJson(std::string_view text, std::string_view place)
{
    const auto json = Json::parse(text, nullptr, false);
    try {
        StoredView view;
        view.set = json.at("set");
        view.view = json.at("view");
        view.setVersion = json.at("set_version");
        view.definition = json.at("definition");
        view.layout = layoutFromJson(json.at("layout"));
        view.layoutId = view.layout.id();
        view.generation = json.at("generation");
        view.from = json.at("from");
        view.to = json.at("to");
        view.materialized = json.at("materialized");
        if (!json.at("latest_event").is_null())
            view.latestEvent = json.at("latest_event").get<TimeMicros>();
        view.rows = json.at("rows");
        view.pushed = json.at("pushed");
        view.present = json.at("present").get<std::vector<std::int64_t>>();
        return view;
    } catch (const Json::exception &problem) {
        return failure("store.damaged", {{"store", place}, {"what", "its table of contents cannot be read"}},
                       problem.what());
    }
}

Json completeness(const StoredView &view)
{
    Json shares = Json::object();
    for (std::size_t i = 0; i < view.layout.columns.size(); ++i) {
        const auto present = i < view.present.size() ? view.present[i] : 0;
        shares[view.layout.columns[i].name] =
            view.rows > 0 ? Json(static_cast<double>(present) / static_cast<double>(view.rows)) : Json();
    }
    return shares;
}

} // namespace slipway::features

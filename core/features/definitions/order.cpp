#include "core/features/definitions/order.h"

#include <algorithm>
#include <utility>

namespace slipway::features {

Order orderByNeeds(std::size_t count, const std::function<std::vector<std::size_t>(std::size_t)> &needs)
{
    enum class Mark { New, Open, Done };
    struct Step {
        std::size_t thing;
        std::vector<std::size_t> needs;
        std::size_t next = 0;
    };
    Order result;
    std::vector<Mark> marks(count, Mark::New);
    for (std::size_t first = 0; first < count; ++first) {
        if (marks[first] != Mark::New)
            continue;
        std::vector<Step> path;
        path.push_back({first, needs(first)});
        marks[first] = Mark::Open;
        while (!path.empty()) {
            Step &step = path.back();
            if (step.next == step.needs.size()) {
                marks[step.thing] = Mark::Done;
                result.order.push_back(step.thing);
                path.pop_back();
                continue;
            }
            const std::size_t needed = step.needs[step.next++];
            if (marks[needed] == Mark::Open) {
                const auto from = std::find_if(path.begin(), path.end(),
                                               [&](const Step &each) { return each.thing == needed; });
                for (auto at = from; at != path.end(); ++at)
                    result.cycle.push_back(at->thing);
                return result;
            }
            if (marks[needed] == Mark::New) {
                marks[needed] = Mark::Open;
                path.push_back({needed, needs(needed)});
            }
        }
    }
    return result;
}

} // namespace slipway::features

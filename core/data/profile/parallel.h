#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace slipway::data {

/// Calls `work(index)` for 0 to count - 1 on several threads, this one among them; `makeWork()` gives each
/// thread its own. The work must not throw.
template <typename MakeWork>
void inParallel(std::size_t count, std::size_t threads, const MakeWork &makeWork)
{
    std::atomic<std::size_t> next {0};
    const auto run = [&] {
        auto work = makeWork();
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(threads, count); ++i)
        others.emplace_back(run);
    run();
}

} // namespace slipway::data

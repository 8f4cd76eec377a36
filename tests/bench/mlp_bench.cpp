// How fast a served network answers: our forward pass and LibTorch's on the same weights, rows and thread.
// Usage: bench_mlp

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/learn/backend.h"
#include "core/learn/mlp.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace slipway;
using namespace slipway::learn;

namespace {

std::vector<Tensor> servedNetwork()
{
    Random random(1);
    const std::vector<std::size_t> widths {24, 128, 64, 1};
    std::vector<Tensor> tensors;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
        Tensor weight {fmt::format("{}.weight", i), {widths[i + 1], widths[i]}, {}};
        Tensor bias {fmt::format("{}.bias", i), {widths[i + 1]}, {}};
        weight.values.resize(widths[i] * widths[i + 1]);
        bias.values.resize(widths[i + 1]);
        for (auto *values : {&weight.values, &bias.values}) {
            for (auto &value : *values)
                value = static_cast<float>(random.normal() / std::sqrt(static_cast<double>(widths[i])));
        }
        tensors.push_back(std::move(weight));
        tensors.push_back(std::move(bias));
    }
    return tensors;
}

/// The shortest of several means: what the work takes while nobody else has the core.
template <typename Work>
double microseconds(Work work)
{
    double best = std::numeric_limits<double>::infinity();
    for (int round = 0; round < 20; ++round) {
        constexpr int calls = 300;
        const double begin = steadySeconds();
        for (int call = 0; call < calls; ++call)
            work();
        best = std::min(best, (steadySeconds() - begin) * 1e6 / calls);
    }
    return best;
}

Status run()
{
    const auto tensors = servedNetwork();
    SLIPWAY_ASSIGN(const auto network, Mlp::fromTensors(tensors, "the network"));
    SLIPWAY_ASSIGN(Backend * backend, loadBackend("torch"));
    Random random(2);
    for (const std::size_t rows : {1, 5, 40, 320}) {
        features::Matrix inputs {rows, 24, std::vector<float>(rows * 24)};
        for (auto &value : inputs.values)
            value = static_cast<float>(random.normal());
        std::vector<float> answers(rows);
        const double ours =
            microseconds([&] { network.predict(inputs.values.data(), rows, answers.data()); });
        const double theirs = microseconds([&] { (void)backend->predict(tensors, inputs); });
        fmt::print("{:4} rows: ours {:6.2f} us, LibTorch {:6.1f} us, ratio {:.1f}\n", rows, ours, theirs,
                   theirs / ours);
    }
    return done();
}

} // namespace

int main()
{
    const auto status = run();
    if (status)
        return 0;
    fmt::print(stderr, "{}\n", status.error().message);
    return exitStatus(status.error().code);
}

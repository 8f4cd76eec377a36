// How close training comes to its limit: a network 30-128-64-1 on 700 000 rows, two epochs of batches of
// 1024, against nothing but the matrix products of the same shapes in the same BLAS on the same thread. Then
// the whole of train(): encoding, validation on 150 000 rows and the model's folder. Usage: bench_train

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/learn/backend.h"
#include "core/learn/model.h"
#include "core/learn/trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <dlfcn.h>
#include <filesystem>
#include <limits>
#include <vector>

using namespace slipway;
using namespace slipway::learn;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t trainRows = 700'000;
constexpr std::size_t validationRows = 150'000;
constexpr std::size_t width = 30;
constexpr int epochs = 2;
constexpr int batch = 1024;

/// cblas_sgemm: row-major, `left` (m x k) times `right` (k x n), each transposed where asked.
using Multiply = void (*)(int order, int leftTransposed, int rightTransposed, int m, int n, int k,
                          float alpha, const float *left, int leftStride, const float *right, int rightStride,
                          float beta, float *out, int outStride);

/// The products of one step, forward and backward, of the layers 30-128-64-1.
double secondsOfMatrixWork()
{
    void *blas = dlopen("libblas.so.3", RTLD_NOW | RTLD_LOCAL);
    const auto multiply = blas ? reinterpret_cast<Multiply>(dlsym(blas, "cblas_sgemm")) : nullptr;
    if (!multiply)
        return std::nan("");
    if (auto *threads = reinterpret_cast<void (*)(int)>(dlsym(blas, "openblas_set_num_threads")))
        threads(1);
    constexpr int rowMajor = 101;
    constexpr int plain = 111;
    constexpr int transposed = 112;
    const std::vector<int> widths {width, 128, 64, 1};
    std::vector<std::vector<float>> values;
    std::vector<std::vector<float>> weights;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        values.emplace_back(static_cast<std::size_t>(batch * widths[i]), 0.5f);
        if (i > 0)
            weights.emplace_back(static_cast<std::size_t>(widths[i] * widths[i - 1]), 0.5f);
    }
    const double begin = steadySeconds();
    for (std::size_t step = 0; step < epochs * ((trainRows + batch - 1) / batch); ++step) {
        for (std::size_t i = 1; i < widths.size(); ++i) {
            multiply(rowMajor, plain, transposed, batch, widths[i], widths[i - 1], 1, values[i - 1].data(),
                     widths[i - 1], weights[i - 1].data(), widths[i - 1], 0, values[i].data(), widths[i]);
        }
        for (std::size_t i = widths.size() - 1; i > 0; --i) {
            multiply(rowMajor, transposed, plain, widths[i], widths[i - 1], batch, 1, values[i].data(),
                     widths[i], values[i - 1].data(), widths[i - 1], 0, weights[i - 1].data(), widths[i - 1]);
            if (i > 1) {
                multiply(rowMajor, plain, plain, batch, widths[i - 1], widths[i], 1, values[i].data(),
                         widths[i], weights[i - 1].data(), widths[i - 1], 0, values[i - 1].data(),
                         widths[i - 1]);
            }
        }
        values[0].assign(values[0].size(), 0.5f); // keeps the numbers from growing
        for (auto &layer : weights)
            layer.assign(layer.size(), 0.001f);
    }
    return steadySeconds() - begin;
}

data::Table table(std::size_t rows, std::uint64_t seed)
{
    Random random(seed);
    data::Table made;
    for (std::size_t i = 0; i <= width; ++i) {
        const auto name = i < width ? fmt::format("x{}", i) : std::string("click");
        made.columns.push_back({name, data::ColumnKind::Number, "DOUBLE", {}, {}, {}});
        made.columns.back().numbers.reserve(rows);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        double odds = -1;
        for (std::size_t i = 0; i < width; ++i) {
            const double value = (random.uniform() - 0.5) * std::sqrt(12.0);
            made.columns[i].numbers.push_back(value);
            odds += i < 6 ? value * (i % 2 ? 0.8 : -0.6) : 0;
        }
        made.columns[width].numbers.push_back(random.uniform() < 1 / (1 + std::exp(-odds)) ? 1 : 0);
    }
    return made;
}

Status run()
{
    SLIPWAY_ASSIGN(Backend * backend, loadBackend("torch"));
    const auto train = table(trainRows, 1);
    const auto validation = table(validationRows, 2);
    std::vector<std::string> features;
    for (std::size_t i = 0; i < width; ++i)
        features.push_back(fmt::format("x{}", i));
    SLIPWAY_ASSIGN(const auto fitted,
                   features::fitPipeline(features::proposedTransforms(train, features), train, {}));
    const auto &inputs = fitted.training;
    const auto &clicks = train.columns[width].numbers;
    const std::vector<float> targets(clicks.begin(), clicks.end());

    const NetworkPlan plan {{128, 64}, 0.1, epochs, batch, 1e-3, 0, 42};
    double limit = std::numeric_limits<double>::infinity();
    double ours = limit;
    for (int round = 0; round < 3; ++round) { // in turns, and the shortest of each: others use the cores too
        limit = std::min(limit, secondsOfMatrixWork());
        const double begin = steadySeconds();
        SLIPWAY_TRY(backend->train({inputs, targets}, plan,
                                   [](const EpochEnd &) -> Result<bool> { return true; }, {}));
        ours = std::min(ours, steadySeconds() - begin);
    }
    fmt::print("matrix work alone {:.2f} s, training {:.2f} s, ratio {:.2f}\n", limit, ours, ours / limit);

    const auto folder = fs::temp_directory_path() / ("slipway-bench-train-" + newId());
    const auto summary = learn::train("mlp", {train, validation, features, "click", "bench"},
                                      {{"epochs", epochs}, {"batch_size", batch}}, folder, {});
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    SLIPWAY_TRY(summary);
    fmt::print("train() with encoding, validation and saving {:.2f} s, ratio {:.2f}, validation AUC {:.4f}\n",
               summary.value().seconds, summary.value().seconds / limit,
               summary.value().history.back().validationAuc);
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

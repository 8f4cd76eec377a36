#include "core/learn/safetensors.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

namespace slipway::learn {

namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian, and so are we");

constexpr std::size_t lengthBytes = 8;
constexpr std::string_view metadataKey = "__metadata__";

struct Entry {
    Tensor tensor;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A whole number that is not negative; anything else (a fraction, a text, a list) is none.
std::optional<std::size_t> wholeNumber(const Json &value)
{
    if (!value.is_number_unsigned())
        return std::nullopt;
    return value.get<std::size_t>();
}

std::optional<std::vector<std::size_t>> wholeNumbers(const Json &object, const char *key)
{
    if (!object.contains(key) || !object.at(key).is_array())
        return std::nullopt;
    std::vector<std::size_t> numbers;
    for (const auto &each : object.at(key)) {
        const auto number = wholeNumber(each);
        if (!number)
            return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

/// Bytes that a tensor of this shape takes; none where the product does not fit into a machine word.
std::optional<std::size_t> bytesOf(const std::vector<std::size_t> &shape)
{
    std::size_t bytes = sizeof(float);
    for (const auto length : shape) {
        if (__builtin_mul_overflow(bytes, length, &bytes))
            return std::nullopt;
    }
    return bytes;
}

/// What is wrong with one entry of the header, or nothing.
std::optional<std::string> readEntry(const std::string &name, const Json &value, std::size_t dataBytes,
                                     Entry &entry)
{
    if (!value.is_object())
        return fmt::format("the entry of {} is not an object", name);
    if (value.value("dtype", Json()) != "F32")
        return fmt::format("{} does not hold 32-bit floats (F32)", name);
    const auto shape = wholeNumbers(value, "shape");
    if (!shape)
        return fmt::format("the shape of {} is not a list of whole numbers", name);
    const auto offsets = wholeNumbers(value, "data_offsets");
    if (!offsets || offsets->size() != 2)
        return fmt::format("the offsets of {} are not two whole numbers", name);
    const auto [begin, end] = std::pair((*offsets)[0], (*offsets)[1]);
    if (begin > end || end > dataBytes)
        return fmt::format("{} lies outside of the file", name);
    if (bytesOf(*shape) != end - begin)
        return fmt::format("the shape of {} does not fit its {} bytes", name, end - begin);
    entry = {{name, *shape, {}}, begin, end};
    return std::nullopt;
}

} // namespace

std::string writeSafetensors(std::span<const Tensor> tensors)
{
    Json header = {{metadataKey, {{"format", "pt"}}}};
    std::size_t offset = 0;
    for (const auto &tensor : tensors) {
        const auto bytes = tensor.values.size() * sizeof(float);
        header[tensor.name] = {
            {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = writeJson(header);
    text.append((lengthBytes - text.size() % lengthBytes) % lengthBytes, ' ');

    const std::uint64_t length = text.size();
    std::string file(lengthBytes, '\0');
    std::memcpy(file.data(), &length, lengthBytes);
    file.reserve(lengthBytes + text.size() + offset);
    file += text;
    for (const auto &tensor : tensors)
        file.append(reinterpret_cast<const char *>(tensor.values.data()),
                    tensor.values.size() * sizeof(float));
    return file;
}

Result<std::vector<Tensor>> readSafetensors(std::string_view bytes, std::string_view place)
{
    const auto damaged = [&](std::string reason) {
        return failure("learn.weights_damaged", {{"file", place}, {"reason", std::move(reason)}});
    };
    if (bytes.size() < lengthBytes)
        return damaged("it ends before the length of its header");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), lengthBytes);
    bytes.remove_prefix(lengthBytes);
    if (length > bytes.size())
        return damaged("its header is longer than the file");

    auto header = parseJson(bytes.substr(0, length), place);
    if (!header)
        return damaged("its header is not JSON");
    if (!header.value().is_object())
        return damaged("its header is not an object");

    const auto data = bytes.substr(length);
    std::vector<Entry> entries;
    for (const auto &[name, value] : header.value().items()) {
        if (name == metadataKey)
            continue;
        if (auto wrong = readEntry(name, value, data.size(), entries.emplace_back()))
            return damaged(std::move(*wrong));
    }

    std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::size_t reached = 0;
    std::vector<Tensor> tensors;
    for (auto &entry : entries) {
        if (entry.begin != reached)
            return damaged(fmt::format("{} overlaps its neighbour or leaves a gap", entry.tensor.name));
        reached = entry.end;
        entry.tensor.values.resize((entry.end - entry.begin) / sizeof(float));
        if (!entry.tensor.values.empty())
            std::memcpy(entry.tensor.values.data(), data.data() + entry.begin, entry.end - entry.begin);
        tensors.push_back(std::move(entry.tensor));
    }
    if (reached != data.size())
        return damaged("it holds more bytes than its header names");
    return tensors;
}

} // namespace slipway::learn

#include "core/data/rejects.h"

#include "core/data/text_encoding.h"

namespace slipway::data {

namespace {

constexpr std::size_t mostFirst = 10;
constexpr std::size_t mostText = 4096;

} // namespace

Json toJson(const Reject &reject)
{
    return {{"file", reject.file},
            {"line", reject.line},
            {"kind", reject.kind},
            {"reason", reject.reason},
            {"text", reject.text}};
}

void RejectCount::add(Reject reject)
{
    ++count;
    ++kinds[reject.kind];
    if (first.size() < mostFirst)
        first.push_back(std::move(reject));
}

void RejectCount::merge(RejectCount other)
{
    count += other.count;
    for (const auto &[kind, number] : other.kinds)
        kinds[kind] += number;
    for (auto &reject : other.first) {
        if (first.size() < mostFirst)
            first.push_back(std::move(reject));
    }
}

Json toJson(const RejectCount &count)
{
    Json first = Json::array();
    for (const auto &reject : count.first)
        first.push_back(toJson(reject));
    return {{"count", count.count}, {"reasons", count.kinds}, {"first", std::move(first)}};
}

std::string rejectedText(std::string_view raw)
{
    return printable(raw.substr(0, mostText)) + (raw.size() > mostText ? " ..." : "");
}

} // namespace slipway::data

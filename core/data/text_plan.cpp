#include "core/data/text_plan.h"

#include "core/base/messages.h"
#include "core/data/json_text.h"
#include "core/data/ordered_blocks.h"
#include "core/data/sqlite_text.h"
#include "core/data/text_encoding.h"
#include "core/data/text_records.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

namespace slipway::data {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t sampleBytes = 1 << 20;
constexpr std::size_t longestRecord = 16 << 20;

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string numberedName(std::size_t index, std::size_t count)
{
    return fmt::format("column{:0{}}", index, std::to_string(count - 1).size());
}

/// Names that differ also for DuckDB, which takes A and a for one.
std::vector<std::string> uniqueNames(const std::vector<std::string> &given,
                                     std::vector<RenamedColumn> &renamed)
{
    std::set<std::string> taken;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < given.size(); ++i) {
        auto name = given[i].empty() ? numberedName(i, given.size()) : given[i];
        for (int copy = 2; !taken.insert(lowered(name)).second; ++copy)
            name = fmt::format("{}_{}", given[i].empty() ? numberedName(i, given.size()) : given[i], copy);
        if (name != given[i])
            renamed.push_back({i, given[i], name});
        names.push_back(std::move(name));
    }
    return names;
}

/// The beginning of the file: whole lines, or the whole file. One byte '\n' stands behind the view's end.
Result<std::string> sampleOf(const TextFile &file, std::uint64_t begin)
{
    for (const std::size_t size : {sampleBytes, longestRecord + 1}) {
        SLIPWAY_ASSIGN(std::string sample, file.read(begin, size));
        if (begin + sample.size() == file.end())
            return sample;
        const auto last = sample.find_last_of('\n');
        const auto mac = last == std::string::npos ? sample.find_last_of('\r') : last;
        if (mac == std::string::npos)
            continue;
        if (size > sampleBytes || std::count(sample.begin(), sample.end(), sample[mac]) > 1) {
            sample.resize(mac + 1);
            return sample;
        }
    }
    return failure("import.line_too_long", {{"file", file.path().string()}, {"line", 1}});
}

/// Where the table begins, after the lines that are to be skipped and Excel's "sep=;".
Status skipLines(TextPart &part, ReadOptions &options)
{
    part.dataBegin = part.file.begin();
    std::int64_t lines = options.skipLines;
    for (;;) {
        SLIPWAY_ASSIGN(const std::string text, part.file.read(part.dataBegin, 1 << 16));
        const bool separator = text.starts_with("sep=") && text.size() > 5
            && (text[5] == '\n' || text[5] == '\r') && part.dataLine == 1;
        if (separator && !options.delimiter)
            options.delimiter = text[4];
        if (!separator && lines <= 0)
            return done();
        lines -= separator ? 0 : 1;
        auto end = text.find_first_of("\r\n");
        if (end == std::string::npos) {
            if (part.dataBegin + text.size() < part.file.end())
                return failure("import.line_too_long",
                               {{"file", part.file.path().string()}, {"line", part.dataLine}});
            part.dataBegin = part.file.end();
            return done();
        }
        end += text.compare(end, 2, "\r\n") == 0 ? 2 : 1;
        part.dataBegin += end;
        ++part.dataLine;
    }
}

/// Reads the names from the first line that has as many fields as the others; what stands above it is kept.
Status readHeader(TextPart &part, std::size_t sampleSize)
{
    std::vector<std::string> names(part.dialect.fields - (part.dialect.trailingDelimiter ? 1 : 0));
    if (!part.dialect.header) {
        part.names = uniqueNames(names, part.renamed);
        part.renamed.clear();
        return done();
    }
    std::string raw;
    SLIPWAY_ASSIGN(auto records,
                   TextRecords::open(part, {part.dataBegin, sampleSize, part.dataLine, false}, raw));
    auto kind = records.next();
    for (; kind == TextRecords::Kind::Reject; kind = records.next()) {
        part.above.push_back(records.rejected());
        if (part.above.back().kind == "encoding")
            return failure("data.file_not_utf8", {{"file", part.file.path().string()}});
    }
    if (kind == TextRecords::Kind::End)
        return failure("import.header_missing", {{"file", part.file.path().string()}});
    for (std::size_t i = 0; i < names.size(); ++i) {
        const CsvField &field = records.record().fields[i];
        std::string text;
        names[i] = printable(trimmed(field.escaped ? unescaped(field, part.dialect, text) : field.text));
    }
    part.dataBegin += records.position();
    part.dataLine = records.line();
    part.names = uniqueNames(names, part.renamed);
    return done();
}

Result<TextPart> csvPart(const fs::path &path, ReadOptions options, const RunContext &context)
{
    SLIPWAY_ASSIGN(TextFile file, TextFile::open(path, options, context));
    TextPart part {.file = std::move(file)};
    SLIPWAY_TRY(skipLines(part, options));
    SLIPWAY_ASSIGN(std::string sample, sampleOf(part.file, part.dataBegin));
    if (sample.find_first_not_of(" \t\r\n") == std::string::npos)
        return failure("data.file_empty", {{"file", path.string()}});
    sample += '\n';
    part.dialect = guessDialect(std::string_view(sample).substr(0, sample.size() - 1), options);
    if (!part.dialect.clear)
        return failure("import.delimiter_unclear", {{"file", path.string()}});
    SLIPWAY_TRY(readHeader(part, sample.size() - 1));
    return part;
}

/// A part whose text was written by ourselves, from JSON or from an SQLite table.
Result<TextPart> copiedPart(TextCopy copy, const fs::path &path)
{
    SLIPWAY_ASSIGN(TextFile file, TextFile::over(std::move(copy.text), path));
    TextPart part {.file = std::move(file), .quotedIsText = true, .above = std::move(copy.rejected)};
    part.dialect.header = false;
    part.dialect.fields = copy.names.size();
    part.names = uniqueNames(copy.names, part.renamed);
    return part;
}

Result<TextPart> partOf(const fs::path &path, const ReadOptions &options, const RunContext &context)
{
    SLIPWAY_ASSIGN(const FileHead head, fileHead(path));
    switch (head.kind) {
    case FileKind::Json: {
        SLIPWAY_ASSIGN(TextCopy copy, jsonAsText(path, options, context));
        return copiedPart(std::move(copy), path);
    }
    case FileKind::Sqlite: {
        SLIPWAY_ASSIGN(TextCopy copy, sqliteAsText(path, options, context));
        return copiedPart(std::move(copy), path);
    }
    default:
        return csvPart(path, options, context);
    }
}

/// The names of the table, and where each part's fields go in it.
Result<std::vector<std::string>> commonNames(std::vector<TextPart> &parts, bool unionByName)
{
    std::vector<std::string> names = parts.front().names;
    for (auto &part : parts) {
        if (part.names == names) { // thousands of columns need no search
            part.columns.resize(names.size());
            std::iota(part.columns.begin(), part.columns.end(), std::size_t {0});
            continue;
        }
        std::vector<std::string> unknown;
        for (const auto &name : part.names) {
            auto found = std::find(names.begin(), names.end(), name);
            if (found == names.end()) {
                unknown.push_back(name);
                found = names.insert(names.end(), name);
            }
            part.columns.push_back(static_cast<std::size_t>(found - names.begin()));
        }
        if (unionByName)
            continue;
        std::vector<std::string> lacking;
        for (const auto &name : parts.front().names) {
            if (std::find(part.names.begin(), part.names.end(), name) == part.names.end())
                lacking.push_back(name);
        }
        if (!unknown.empty() || !lacking.empty()) {
            return failure(
                "import.columns_differ",
                {{"file", part.file.path().string()},
                 {"first", parts.front().file.path().string()},
                 {"more", unknown.empty() ? "none" : fmt::format("{}", fmt::join(unknown, ", "))},
                 {"fewer", lacking.empty() ? "none" : fmt::format("{}", fmt::join(lacking, ", "))}});
        }
    }
    return names;
}

/// What the first look finds in one range.
struct RangeFacts {
    std::string raw;
    std::vector<ColumnFacts> columns; ///< of the part's fields
    std::uint64_t rows = 0;
    std::uint64_t blankLines = 0;
    bool beyondAscii = false;
    RejectCount rejected;
    std::optional<Error> error;
};

class FirstLook
{
public:
    FirstLook(TextPlan &plan, std::vector<std::string> names)
        : m_plan(plan)
        , m_names(std::move(names))
        , m_facts(m_names.size())
    {
        for (std::size_t i = 0; i < m_names.size(); ++i)
            m_facts[i].forced = typeGiven(plan.options, m_names[i]);
        m_guessTokens = plan.options.nullTokens.empty();
    }

    Status run(const RunContext &context)
    {
        const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
        OrderedBlocks<RangeFacts> looks(
            m_plan.ranges.size(), 1, std::min(threads, std::max<std::size_t>(1, m_plan.ranges.size())),
            [this](std::size_t index, RangeFacts &into) { look(index, into); }, context.stop);
        for (std::size_t i = 0; const RangeFacts *facts = looks.next(0); ++i) {
            if (facts->error)
                return *facts->error;
            take(*facts, m_plan.parts[m_plan.ranges[i].part]);
            context.progress(lookingShare * static_cast<double>(i + 1)
                                 / static_cast<double>(m_plan.ranges.size()),
                             "looking at every line");
        }
        return context.cancelled() ? Status(cancelled()) : done();
    }

    const std::vector<ColumnFacts> &facts() const { return m_facts; }
    const std::vector<std::string> &names() const { return m_names; }
    bool beyondAscii() const { return m_beyondAscii; }

private:
    void look(std::size_t index, RangeFacts &into) const
    {
        const auto &[partIndex, range] = m_plan.ranges[index];
        const TextPart &part = m_plan.parts[partIndex];
        into.columns.assign(part.columns.size(), {});
        for (std::size_t i = 0; i < part.columns.size(); ++i)
            into.columns[i].forced = m_facts[part.columns[i]].forced;
        into.rows = into.blankLines = 0;
        into.beyondAscii = false;
        into.rejected = {};
        into.error.reset();
        auto records = TextRecords::open(part, range, into.raw);
        if (!records) {
            into.error = records.error();
            return;
        }
        lookAt(records.value(), part, into);
    }

    void lookAt(TextRecords &records, const TextPart &part, RangeFacts &into) const
    {
        std::string text;
        for (auto kind = records.next(); kind != TextRecords::Kind::End; kind = records.next()) {
            if (kind == TextRecords::Kind::Reject) {
                into.rejected.add(records.rejected());
                continue;
            }
            ++into.rows;
            const auto &fields = records.record().fields;
            for (std::size_t i = 0; i < fields.size(); ++i) {
                ColumnFacts &facts = into.columns[i];
                const auto value = trimmed(fields[i].text);
                if (!value.empty() && !isNull(value))
                    facts.see(value, part.quotedIsText && fields[i].quoted, m_guessTokens);
            }
        }
        into.blankLines = records.blankLines();
        into.beyondAscii = records.beyondAscii();
    }

    bool isNull(std::string_view value) const
    {
        const auto &tokens = m_plan.options.nullTokens;
        return !tokens.empty() && std::find(tokens.begin(), tokens.end(), value) != tokens.end();
    }

    void take(const RangeFacts &facts, const TextPart &part)
    {
        for (std::size_t i = 0; i < facts.columns.size(); ++i)
            m_facts[part.columns[i]].merge(facts.columns[i]);
        m_plan.rows += facts.rows;
        m_plan.blankLines += facts.blankLines;
        m_plan.rejected.merge(facts.rejected);
        m_beyondAscii = m_beyondAscii || facts.beyondAscii;
    }

    TextPlan &m_plan;
    std::vector<std::string> m_names;
    std::vector<ColumnFacts> m_facts;
    bool m_guessTokens = true;
    bool m_beyondAscii = false;
};

Status splitParts(TextPlan &plan, const PlanOptions &planning, const RunContext &context)
{
    for (std::size_t i = 0; i < plan.parts.size(); ++i) {
        const TextPart &part = plan.parts[i];
        for (const auto &reject : part.above)
            plan.rejected.add(reject);
        SLIPWAY_ASSIGN(const auto ranges,
                       splitRecords(part.file, part.dialect,
                                    {.begin = part.dataBegin,
                                     .line = part.dataLine,
                                     .blockBytes = planning.blockBytes,
                                     .mostBytes = planning.mostBytes},
                                    context));
        for (const auto &range : ranges)
            plan.ranges.push_back({i, range});
        plan.whole = plan.whole && part.file.end() - part.dataBegin <= planning.mostBytes;
    }
    return done();
}

Result<TextPlan> planned(const std::vector<fs::path> &files, const ReadOptions &options,
                         const PlanOptions &planning, const RunContext &context, bool &beyondAscii)
{
    TextPlan plan {.options = options};
    for (const auto &file : files) {
        SLIPWAY_ASSIGN(TextPart part, partOf(file, options, context));
        plan.parts.push_back(std::move(part));
    }
    SLIPWAY_ASSIGN(auto names, commonNames(plan.parts, planning.unionByName));
    SLIPWAY_TRY(splitParts(plan, planning, context));
    FirstLook look(plan, std::move(names));
    SLIPWAY_TRY(look.run(context));
    beyondAscii = look.beyondAscii();
    SLIPWAY_ASSIGN(plan.columns, resolveColumns(look.names(), look.facts(), options, files.front().string()));
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
        const ColumnFacts &facts = look.facts()[i];
        const bool tokensAreTexts = plan.columns[i].guessedNulls.empty();
        plan.columns[i].missing = plan.rows - facts.values - (tokensAreTexts ? facts.tokenCount : 0);
    }
    return plan;
}

} // namespace

Result<TextPlan> planText(const std::vector<fs::path> &files, const ReadOptions &options,
                          const PlanOptions &planning, const RunContext &context)
{
    bool beyondAscii = false;
    auto plan = planned(files, options, planning, context, beyondAscii);
    if (!plan)
        return plan;
    // Letters that are not UTF-8 appear late in a file whose beginning is plain ASCII. Where no letter at all
    // is UTF-8, they are those of a single-byte encoding and not broken lines.
    const auto kinds = plan.value().rejected.kinds;
    const bool guessed =
        std::all_of(plan.value().parts.begin(), plan.value().parts.end(), [](const TextPart &part) {
            return part.file.encodingGuessed() && !part.file.byteOrderMark();
        });
    if (beyondAscii || !guessed || !kinds.contains("encoding"))
        return plan;
    auto again = options;
    again.encoding = std::string(encodingName(Encoding::Windows1252));
    return planned(files, again, planning, context, beyondAscii);
}

} // namespace slipway::data

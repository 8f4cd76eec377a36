#include "core/data/json_text.h"

#include "core/base/messages.h"
#include "core/data/json_elements.h"
#include "core/data/text_encoding.h"

#include <simdjson.h>

#include <fmt/format.h>

#include <set>
#include <unordered_map>

namespace slipway::data {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t mostColumns = 20'000;
constexpr std::size_t mostRejected = 10'000;

/// The columns in the order in which they first appear.
class Names
{
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    void see(std::string_view name, bool isNull)
    {
        m_key.assign(name);
        const auto [found, isNew] = m_index.emplace(m_key, m_names.size());
        if (isNew) {
            m_names.push_back(m_key);
            m_hasValue.push_back(false);
        }
        if (!isNull)
            m_hasValue[found->second] = true;
    }

    /// A member that is null in some rows and an object in others is no column of its own.
    void finish()
    {
        std::set<std::string> objects;
        for (const auto &name : m_names) {
            for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1))
                objects.insert(name.substr(0, dot));
        }
        std::vector<std::string> kept;
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            const bool column = m_hasValue[i] || !objects.contains(m_names[i]);
            m_index[m_names[i]] = column ? kept.size() : none;
            if (column)
                kept.push_back(printable(m_names[i]));
        }
        m_names = std::move(kept);
    }

    std::size_t at(std::string_view name)
    {
        m_key.assign(name);
        const auto found = m_index.find(m_key);
        return found == m_index.end() ? none : found->second;
    }

    const std::vector<std::string> &all() const { return m_names; }

private:
    std::unordered_map<std::string, std::size_t> m_index;
    std::vector<std::string> m_names;
    std::vector<bool> m_hasValue;
    std::string m_key;
};

/// Hands out the columns of a row: name and value, objects inside objects flattened by one level.
template <typename Take>
void eachCell(dom::element row, std::string &name, const Take &take)
{
    if (!row.is_object())
        return take(std::string_view("value"), row);
    for (const auto [key, value] : dom::object(row)) {
        if (!value.is_object() || dom::object(value).size() == 0) {
            take(key, value);
            continue;
        }
        for (const auto [inner, innerValue] : dom::object(value)) {
            name.assign(key).append(".").append(inner);
            take(std::string_view(name), innerValue);
        }
    }
}

void appendValue(dom::element value, std::string &out)
{
    switch (value.type()) {
    case dom::element_type::INT64:
        out += std::to_string(std::int64_t(value));
        break;
    case dom::element_type::UINT64:
        out += std::to_string(std::uint64_t(value));
        break;
    case dom::element_type::DOUBLE:
        out += fmt::format("{}", double(value));
        break;
    case dom::element_type::BOOL:
        out += bool(value) ? "true" : "false";
        break;
    case dom::element_type::STRING:
        appendQuoted(std::string_view(value), out);
        break;
    case dom::element_type::NULL_VALUE:
        break;
    default:
        appendQuoted(simdjson::minify(value), out);
    }
}

class JsonRows
{
public:
    JsonRows(JsonElements &elements, const std::filesystem::path &file)
        : m_elements(elements)
        , m_file(file)
    {
    }

    /// Calls `take` with every row that is JSON. The first walk keeps what is not.
    template <typename Take>
    Status each(bool keepRejects, const RunContext &context, const Take &take)
    {
        m_elements.restart();
        std::size_t rows = 0;
        for (;;) {
            if (++rows % 1024 == 0 && context.cancelled())
                return cancelled();
            JsonElements::Element element;
            bool found = false;
            SLIPWAY_TRY(m_elements.next(element, found));
            if (!found)
                return done();
            dom::element row;
            const auto problem = m_parser.parse(element.text.data(), element.text.size()).get(row);
            if (problem == simdjson::SUCCESS) {
                SLIPWAY_TRY(take(row));
                continue;
            }
            const std::string reason =
                sentence("import.reason_json", {{"problem", simdjson::error_message(problem)}});
            if (!m_elements.lines()) {
                return failure("import.json_broken",
                               {{"file", m_file.string()}, {"line", element.line}, {"reason", reason}});
            }
            if (!keepRejects)
                continue;
            if (m_rejected.size() == mostRejected)
                return failure("import.json_too_broken",
                               {{"file", m_file.string()}, {"count", mostRejected}});
            m_rejected.push_back({m_file.string(), element.line, "json", reason, rejectedText(element.text)});
        }
    }

    std::vector<Reject> takeRejected() { return std::move(m_rejected); }

private:
    JsonElements &m_elements;
    const std::filesystem::path &m_file;
    dom::parser m_parser;
    std::vector<Reject> m_rejected;
};

/// JSON is UTF-8 or says otherwise with a byte order mark: no single-byte encoding is guessed.
Result<TextFile> openJson(const std::filesystem::path &file, ReadOptions options, const RunContext &context)
{
    SLIPWAY_ASSIGN(TextFile text, TextFile::open(file, options, context));
    if (options.encoding || text.encoding().starts_with("utf"))
        return text;
    options.encoding = "utf-8";
    return TextFile::open(file, options, context);
}

Status findNames(JsonRows &rows, Names &names, const std::filesystem::path &file, const RunContext &context)
{
    std::string name;
    SLIPWAY_TRY(rows.each(true, context, [&](dom::element row) -> Status {
        eachCell(row, name,
                 [&](std::string_view column, dom::element value) { names.see(column, value.is_null()); });
        if (names.all().size() > mostColumns)
            return failure("import.json_too_wide", {{"file", file.string()}, {"most", mostColumns}});
        return done();
    }));
    names.finish();
    if (names.all().empty())
        return failure("import.json_no_rows", {{"file", file.string()}});
    return done();
}

} // namespace

void appendQuoted(std::string_view text, std::string &out)
{
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

Result<TextCopy> jsonAsText(const std::filesystem::path &file, const ReadOptions &options,
                            const RunContext &context)
{
    SLIPWAY_ASSIGN(const TextFile text, openJson(file, options, context));
    SLIPWAY_ASSIGN(JsonElements elements, JsonElements::open(text));
    JsonRows rows(elements, file);
    Names names;
    SLIPWAY_TRY(findNames(rows, names, file, context));

    SLIPWAY_ASSIGN(FileHandle handle, unnamedFile(options.scratch));
    BufferedWriter out(handle.get());
    const std::size_t columns = names.all().size();
    std::vector<std::string> cells(columns);
    std::vector<std::size_t> filled;
    std::string name;
    SLIPWAY_TRY(rows.each(false, context, [&](dom::element row) -> Status {
        for (const std::size_t i : filled)
            cells[i].clear();
        filled.clear();
        eachCell(row, name, [&](std::string_view column, dom::element value) {
            const std::size_t i = names.at(column);
            if (i == Names::none)
                return;
            cells[i].clear(); // of a key that comes twice the last value counts, as in most readers
            appendValue(value, cells[i]);
            filled.push_back(i);
        });
        std::string &line = out.buffer();
        for (std::size_t i = 0; i < columns; ++i) {
            line += cells[i].empty() && columns == 1 ? "\"\"" : cells[i];
            line += i + 1 == columns ? '\n' : ',';
        }
        return out.flushIfFull();
    }));
    SLIPWAY_TRY(out.flush());
    return TextCopy {std::move(handle), names.all(), rows.takeRejected()};
}

} // namespace slipway::data

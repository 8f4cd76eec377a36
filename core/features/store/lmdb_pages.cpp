#include "core/features/store/lmdb_pages.h"

#include "core/features/store/entry_seal.h"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace slipway::features {

namespace {

using Page = std::uint64_t;

// The format of LMDB 0.9 on a machine of 64 bits, as lmdb.h and mdb.c have it.
constexpr std::uint32_t magic = 0xBEEF'C0DE;
constexpr std::uint32_t dataVersion = 1;
constexpr std::size_t headerBytes = 16;
constexpr std::size_t metaBytes = 152;
constexpr std::size_t nodeBytes = 8;
constexpr std::size_t tableBytes = 48;
constexpr std::uint16_t branchPage = 0x01;
constexpr std::uint16_t leafPage = 0x02;
constexpr std::uint16_t overflowPage = 0x04;
constexpr std::uint16_t metaPage = 0x08;
constexpr std::uint16_t bigValue = 0x01;
constexpr std::uint16_t tableValue = 0x02;
constexpr std::uint16_t integerKeys = 0x08;
constexpr Page noPage = ~Page {0};
constexpr Page firstDataPage = 2;
constexpr unsigned deepest = 32;
constexpr int mostAttempts = 5;

template <typename T>
T at(std::string_view bytes, std::size_t place)
{
    T value;
    std::memcpy(&value, bytes.data() + place, sizeof value);
    return value;
}

/// A file as it is in memory, for as long as this lives.
class Mapped
{
public:
    explicit Mapped(const std::filesystem::path &file)
    {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat facts {
        };
        if (descriptor >= 0 && ::fstat(descriptor, &facts) == 0 && facts.st_size > 0) {
            m_size = static_cast<std::size_t>(facts.st_size);
            m_start = ::mmap(nullptr, m_size, PROT_READ, MAP_SHARED, descriptor, 0);
        }
        if (descriptor >= 0)
            ::close(descriptor);
    }
    ~Mapped()
    {
        if (m_start != MAP_FAILED)
            ::munmap(m_start, m_size);
    }
    Mapped(const Mapped &) = delete;
    Mapped &operator=(const Mapped &) = delete;

    std::string_view bytes() const
    {
        return m_start == MAP_FAILED ? std::string_view()
                                     : std::string_view(static_cast<const char *>(m_start), m_size);
    }

private:
    void *m_start = MAP_FAILED;
    std::size_t m_size = 0;
};

/// What a table says of itself.
struct Tree {
    std::uint16_t flags = 0;
    std::uint16_t depth = 0;
    std::uint64_t entries = 0;
    Page root = noPage;
};

Tree treeAt(std::string_view bytes, std::size_t place)
{
    return {at<std::uint16_t>(bytes, place + 4), at<std::uint16_t>(bytes, place + 6),
            at<std::uint64_t>(bytes, place + 32), at<Page>(bytes, place + 40)};
}

/// The state of the file after one commit.
struct Meta {
    std::uint32_t pageSize = 0;
    Tree freePages;
    Tree tables;
    Page last = 0;
    std::uint64_t commit = 0;
};

std::optional<Meta> metaAt(std::string_view file, std::size_t place)
{
    if (file.size() < place + metaBytes || (at<std::uint16_t>(file, place + 10) & metaPage) == 0
        || at<std::uint32_t>(file, place + 16) != magic || at<std::uint32_t>(file, place + 20) != dataVersion)
        return std::nullopt;
    return Meta {at<std::uint32_t>(file, place + 40), treeAt(file, place + 40), treeAt(file, place + 88),
                 at<Page>(file, place + 136), at<std::uint64_t>(file, place + 144)};
}

/// One look at all pages of one commit.
class Walk
{
public:
    Walk(std::string_view file, const Meta &meta, bool leaves)
        : m_file(file)
        , m_size(meta.pageSize)
        , m_leaves(leaves)
        , m_used(meta.last + 1)
    {
    }

    /// Whether the entries have seals at all: those of another version have none.
    bool isForeign() const { return !m_allSealed && !m_anySealed; }

    bool allIsWell(const Meta &meta)
    {
        if (meta.freePages.flags != integerKeys || meta.tables.flags != 0)
            return false;
        const auto table = [this](const Node &node) { return node.flags == tableValue && goInto(node); };
        const auto freeList = [this](const Node &node) { return node.flags != tableValue && keepFree(node); };
        return tree(meta.tables, true, table) && tree(meta.freePages, true, freeList) && freePagesAreFree()
            && m_allSealed;
    }

private:
    struct Node {
        std::string_view key;
        std::string_view value; ///< of a leaf; of a value on pages of its own the whole of it
        Page child = noPage; ///< of a branch
        std::uint16_t flags = 0;
    };
    using Visit = std::function<bool(const Node &)>;

    struct Level {
        const Tree &tree;
        bool leaves;
        const Visit &visit;
        std::uint64_t entries = 0;
    };

    bool tree(const Tree &tree, bool leaves, const Visit &visit)
    {
        if (tree.root == noPage)
            return tree.entries == 0 && tree.depth == 0;
        if (tree.depth == 0 || tree.depth > deepest)
            return false;
        Level level {tree, leaves, visit};
        return page(tree.root, 1, {}, std::nullopt, level) && (!leaves || level.entries == tree.entries);
    }

    bool goInto(const Node &node)
    {
        if (node.value.size() != tableBytes)
            return false;
        const auto inner = treeAt(node.value, 0);
        const auto plain = [this](const Node &each) {
            const bool fits = unsealed(each.key, each.value).has_value();
            m_allSealed = m_allSealed && fits;
            m_anySealed = m_anySealed || fits;
            return each.flags != tableValue;
        };
        return inner.flags == 0 && tree(inner, m_leaves, plain);
    }

    /// Its keys are from `from` on and before `to`.
    bool page(Page number, unsigned depth, std::string_view from, std::optional<std::string_view> to,
              Level &level)
    {
        const bool isLeaf = depth == level.tree.depth;
        if (isLeaf && !level.leaves)
            return number >= firstDataPage && number < m_used.size();
        const auto bytes = take(number, 1);
        if (!bytes || at<std::uint16_t>(*bytes, 10) != (isLeaf ? leafPage : branchPage))
            return false;
        const std::size_t lower = at<std::uint16_t>(*bytes, 12);
        const std::size_t upper = at<std::uint16_t>(*bytes, 14);
        if (lower <= headerBytes || lower % 2 != 0 || upper < lower || upper > m_size)
            return false;
        const auto count = (lower - headerBytes) / 2;
        std::optional<Node> previous;
        for (std::size_t i = 0; i < count; ++i) {
            const auto found = node(*bytes, at<std::uint16_t>(*bytes, headerBytes + 2 * i), upper, isLeaf);
            if (!found || !isInOrder(*found, previous, isLeaf || i > 0, from, to, level.tree))
                return false;
            if (previous && !isLeaf
                && !page(previous->child, depth + 1, i == 1 ? from : previous->key, found->key, level))
                return false;
            if (isLeaf && (++level.entries, !level.visit(*found)))
                return false;
            previous = found;
        }
        return isLeaf || page(previous->child, depth + 1, count == 1 ? from : previous->key, to, level);
    }

    /// The first key of a branch stands for whatever is before the second.
    bool isInOrder(const Node &found, const std::optional<Node> &previous, bool hasKey, std::string_view from,
                   std::optional<std::string_view> to, const Tree &tree) const
    {
        if (!hasKey)
            return true;
        if (tree.flags == integerKeys && found.key.size() != sizeof(std::uint64_t))
            return false;
        const bool follows = !previous || previous->key.empty() || isLess(previous->key, found.key, tree);
        return follows && (from.empty() || !isLess(found.key, from, tree))
            && (!to || isLess(found.key, *to, tree));
    }

    static bool isLess(std::string_view a, std::string_view b, const Tree &tree)
    {
        if (tree.flags != integerKeys)
            return a < b;
        const auto number = [](std::string_view key) {
            return key.size() == sizeof(std::uint64_t) ? at<std::uint64_t>(key, 0) : 0;
        };
        return number(a) < number(b);
    }

    std::optional<Node> node(std::string_view page, std::size_t place, std::size_t upper, bool isLeaf)
    {
        if (place < upper || place + nodeBytes > m_size)
            return std::nullopt;
        const std::uint64_t low = at<std::uint16_t>(page, place);
        const std::uint64_t high = at<std::uint16_t>(page, place + 2);
        Node found;
        found.flags = at<std::uint16_t>(page, place + 4);
        const std::size_t keySize = at<std::uint16_t>(page, place + 6);
        const std::size_t valueAt = place + nodeBytes + keySize;
        if (valueAt > m_size)
            return std::nullopt;
        found.key = page.substr(place + nodeBytes, keySize);
        if (!isLeaf) {
            found.child = low | high << 16 | static_cast<Page>(found.flags) << 32;
            return found;
        }
        const std::size_t size = low | high << 16;
        const std::size_t here = found.flags == bigValue ? sizeof(Page) : size;
        if (here > m_size - valueAt || found.flags > tableValue)
            return std::nullopt;
        found.value = page.substr(valueAt, here);
        return found.flags == bigValue ? onPagesOfItsOwn(found, size) : found;
    }

    std::optional<Node> onPagesOfItsOwn(Node found, std::size_t size)
    {
        const auto first = at<Page>(found.value, 0);
        const auto bytes = take(first, (headerBytes + size + m_size - 1) / m_size);
        if (!bytes || at<std::uint16_t>(*bytes, 10) != overflowPage
            || at<std::uint32_t>(*bytes, 12) * m_size != bytes->size())
            return std::nullopt;
        found.value = bytes->substr(headerBytes, size);
        return found;
    }

    /// Pages that belong to one thing only; nothing where they belong to another already.
    std::optional<std::string_view> take(Page number, std::size_t count)
    {
        if (number < firstDataPage || number >= m_used.size() || count > m_used.size() - number)
            return std::nullopt;
        for (std::size_t i = 0; i < count; ++i) {
            if (m_used[number + i])
                return std::nullopt;
            m_used[number + i] = true;
        }
        const auto bytes = m_file.substr(number * m_size, count * m_size);
        return at<Page>(bytes, 0) == number ? std::optional(bytes) : std::nullopt;
    }

    /// A list of pages: how many, then each, from the last on.
    bool keepFree(const Node &node)
    {
        if (node.value.size() < sizeof(Page) || node.value.size() % sizeof(Page) != 0)
            return false;
        const auto count = at<std::uint64_t>(node.value, 0);
        if (count > node.value.size() / sizeof(Page) - 1)
            return false;
        for (std::uint64_t i = 1; i <= count; ++i)
            m_free.push_back(at<Page>(node.value, i * sizeof(Page)));
        return true;
    }

    bool freePagesAreFree()
    {
        for (const auto number : m_free) {
            if (number < firstDataPage || number >= m_used.size() || m_used[number])
                return false;
            m_used[number] = true;
        }
        return true;
    }

    std::string_view m_file;
    std::size_t m_size;
    bool m_leaves;
    bool m_allSealed = true;
    bool m_anySealed = false;
    std::vector<bool> m_used;
    std::vector<Page> m_free;
};

/// Commits take turns on the two meta pages.
bool areNeighbours(const Meta &even, const Meta &odd)
{
    if (even.commit == 0 && odd.commit == 0)
        return true;
    return even.commit % 2 == 0 && odd.commit % 2 == 1
        && (even.commit + 1 == odd.commit || odd.commit + 1 == even.commit);
}

LmdbPages look(std::string_view file, std::uintmax_t mostBytes)
{
    const auto even = metaAt(file, 0);
    if (!even)
        return LmdbPages::Foreign;
    const auto odd = metaAt(file, even->pageSize);
    if (!odd || odd->pageSize != even->pageSize || even->pageSize < 512)
        return LmdbPages::Foreign;
    if (!areNeighbours(*even, *odd))
        return LmdbPages::Damaged;
    const auto &meta = even->commit > odd->commit ? *even : *odd;
    if (meta.last >= file.size() / meta.pageSize)
        return LmdbPages::CutShort;
    Walk walk(file, meta, file.size() <= mostBytes);
    if (walk.allIsWell(meta))
        return LmdbPages::Whole;
    return walk.isForeign() ? LmdbPages::Foreign : LmdbPages::Damaged;
}

std::array<std::uint64_t, 2> commits(std::string_view file)
{
    const auto even = metaAt(file, 0);
    const auto odd = even ? metaAt(file, even->pageSize) : std::nullopt;
    return {even ? even->commit : 0, odd ? odd->commit : 0};
}

} // namespace

LmdbPages checkLmdbPages(const std::filesystem::path &file, std::uintmax_t mostBytes)
{
    // Pages are written anew while this looks at them only if somebody commits meanwhile.
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        const Mapped mapped(file);
        if (mapped.bytes().empty())
            return LmdbPages::Foreign;
        const auto before = commits(mapped.bytes());
        const auto found = look(mapped.bytes(), mostBytes);
        if (found == LmdbPages::Whole || before == commits(mapped.bytes()))
            return found;
    }
    return LmdbPages::Whole;
}

} // namespace slipway::features

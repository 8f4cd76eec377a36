#include "ui/shell/palette_model.h"

#include <algorithm>
#include <array>

namespace slipway::ui {

namespace {

constexpr int kMostPerSource = 40;
constexpr int kMostUnasked = 8; // while nothing is typed: enough to look around, and quick to scroll

constexpr std::array kGroups {PaletteGroup::Actions, PaletteGroup::Pages, PaletteGroup::RunsAndModels,
                              PaletteGroup::Columns, PaletteGroup::Help};

QString headingOf(PaletteGroup group)
{
    switch (group) {
    case PaletteGroup::Actions:
        return PaletteModel::tr("Actions");
    case PaletteGroup::Pages:
        return PaletteModel::tr("Pages");
    case PaletteGroup::RunsAndModels:
        return PaletteModel::tr("Runs and models");
    case PaletteGroup::Columns:
        return PaletteModel::tr("Columns");
    case PaletteGroup::Help:
        return PaletteModel::tr("Help");
    }
    return {};
}

QString spoken(const PaletteEntry &entry)
{
    QStringList parts {entry.text};
    if (!entry.note.isEmpty())
        parts.append(entry.note);
    if (!entry.shortcut.isEmpty())
        parts.append(entry.shortcut.toString(QKeySequence::NativeText));
    return parts.join(QStringLiteral(", "));
}

QStringList keysOf(const QKeySequence &shortcut)
{
    return shortcut.toString(QKeySequence::NativeText).split(QLatin1Char('+'), Qt::SkipEmptyParts);
}

} // namespace

PaletteModel::PaletteModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

PaletteModel::~PaletteModel() = default;

PaletteSource *PaletteModel::add(std::unique_ptr<PaletteSource> source)
{
    m_sources.push_back(std::move(source));
    return m_sources.back().get();
}

void PaletteModel::remove(PaletteSource *source)
{
    std::erase_if(m_sources, [source](const auto &known) { return known.get() == source; });
}

void PaletteModel::search(const QString &typed)
{
    QString pattern = typed.trimmed();
    const QChar first = pattern.isEmpty() ? QChar() : pattern[0];
    const bool narrowed = !first.isNull()
        && std::any_of(m_sources.begin(), m_sources.end(),
                       [first](const auto &source) { return source->prefix() == first; });
    if (narrowed)
        pattern = pattern.mid(1).trimmed();
    const int limit = pattern.isEmpty() && !narrowed ? kMostUnasked : kMostPerSource;

    beginResetModel();
    m_rows.clear();
    m_found = 0;
    for (const PaletteGroup group : kGroups) {
        QList<PaletteEntry> entries;
        for (const auto &source : m_sources) {
            if (source->group() == group && (!narrowed || source->prefix() == first))
                entries.append(source->find(pattern, limit));
        }
        if (entries.isEmpty())
            continue;
        m_rows.push_back({headingOf(group), {}});
        for (PaletteEntry &entry : entries)
            m_rows.push_back({{}, std::move(entry)});
        m_found += static_cast<int>(entries.size());
    }
    endResetModel();
}

const PaletteEntry *PaletteModel::entry(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    return row.heading.isEmpty() ? &row.entry : nullptr;
}

QModelIndex PaletteModel::firstEntry() const
{
    return rowCount() > 1 ? index(1) : QModelIndex(); // row 0 is a heading
}

QModelIndex PaletteModel::nextEntry(const QModelIndex &from, int step) const
{
    const int direction = step < 0 ? -1 : 1;
    QModelIndex found = from;
    int left = std::abs(step);
    for (int row = from.row() + direction; row >= 0 && row < rowCount() && left > 0; row += direction) {
        if (entry(index(row))) {
            found = index(row);
            --left;
        }
    }
    return found;
}

QModelIndex PaletteModel::nextGroup(const QModelIndex &from) const
{
    for (int row = from.row() + 1; row < rowCount(); ++row) {
        if (!entry(index(row)))
            return index(row + 1);
    }
    return firstEntry();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (!row.heading.isEmpty()) {
        if (role == HeadingRole)
            return true;
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(row.heading) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return row.entry.text;
    case Qt::AccessibleTextRole:
        return spoken(row.entry);
    case HeadingRole:
        return false;
    case NoteRole:
        return row.entry.note;
    case IconRole:
        return row.entry.icon;
    case KeysRole:
        return keysOf(row.entry.shortcut);
    case PlacesRole:
        return QVariant::fromValue(row.entry.places);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    return entry(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace slipway::ui

#pragma once

#include "ui/shell/palette_source.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace slipway::ui {

/// What the palette shows for the typed words: headings, each followed by its entries.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        HeadingRole = Qt::UserRole, ///< bool: a heading, which cannot be chosen
        NoteRole,
        IconRole, ///< name of the glyph
        KeysRole, ///< QStringList: "Ctrl", "Shift", "C"
        PlacesRole, ///< QList<int>: the characters that match
    };

    explicit PaletteModel(QObject *parent = nullptr);
    ~PaletteModel() override;

    /// Takes the source. Sources of one group follow each other in the order in which they came.
    PaletteSource *add(std::unique_ptr<PaletteSource> source);
    void remove(PaletteSource *source);

    /// Asks the sources. A first character that is the prefix of some source narrows to those sources.
    void search(const QString &typed);

    int found() const { return m_found; } ///< entries, without headings
    const PaletteEntry *entry(const QModelIndex &index) const; ///< nullptr for a heading
    QModelIndex firstEntry() const;
    QModelIndex nextEntry(const QModelIndex &from, int step) const; ///< stays at the ends
    QModelIndex nextGroup(const QModelIndex &from) const; ///< its first entry; after the last the first

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        QString heading; ///< empty for an entry
        PaletteEntry entry;
    };

    std::vector<std::unique_ptr<PaletteSource>> m_sources;
    std::vector<Row> m_rows;
    int m_found = 0;
};

} // namespace slipway::ui

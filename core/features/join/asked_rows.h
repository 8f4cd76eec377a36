#pragma once

#include "core/features/join/join_state.h"
#include "core/features/join/offline.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// The rows that ask for features: their moments, their keys, their own columns, and what has been put beside
/// them since.
class AskedRows
{
public:
    /// Columns beside the rows, over "q", and the joins with "q" that they need.
    struct Layer {
        std::string columns;
        std::string joins {};
    };

    AskedRows(JoinState &state, JoinTables &tables, const Questions &questions, const RunContext &context);

    Status read();

    /// A FROM with qid, __t (the moment), the keys, the columns, and those of the layers.
    const std::string &from() const { return m_from; }

    /// Whether all rows of a data set ask, so that qid is the number of the row in its file.
    bool own() const { return !m_own.empty(); }
    bool joined() const; ///< whether a layer joins something, so that the order of the rows is lost

    const std::vector<data::SourceColumn> &columns() const { return m_columns; }
    const data::SourceColumn *column(std::string_view name) const;
    std::string columnsSql() const; ///< the rows as they asked, as a query

    const std::map<std::string, KeyType> &keys() const { return m_keys; } ///< that are known so far
    bool hasKeys(const FeatureView &view) const;
    Status checkKeys(const FeatureView &view) const;
    void addKey(const std::string &key, KeyType type) { m_keys[key] = type; }

    Status add(Layer layer);

    /// Puts columns beneath all layers of own rows: those that are found by qid alone, then what is made of
    /// them.
    void addByRow(std::string_view found, std::string_view made);

private:
    void stack();

    JoinState &m_state;
    JoinTables &m_tables;
    const Questions &m_questions;
    const RunContext &m_context;
    std::vector<data::SourceColumn> m_columns;
    std::map<std::string, KeyType> m_keys;
    std::string m_from;
    std::string m_own; ///< the same without the layers; empty where the rows are a query's
    std::string m_bare; ///< own rows with nothing beside them: queries of many layers take long to plan
    std::vector<Layer> m_layers; ///< of own rows
};

/// "u_click", quoted: a column of the rows, which may have any name.
std::string userColumn(std::string_view name);

} // namespace slipway::features

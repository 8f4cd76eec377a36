#include "core/features/store/read_batch.h"

namespace slipway::features {

ViewId ViewNames::id(const std::string &set, const std::string &view)
{
    const std::lock_guard lock(m_lock);
    const auto [known, isNew] = m_ids.try_emplace({set, view}, static_cast<ViewId>(m_names.size()));
    if (isNew)
        m_names.emplace_back(set, view);
    return known->second;
}

const std::string &ViewNames::set(ViewId id) const
{
    const std::lock_guard lock(m_lock);
    return m_names[id].first;
}

const std::string &ViewNames::view(ViewId id) const
{
    const std::lock_guard lock(m_lock);
    return m_names[id].second;
}

void ReadBatch::clear()
{
    m_questions.clear();
    m_keys.clear();
    m_rows.clear();
    m_stale = false;
}

std::size_t ReadBatch::add(ViewId view, std::string_view key)
{
    m_questions.push_back(
        {view, static_cast<std::uint32_t>(m_keys.size()), static_cast<std::uint32_t>(key.size())});
    m_keys += key;
    return m_questions.size() - 1;
}

void ReadBatch::setRow(std::size_t question, std::string_view bytes)
{
    auto &asked = m_questions[question];
    asked.row = nullptr;
    asked.rowAt = m_rows.size();
    asked.rowSize = static_cast<std::uint32_t>(bytes.size());
    m_rows += bytes;
}

void ReadBatch::showRow(std::size_t question, std::string_view bytes)
{
    auto &asked = m_questions[question];
    asked.row = bytes.data();
    asked.rowSize = static_cast<std::uint32_t>(bytes.size());
}

void ReadBatch::setView(ViewId view, const std::shared_ptr<const StoredView> &stored)
{
    if (m_views.size() <= view)
        m_views.resize(view + 1);
    if (m_views[view] != stored)
        m_views[view] = stored;
}

void ReadBatch::forgetRows()
{
    m_rows.clear();
    for (auto &asked : m_questions)
        asked = {asked.view, asked.keyAt, asked.keySize};
}

} // namespace slipway::features

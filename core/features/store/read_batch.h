#pragma once

#include "core/features/store/stored_view.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway::features {

using ViewId = std::uint32_t;

/// Numbers for views, so that reads need not compare names. Any thread.
class ViewNames
{
public:
    ViewId id(const std::string &set, const std::string &view);
    const std::string &set(ViewId id) const;
    const std::string &view(ViewId id) const;

private:
    mutable std::mutex m_lock;
    std::map<std::pair<std::string, std::string>, ViewId> m_ids;
    std::deque<std::pair<std::string, std::string>> m_names; ///< which grows without moving what it holds
};

/// Rows that are asked for, and then the rows. One thread's; reused, it does not allocate.
class ReadBatch
{
public:
    void clear();

    /// Asks for an entity's row of a view; the number of the question is its place among all.
    std::size_t add(ViewId view, std::string_view key);

    std::size_t size() const { return m_questions.size(); }
    ViewId view(std::size_t question) const { return m_questions[question].view; }
    std::string_view key(std::size_t question) const
    {
        const auto &asked = m_questions[question];
        return std::string_view(m_keys).substr(asked.keyAt, asked.keySize);
    }

    /// The row's bytes; nothing where none is stored.
    std::string_view row(std::size_t question) const
    {
        const auto &asked = m_questions[question];
        return asked.row ? std::string_view(asked.row, asked.rowSize)
                         : std::string_view(m_rows).substr(asked.rowAt, asked.rowSize);
    }

    /// What is known of a view that was asked for; null where nothing is stored of it.
    const StoredView *stored(ViewId view) const
    {
        return view < m_views.size() ? m_views[view].get() : nullptr;
    }

    const std::shared_ptr<const StoredView> &sharedView(ViewId view) const
    {
        static const std::shared_ptr<const StoredView> none;
        return view < m_views.size() ? m_views[view] : none;
    }

    bool stale() const { return m_stale; } ///< the store could not be asked: these are the values known last

    // For stores.
    void setRow(std::size_t question, std::string_view bytes);
    void showRow(std::size_t question, std::string_view bytes); ///< which the store keeps until its next read
    void setView(ViewId view, const std::shared_ptr<const StoredView> &stored);
    void setStale(bool stale) { m_stale = stale; }
    void forgetRows(); ///< keeps the questions

private:
    struct Question {
        ViewId view;
        std::uint32_t keyAt;
        std::uint32_t keySize;
        std::uint32_t rowSize = 0;
        std::size_t rowAt = 0; ///< among the copied ones
        const char *row = nullptr; ///< of one that is shown
    };
    std::vector<Question> m_questions;
    std::string m_keys;
    std::string m_rows;
    std::vector<std::shared_ptr<const StoredView>> m_views;
    bool m_stale = false;
};

} // namespace slipway::features

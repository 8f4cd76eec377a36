#pragma once

#include "core/features/store/online_reader.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// A question in Feast's form: some features of some entities, column by column.
struct FeatureQuestion {
    struct Column {
        std::string name; ///< of a key, or of a feature that comes with the request
        std::vector<OnlineInput> values; ///< one an entity
    };
    std::vector<std::string> features; ///< "view:feature" or "feature"; empty: all that are not hidden
    std::vector<Column> entities;
    bool fullNames = false; ///< name what is answered "view__feature"

    std::size_t rows() const { return entities.empty() ? 0 : entities.front().values.size(); }
};

/// Whether all columns are as long as each other, and there are any. The error's args name the odd one.
Status checkColumns(const FeatureQuestion &question);

/// Answers questions about one feature set, and remembers how for the next of the same kind. One thread's.
class FeatureAnswerer
{
public:
    static Result<FeatureAnswerer> make(std::shared_ptr<const FeatureSet> set, OnlineStore &store);

    /// Fails where a feature is unknown or a key is missing. What it found is in reader() and answers().
    Status answer(const FeatureQuestion &question, TimeMicros now);

    const OnlineReader &reader() const { return *m_reader; }
    const OnlineAnswers &answers() const { return m_answers; }
    OnlineQuestions asked() const { return m_asked; }
    const FeatureSet &set() const { return *m_set; }

private:
    FeatureAnswerer(std::shared_ptr<const FeatureSet> set, OnlineStore &store,
                    std::unique_ptr<StoreReader> thread);
    Result<const OnlineReader *> readerFor(const FeatureQuestion &question);
    Result<OnlineReader> makeReader(const FeatureQuestion &question) const;
    Status gatherInputs(const FeatureQuestion &question, TimeMicros now);

    std::shared_ptr<const FeatureSet> m_set;
    OnlineStore *m_store;
    std::unique_ptr<StoreReader> m_thread;
    std::map<std::string, OnlineReader, std::less<>> m_readers; ///< by what is asked and what is given
    std::string m_name;
    const OnlineReader *m_reader = nullptr;
    std::vector<OnlineInput> m_inputs;
    OnlineQuestions m_asked;
    OnlineAnswers m_answers;
};

/// Appends Feast's answer, column by column: {"metadata":{"feature_names"},"results":[{"values","statuses",
/// "event_timestamps"}]}. The entities' columns come first, as they were asked. Where the store could not be
/// asked and older values stood in, "metadata" has "stale": true.
void writeFeastAnswer(const FeatureQuestion &question, const OnlineReader &reader,
                      const OnlineAnswers &answers, std::string &json);

} // namespace slipway::features

#pragma once

#include "core/data/worlds/incident_picture.h"
#include "core/data/worlds/sample.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <stop_token>

namespace slipway::ui {

/// Makes samples of worlds on a thread of its own, for what a form shows about them. A newer question ends
/// the older one of its sort, and a picture goes before an estimate: it is what a person waits for. Answers
/// arrive on the thread that asked.
class ScenarioSampler : public QObject
{
    Q_OBJECT
public:
    explicit ScenarioSampler(QObject *parent = nullptr);
    ~ScenarioSampler() override;

    void estimate(const data::Scenario &scenario, const data::WorldOptions &options);
    void paint(const data::Scenario &scenario, const data::WorldOptions &options, std::size_t incident);

    /// Nobody waits for anything any more.
    void forget();

Q_SIGNALS:
    void estimated(const slipway::data::WorldEstimate &estimate);
    void painted(const slipway::data::IncidentPicture &picture);
    void failed(const slipway::Error &error);

private:
    enum class Sort { Picture, Estimate };
    using Work =
        std::function<std::function<void()>(const std::stop_token &)>; ///< returns how it is answered
    struct Question {
        Sort sort;
        Work work;
    };

    std::optional<Question> &waiting(Sort sort) { return sort == Sort::Picture ? m_picture : m_estimate; }
    void ask(Sort sort, Work work);
    void next();
    void take(const std::function<void()> &answer);

    std::optional<Question> m_picture; ///< the newest that has not begun
    std::optional<Question> m_estimate;
    std::optional<Question> m_running;
    std::stop_source m_stop; ///< of the running one
    QThreadPool m_pool;
};

} // namespace slipway::ui

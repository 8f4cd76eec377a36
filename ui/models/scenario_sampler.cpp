#include "ui/models/scenario_sampler.h"

#include <memory>

namespace slipway::ui {

ScenarioSampler::ScenarioSampler(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

ScenarioSampler::~ScenarioSampler()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void ScenarioSampler::estimate(const data::Scenario &scenario, const data::WorldOptions &options)
{
    ask(Sort::Estimate, [this, &scenario, options](const std::stop_token &stop) -> std::function<void()> {
        auto made =
            std::make_shared<Result<data::WorldEstimate>>(data::estimateWorld(scenario, options, stop));
        return [this, made] {
            if (*made)
                Q_EMIT estimated(made->value());
            else
                Q_EMIT failed(made->error());
        };
    });
}

void ScenarioSampler::paint(const data::Scenario &scenario, const data::WorldOptions &options,
                            std::size_t incident)
{
    Q_ASSERT(incident < options.incidents.size());
    ask(Sort::Picture,
        [this, &scenario, options, incident](const std::stop_token &stop) -> std::function<void()> {
            auto made = std::make_shared<Result<data::IncidentPicture>>(
                data::pictureOf(scenario, options, incident, stop));
            return [this, made] {
                if (*made)
                    Q_EMIT painted(made->value());
                else
                    Q_EMIT failed(made->error());
            };
        });
}

void ScenarioSampler::forget()
{
    m_picture.reset();
    m_estimate.reset();
    m_stop.request_stop();
}

void ScenarioSampler::ask(Sort sort, Work work)
{
    waiting(sort) = Question {sort, std::move(work)};
    if (!m_running)
        return next();
    const bool isInterrupted = sort == Sort::Picture && m_running->sort == Sort::Estimate;
    if (isInterrupted && !m_estimate && !m_stop.stop_requested())
        m_estimate = m_running; // it begins again when the picture is there
    if (isInterrupted || m_running->sort == sort)
        m_stop.request_stop();
}

void ScenarioSampler::next()
{
    auto &question = m_picture ? m_picture : m_estimate;
    m_running = std::exchange(question, std::nullopt);
    if (!m_running)
        return;
    m_stop = {};
    m_pool.start([this, work = m_running->work, stop = m_stop.get_token()] {
        auto answer = work(stop);
        QMetaObject::invokeMethod(
            this, [this, answer = std::move(answer)] { take(answer); }, Qt::QueuedConnection);
    });
}

void ScenarioSampler::take(const std::function<void()> &answer)
{
    const bool isWanted = !m_stop.stop_requested();
    m_running.reset();
    next(); // before the answer, which may ask something new
    if (isWanted)
        answer();
}

} // namespace slipway::ui

#pragma once

#include "core/base/result.h"
#include "ui/jobs/engine_process.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace slipway::ui {

class Launcher;

/// Asks the engine something that it answers at once and that leaves no job behind: a preview, a list. The
/// newest question counts: an older one is told to stop, and its answer is dropped.
class Question : public QObject
{
    Q_OBJECT
public:
    explicit Question(Launcher &launcher, QObject *parent = nullptr);
    ~Question() override;

    void ask(const QStringList &command);
    void cancel();
    bool isWaiting() const { return m_process != nullptr; }

Q_SIGNALS:
    void answered(const slipway::Result<slipway::Json> &answer);

private:
    void take();
    void tell(const Result<Json> &answer, int number);
    void letGo();

    Launcher &m_launcher;
    std::unique_ptr<EngineProcess> m_process;
    std::vector<std::unique_ptr<EngineProcess>> m_leaving; ///< told to stop, and kept until they have ended
    int m_number = 0; ///< of the newest question
    QThreadPool m_reading; ///< of an answer
};

} // namespace slipway::ui

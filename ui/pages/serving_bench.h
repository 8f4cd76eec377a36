#pragma once

#include "core/base/json.h"
#include "ui/widgets/panel.h"

namespace slipway::ui {

class Job;

/// What `bench serving` measured; hidden until it is asked for the first time.
class BenchPanel : public Panel
{
    Q_OBJECT
public:
    explicit BenchPanel(const Theme &theme, QWidget *parent = nullptr);

    /// Shows how far it is, and what it measured when it is done.
    void follow(Job *job);

private:
    void showResult(const Json &result);

    QLabel *m_sentence;
    QWidget *m_values;
    QLabel *m_p50;
    QLabel *m_p99;
    QLabel *m_rate;
};

} // namespace slipway::ui

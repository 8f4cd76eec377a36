#pragma once

#include "ui/models/retraining_answer.h"
#include "ui/widgets/panel.h"

namespace slipway::ui {

class StatusShape;

/// What the retraining policy says today, in one sentence with its reasons, and the buttons that follow.
class RetrainingVerdict : public Panel
{
    Q_OBJECT
public:
    explicit RetrainingVerdict(const Theme &theme, QWidget *parent = nullptr);

    void addButton(QWidget *button);
    void show(const RetrainingAnswer &answer);

private:
    StatusShape *m_shape;
    QLabel *m_headline;
    QLabel *m_proof;
    QHBoxLayout *m_buttons;
};

} // namespace slipway::ui

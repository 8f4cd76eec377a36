#pragma once

#include "ui/pages/registry_checks.h"
#include "ui/widgets/panel.h"

class QVBoxLayout;
class QPushButton;

namespace slipway::ui {

class Chip;

/// "Gates for v3": each gate with its shape, its sentence and where to look further; at the foot what a
/// person decides.
class GatesPanel : public Panel
{
    Q_OBJECT
public:
    /// Takes ownership of the foot.
    GatesPanel(const Theme &theme, QWidget *foot, QWidget *parent = nullptr);

    void showAsking(const QString &version); ///< "v3"
    void showAnswer(const QString &version, const GateAnswer &answer);
    void showFailure(const QString &version, const Error &error);

Q_SIGNALS:
    void pageWanted(const QString &page);
    void checkAgainWanted();

private:
    void clear(const QString &version);
    void addRow(const GateVerdict &gate);
    void addMessage(const QString &message, const QString &role);

    const Theme &m_theme;
    QWidget *m_list;
    QVBoxLayout *m_rows;
    Chip *m_chip;
    QPushButton *m_again;
};

} // namespace slipway::ui

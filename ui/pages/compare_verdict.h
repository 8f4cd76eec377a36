#pragma once

#include "ui/models/comparison_model.h"
#include "ui/widgets/panel.h"

#include <optional>

class QPushButton;

namespace slipway::ui {

class Glyph;

/// Which of two models ranks better, in one sentence with its proof, and on demand how that is decided.
class VerdictPanel : public Panel
{
    Q_OBJECT
public:
    explicit VerdictPanel(const Theme &theme, QWidget *parent = nullptr);

    void showComparison(const Comparison &comparison);
    void showNotCompared();

    /// "B ranks better than A."
    static QString headline(const Comparison &comparison);
    /// The same with names; B begins the sentence.
    static QString sentence(const Comparison &comparison, const QString &a, const QString &b);
    /// The numbers behind it.
    static QString proof(const Comparison &comparison);
    static Status status(const Comparison &comparison);

private:
    static QString rule(const Comparison &comparison);
    void say(Status status, const QString &headline, const QString &proof, const QString &rule);

    const Theme &m_theme;
    Glyph *m_shape;
    QLabel *m_headline;
    QLabel *m_proof;
    QLabel *m_rule;
    QPushButton *m_how;
};

} // namespace slipway::ui

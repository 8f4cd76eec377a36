#pragma once

#include <QTranslator>

namespace slipway::ui {

/// A language for tests: every text is longer, accented and in brackets, so that what is not translated, cut
/// off or put together from pieces shows at a glance.
class PseudoLanguage : public QTranslator
{
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *comment, int n) const override;

    /// The text in that language; placeholders and mnemonics stay.
    static QString of(const QString &source);
};

} // namespace slipway::ui

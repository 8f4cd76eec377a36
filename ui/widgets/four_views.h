#pragma once

#include <QElapsedTimer>
#include <QStackedWidget>
#include <QTimer>

#include <functional>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace slipway::ui {

class Theme;

enum class View { Empty, Busy, Result, Failure };

/// A way on or out. The first of a list is the best: it is the primary button and has the focus.
struct WayOn {
    QString objectName;
    QString verb; ///< on the button: "Train again"
    std::function<void()> run;
    QString title {}; ///< with a title the way is a row of its own: "Treat blanks as missing and train again"
    QString text {}; ///< "The usual choice. Takes about 6 s."
    QString icon {};
};

struct EmptyText {
    QString icon; ///< a glyph: "experiments"
    QString title; ///< "No runs yet"
    QString sentence; ///< "Train on a data set, or look at the sample."
    QList<WayOn> ways {};
};

struct FailureText {
    QString title; ///< what happened
    QString sentence; ///< why, and what stayed safe
    QList<WayOn> ways {};
    QString details {}; ///< folded, for a report
};

/// The content of a page in one of four views. Busy appears only after 200 ms and then stays for at least
/// 400 ms, so that nothing flickers. A job that was stopped is no failure: the page shows its last result, or
/// the empty view.
class FourViews : public QStackedWidget
{
    Q_OBJECT
public:
    explicit FourViews(const Theme &theme, QWidget *parent = nullptr);

    /// The page itself. Takes ownership.
    void setResult(QWidget *result);
    void setEmpty(const EmptyText &text);
    /// An empty view of the page's own. Takes ownership.
    void setEmpty(QWidget *empty);

    void showEmpty();
    /// Work has begun: "Training, epoch 5 of 8".
    void showBusy(const QString &stage);
    /// How far it is; empty where nobody knows. The note says what is known so far: "AUC 0.735, 6 s left".
    void setProgress(std::optional<double> fraction, const QString &stage, const QString &note);
    void showResult();
    void showFailure(const FailureText &text);
    /// Back to what was there before the work began.
    void showStopped();

    /// What is on the screen now.
    View view() const;

Q_SIGNALS:
    void viewChanged(slipway::ui::View view);
    void stopRequested();

private:
    void request(View view);
    void present(View view);
    void stop();
    QWidget *makeCentred(const QString &name, QVBoxLayout *&column);
    void addWays(QVBoxLayout &column, const QList<WayOn> &ways);

    const Theme &m_theme;
    QWidget *m_empty = nullptr;
    QVBoxLayout *m_emptyColumn = nullptr;
    QWidget *m_busy = nullptr;
    QWidget *m_failure = nullptr;
    QVBoxLayout *m_failureColumn = nullptr;
    QWidget *m_result = nullptr;
    QLabel *m_stage;
    QLabel *m_busyNote;
    QProgressBar *m_bar;
    QPushButton *m_stop;
    QTimer m_timer; ///< until the wanted view may be shown
    QElapsedTimer m_busySince;
    View m_wanted = View::Empty;
    View m_beforeBusy = View::Empty;
};

} // namespace slipway::ui

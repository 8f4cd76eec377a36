#pragma once

#include "ui/widgets/status.h"

#include <QWidget>

class QLabel;
class QModelIndex;
class QProgressBar;

namespace slipway::ui {

class QuietButton;
class Theme;

/// The shape of a status.
class StatusMark : public QWidget
{
    Q_OBJECT
public:
    explicit StatusMark(const Theme &theme, QWidget *parent = nullptr);

    void setStatus(Status status);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Status m_status = Status::Neutral;
};

/// One job in a line: shape, sentence, bar, time left, Stop. It shows a row of a JobsModel.
class JobRow : public QWidget
{
    Q_OBJECT
public:
    /// In the closed strip a row is as wide as what it says; in the open one it fills the line and shows the
    /// hour.
    enum class Form { Strip, List };

    JobRow(const Theme &theme, Form form, QWidget *parent = nullptr);

    void show(const QModelIndex &job);
    QString jobId() const { return m_jobId; }

Q_SIGNALS:
    void stopRequested(const QString &jobId);
    void openRequested(const QString &jobId);
    void commandRequested(const QString &command);

private:
    QuietButton *link(const QString &name, const QString &word);

    Form m_form;
    const Theme &m_theme;
    QString m_jobId;
    QString m_command;
    StatusMark *m_mark = nullptr;
    QLabel *m_sentence = nullptr;
    QProgressBar *m_bar = nullptr;
    QLabel *m_timeLeft = nullptr;
    QuietButton *m_stop = nullptr;
    QuietButton *m_open = nullptr;
    QuietButton *m_copy = nullptr;
    QLabel *m_started = nullptr;
};

} // namespace slipway::ui

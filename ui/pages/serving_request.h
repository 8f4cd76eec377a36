#pragma once

#include "ui/pages/serving_client.h"
#include "ui/widgets/panel.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace slipway::ui {

class ActionRegistry;
class Chip;
class TableView;

/// A request for predictions as a form, and the answer to it as a ranking. It sends nothing: the actions
/// serving.send and serving.copy_curl do.
class RequestPanel : public Panel
{
    Q_OBJECT
public:
    RequestPanel(const Theme &theme, ActionRegistry &actions, QWidget *parent = nullptr);

    /// The body as it was typed. What makes no sense is for the server to say.
    QByteArray requestBody() const;

    /// The line for a shell that sends the same.
    QString curl(const QUrl &server) const;

    void showAnswer(const PredictionAnswer &answer);
    void showWaiting();
    /// In place of an answer: "Start the server to ask it."
    void showHint(const QString &hint);

private:
    QWidget *makeForm(ActionRegistry &actions);
    QWidget *makeAnswer();
    QPushButton *makeActionButton(ActionRegistry &actions, const QString &id, bool primary);
    void clearAnswer();
    void foldJson(bool open);

    const Theme &m_theme;
    QLineEdit *m_user;
    QLineEdit *m_items;
    QComboBox *m_device;
    Chip *m_chip;
    QLabel *m_timing;
    QLabel *m_sentence;
    RankingModel m_ranking;
    TableView *m_table;
    QPushButton *m_fold;
    QPlainTextEdit *m_json;
};

} // namespace slipway::ui

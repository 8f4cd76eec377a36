#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace slipway::ui {

class DataRowsView;
class Theme;

/// A line below the rows while a view of them is prepared: what is done, how far it is, and Stop.
class DataRowsWork : public QWidget
{
    Q_OBJECT
public:
    DataRowsWork(const Theme &theme, DataRowsView &view, QWidget *parent = nullptr);

private:
    void follow();

    DataRowsView &m_view;
    QLabel *m_said;
    QProgressBar *m_bar;
    QPushButton *m_stop;
    QTimer m_soon; ///< what is done at once needs no word
};

} // namespace slipway::ui

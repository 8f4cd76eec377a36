#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <functional>

namespace slipway::ui {

/// Makes pages ahead of their first opening, while nobody touches the window, in pieces that each fit into a
/// frame or two: first the page, then the dressing of its widgets a few at a time. A page that is opened
/// before its turn is made then, as without this.
class PagePreparation : public QObject
{
    Q_OBJECT
public:
    /// `make` makes the page of that id and keeps it hidden; nullptr where it is there already.
    PagePreparation(QObject *parent, std::function<QWidget *(const QString &id)> make);

    void start(const QStringList &ids); ///< in the order in which they are likely to be opened

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void step();
    void dress();

    std::function<QWidget *(const QString &id)> m_make;
    QStringList m_ids;
    QList<QPointer<QWidget>> m_undressed;
    QTimer m_pause;
};

} // namespace slipway::ui

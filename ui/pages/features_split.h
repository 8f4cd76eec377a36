#pragma once

#include <QObject>
#include <QString>

class QActionGroup;
class QMenu;
class QPushButton;

namespace slipway::ui {

class Theme;

/// How the next build divides the rows into training, validation and test: a button whose words say which way
/// is chosen.
class FeaturesSplit : public QObject
{
    Q_OBJECT
public:
    explicit FeaturesSplit(const Theme &theme, QObject *parent = nullptr);

    QPushButton *button() const { return m_button; } ///< belongs to where it is put
    QString chosen() const { return m_chosen; } ///< "stratified", "group"; empty: whatever suits

Q_SIGNALS:
    void changed();

private:
    void add(const QString &split, const QString &words, const QString &tip);

    QPushButton *m_button;
    QMenu *m_menu;
    QActionGroup *m_group;
    QString m_chosen;
};

} // namespace slipway::ui

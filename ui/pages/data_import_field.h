#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace slipway::ui {

class Theme;

/// One thing that is guessed and can be said: the guess comes first, what can be said instead below it, and
/// where that is not enough, "Another…" opens a field to write into.
class DataImportField : public QWidget
{
    Q_OBJECT
public:
    DataImportField(const Theme &theme, const QString &objectName, const QString &name,
                    QWidget *parent = nullptr);

    void add(const QString &value, const QString &words);
    void add(const QStringList &values); ///< that need no other words
    /// What else can be written is one of these characters at most.
    void addOther(int mostCharacters, const QString &placeholder);
    void clear(); ///< leaves the guess only

    /// The guess in words, without "guessed"; empty where it is not known, because something else was said.
    void setGuess(const QString &words);

    QString value() const; ///< empty: the guess
    void setValue(const QString &value);

Q_SIGNALS:
    void changed(); ///< by a person

private:
    void showOther();

    QComboBox *m_choice;
    QLineEdit *m_other;
    bool m_hasOther = false; ///< as the last choice
};

} // namespace slipway::ui

#pragma once

#include "ui/models/feature_sets.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway::ui {

class Theme;

/// Which features of which set are looked at.
class FeaturesFilterLine : public QWidget
{
    Q_OBJECT
public:
    explicit FeaturesFilterLine(const Theme &theme, QWidget *parent = nullptr);

    void setSets(const std::vector<FeatureSetRow> &sets, const QString &chosen);
    void setTags(const QStringList &tags);
    void setHidden(int hidden); ///< steps of the set; the button is there only where there are some
    void setCount(const QString &count);

    void showAll(bool withHidden); ///< takes away what keeps features from being seen

Q_SIGNALS:
    void wordsChanged(const QString &words);
    void setChosen(const QString &reference);
    void tagChosen(const QString &tag); ///< empty: any
    void hiddenToggled(bool shown);

private:
    QLineEdit *m_words;
    QComboBox *m_sets;
    QComboBox *m_tags;
    QPushButton *m_hidden;
    QLabel *m_count;
};

} // namespace slipway::ui

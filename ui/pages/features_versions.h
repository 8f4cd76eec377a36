#pragma once

#include "ui/jobs/question.h"
#include "ui/models/text_table_model.h"
#include "ui/pages/features_tab.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class ElidedLabel;
class TableView;

/// What differs between two versions of the definitions, or to a file, and which features, models and reports
/// that touches.
class FeaturesVersions : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesVersions(const FeaturesScene &scene, QWidget *parent = nullptr);

    QStringList command() const override;
    QList<QWidget *> tools() const override;

    /// Compares what is in force with a file before anybody applies it.
    void compareWithFile(const QString &file);

Q_SIGNALS:
    void applyWanted(const QString &named); ///< a file, or an earlier version

protected:
    void make() override;
    void showShown() override;

private:
    QWidget *makeChoice();
    void readVersions();
    void showVersions();
    void compare();
    void take(const Result<Json> &answer);
    void say(const QString &sentence);
    void follow();
    QString wanted() const; ///< what could be put in force

    Question m_question;
    Pending m_pending;
    TextTableModel m_changes;
    std::vector<FeatureSetVersion> m_versions;
    QString m_of; ///< the version in force that the choice is for
    QString m_file;
    QPushButton *m_apply;
    QComboBox *m_before = nullptr;
    QComboBox *m_after = nullptr;
    ElidedLabel *m_said = nullptr;
    QLabel *m_touched = nullptr;
    QLabel *m_nothing = nullptr;
    TableView *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
};

} // namespace slipway::ui

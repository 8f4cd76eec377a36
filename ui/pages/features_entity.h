#pragma once

#include "ui/models/feature_sets.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace slipway::ui {

class FormRow;
class Theme;

/// Whom a question is about: a kind of entity and the values of its keys.
class FeaturesEntity : public QWidget
{
    Q_OBJECT
public:
    /// `name` begins the object names of its fields; `several` allows lists of values.
    FeaturesEntity(const Theme &theme, const QString &name, bool several, QWidget *parent = nullptr);

    void setEntities(const std::vector<FeatureEntity> &entities);
    /// What a person would type first; fields that somebody has filled keep what they have.
    void suggest(const QHash<QString, QString> &values);

    QStringList keys() const; ///< of the kind that is chosen
    QStringList options() const; ///< "--entity", "user_id=7", ...
    QString said() const; ///< "user_id 7, item_id 3"

    /// Whether every key has a value; says at the fields which one has none.
    bool check();

Q_SIGNALS:
    void accepted(); ///< Enter in a field
    void changed();

private:
    void showFields();

    const Theme &m_theme;
    QString m_name;
    bool m_several;
    std::vector<FeatureEntity> m_entities;
    QHash<QString, QString> m_suggested;
    QComboBox *m_kind;
    QVBoxLayout *m_rows;
    QHash<QString, FormRow *> m_fields; ///< by key
    QStringList m_keys;
};

} // namespace slipway::ui

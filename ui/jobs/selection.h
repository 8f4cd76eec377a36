#pragma once

#include <QObject>
#include <QStringList>

namespace slipway::ui {

/// What is selected in a window, on every page the same: charts, tables and the inspector follow it.
class Selection : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Nothing, Run, Version, Dataset, Feature, Job, Event };
    Q_ENUM(Kind)

    using QObject::QObject;

    Kind kind() const { return m_kind; }
    QString id() const { return m_id; }
    void set(Kind kind, const QString &id);
    void clear() { set(Kind::Nothing, {}); }

    /// The runs whose curves are drawn and that "Compare" takes, in the order in which they were ticked.
    QStringList runs() const { return m_runs; }
    void setRuns(const QStringList &runs);
    void toggleRun(const QString &run);

Q_SIGNALS:
    void changed();
    void runsChanged();

private:
    Kind m_kind = Kind::Nothing;
    QString m_id;
    QStringList m_runs;
};

} // namespace slipway::ui

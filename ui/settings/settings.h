#pragma once

#include "ui/settings/setting_keys.h"

#include <QSettings>
#include <QStringList>

namespace slipway::ui {

/// What the window remembers between two starts, in one ini file that a person can read.
class Settings
{
public:
    /// Uses this file; tests name one in a folder of their own.
    explicit Settings(const QString &file = standardFile());

    /// $SLIPWAY_SETTINGS if it is set, else slipway.ini in the user's configuration folder.
    static QString standardFile();

    QString file() const { return m_file.fileName(); }

    bool has(QLatin1StringView key) const;
    QVariant value(QLatin1StringView key, const QVariant &otherwise = {}) const;
    void set(QLatin1StringView key, const QVariant &value);
    void forget(QLatin1StringView key);

    /// Everything as on the first day. The list of workspaces stays: it is not a preference.
    void reset();

    /// The folders that were open before, the last one first, at most ten.
    QStringList recentWorkspaces() const;
    void addRecentWorkspace(const QString &folder);
    void removeRecentWorkspace(const QString &folder);

    /// Writes what is still in memory. False if the file cannot be written.
    bool save();

private:
    QSettings m_file;
};

} // namespace slipway::ui

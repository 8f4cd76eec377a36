#include "ui/settings/settings.h"

#include <QDir>
#include <QStandardPaths>

namespace slipway::ui {

namespace {

constexpr qsizetype kMostRecent = 10;

QString cleanFolder(const QString &folder)
{
    return QDir::cleanPath(QDir(folder).absolutePath());
}

} // namespace

Settings::Settings(const QString &file)
    : m_file(file, QSettings::IniFormat)
{
}

QString Settings::standardFile()
{
    const QString named = qEnvironmentVariable("SLIPWAY_SETTINGS");
    if (!named.isEmpty())
        return named;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return folder + QStringLiteral("/slipway/slipway.ini");
}

bool Settings::has(QLatin1StringView key) const
{
    return m_file.contains(key);
}

QVariant Settings::value(QLatin1StringView key, const QVariant &otherwise) const
{
    return m_file.value(key, otherwise);
}

void Settings::set(QLatin1StringView key, const QVariant &value)
{
    m_file.setValue(key, value);
}

void Settings::forget(QLatin1StringView key)
{
    m_file.remove(key);
}

void Settings::reset()
{
    for (const QLatin1StringView key : kAllSettings) {
        if (key != kRecentWorkspaces)
            m_file.remove(key);
    }
}

QStringList Settings::recentWorkspaces() const
{
    return m_file.value(kRecentWorkspaces).toStringList();
}

void Settings::addRecentWorkspace(const QString &folder)
{
    QStringList folders = recentWorkspaces();
    const QString clean = cleanFolder(folder);
    folders.removeAll(clean);
    folders.prepend(clean);
    m_file.setValue(kRecentWorkspaces, QStringList(folders.mid(0, kMostRecent)));
}

void Settings::removeRecentWorkspace(const QString &folder)
{
    QStringList folders = recentWorkspaces();
    folders.removeAll(cleanFolder(folder));
    m_file.setValue(kRecentWorkspaces, folders);
}

bool Settings::save()
{
    m_file.sync();
    return m_file.status() == QSettings::NoError;
}

} // namespace slipway::ui

#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <string>
#include <vector>

/// The border between the engine's UTF-8 and the window's text.
namespace slipway::ui {

inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

inline QStringList texts(const std::vector<std::string> &utf8)
{
    QStringList list;
    for (const auto &word : utf8)
        list << text(word);
    return list;
}

inline std::vector<std::string> words(const QStringList &list)
{
    std::vector<std::string> utf8;
    for (const auto &word : list)
        utf8.push_back(word.toStdString());
    return utf8;
}

inline std::filesystem::path path(const QString &name)
{
    return {name.toStdString()};
}

} // namespace slipway::ui

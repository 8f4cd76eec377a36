#include "ui/models/workspace_files.h"

#include "core/workspace/vault.h"
#include "ui/models/text.h"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace slipway::ui {

namespace fs = std::filesystem;

namespace {

/// The names that stay the same ("feed.html") repeat the newest report of their kind.
bool isLatestView(const fs::path &file)
{
    return file.stem().string().find('-') == std::string::npos;
}

} // namespace

TimeMicros writtenAt(const fs::path &file)
{
    std::error_code error;
    const auto time = fs::last_write_time(file, error);
    if (error)
        return 0;
    const auto system = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration_cast<std::chrono::microseconds>(system.time_since_epoch()).count();
}

std::vector<ReportFile> reportsIn(const fs::path &folder)
{
    std::vector<ReportFile> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        const auto extension = entry.path().extension().string();
        if ((extension != ".html" && extension != ".md" && extension != ".json")
            || isLatestView(entry.path()))
            continue;
        found.push_back({text(entry.path().filename().string()), text(extension).mid(1),
                         writtenAt(entry.path()), static_cast<qint64>(entry.file_size(error))});
    }
    std::sort(found.begin(), found.end(), [](const ReportFile &left, const ReportFile &right) {
        return std::tie(left.written, left.name) > std::tie(right.written, right.name);
    });
    return found;
}

std::vector<ModelFile> modelFilesIn(const fs::path &folder)
{
    std::vector<ModelFile> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        if (entry.is_regular_file(error))
            found.push_back(
                {text(entry.path().filename().string()), static_cast<qint64>(entry.file_size(error))});
    }
    std::sort(found.begin(), found.end(),
              [](const ModelFile &left, const ModelFile &right) { return left.name < right.name; });
    return found;
}

Result<Json> readOptional(const fs::path &file)
{
    const auto text = workspace::readFile(file);
    if (!text)
        return text.error().id == "file.missing" ? Result<Json>(Json()) : text.error();
    return parseJson(text.value(), file.filename().string());
}

} // namespace slipway::ui

#include "core/features/output_files.h"

#include "core/base/messages.h"

#include <fmt/format.h>

namespace slipway::features {

OutputFiles::OutputFiles(std::filesystem::path folder, const RunContext &context)
    : m_folder(std::move(folder))
    , m_context(context)
{
}

Result<std::filesystem::path> OutputFiles::writeQuery(data::Duck &duck, std::string_view name,
                                                      std::string_view query)
{
    SLIPWAY_ASSIGN(workspace::NewFile file, workspace::NewFile::create(m_folder / name));
    const auto target = file.temporaryPath();
    m_files.push_back(std::move(file));
    // The engine allows a folder by its whole name. Features are mostly numbers of which few repeat: looking
    // for repetitions among more than some thousand values takes a sixth of the time and saves nothing.
    SLIPWAY_TRY(duck.execute(
        fmt::format("COPY ({}) TO {} (FORMAT parquet, USE_TMP_FILE false, DICTIONARY_SIZE_LIMIT 4096)", query,
                    data::quoted(data::absoluteText(target))),
        m_context));
    return target;
}

Status OutputFiles::writeText(std::string_view name, std::string_view text)
{
    SLIPWAY_ASSIGN(workspace::NewFile file, workspace::NewFile::create(m_folder / name));
    SLIPWAY_TRY(file.write(text));
    m_files.push_back(std::move(file));
    return done();
}

Status OutputFiles::commit()
{
    if (m_context.cancelled())
        return cancelled();
    for (auto &file : m_files)
        SLIPWAY_TRY(file.commit());
    return done();
}

} // namespace slipway::features

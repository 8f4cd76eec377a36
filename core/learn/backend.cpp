#include "core/learn/backend.h"

#include "core/base/messages.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <map>
#include <mutex>

namespace slipway::learn {

namespace {

namespace fs = std::filesystem;

fs::path modulesFolder()
{
    if (const char *named = std::getenv("SLIPWAY_MODULES"); named && *named)
        return named;
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path() / "lib" / "slipway";
}

Result<Backend *> load(const fs::path &file)
{
    const Json where = {{"file", file.string()}};
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return failure("learn.module_missing", where);
    const auto broken = [&](std::string reason, std::string detail) {
        return failure("learn.module_broken", {{"file", file.string()}, {"reason", std::move(reason)}},
                       std::move(detail));
    };

    // Read by the OpenMP library as it loads: waiting threads sleep instead of taking the core from a
    // neighbour.
    setenv("OMP_WAIT_POLICY", "passive", 0);
    void *module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!module) {
        const char *reason = dlerror();
        return broken("it, or a library that it needs, is damaged or absent", reason ? reason : "");
    }
    const auto *entry = static_cast<const BackendEntry *>(dlsym(module, "slipwayBackendEntry"));
    if (!entry)
        return broken("it is not a module of Slipway", {});
    if (entry->version != backendVersion) {
        return failure("learn.module_version",
                       {{"file", file.string()}, {"found", entry->version}, {"needed", backendVersion}});
    }
    return entry->backend;
}

} // namespace

Result<Backend *> loadBackend(std::string_view name)
{
    static std::mutex mutex;
    static std::map<fs::path, Backend *> loaded;

    const auto file = modulesFolder() / ("slipway_" + std::string(name) + ".so");
    const std::lock_guard lock(mutex);
    if (const auto found = loaded.find(file); found != loaded.end())
        return found->second;
    SLIPWAY_ASSIGN(auto *backend, load(file));
    loaded.emplace(file, backend);
    return backend;
}

} // namespace slipway::learn

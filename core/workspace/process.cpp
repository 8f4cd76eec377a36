#include "core/workspace/process.h"

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace slipway::workspace {

namespace {

struct ProcStat {
    bool exists = false;
    char state = ' ';
    std::uint64_t start = 0;
};

/// /proc/<pid>/stat: the name in brackets may hold anything, so fields are counted from the last bracket.
ProcStat readStat(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return {};
    const auto bracket = line.rfind(')');
    if (bracket == std::string::npos)
        return {};
    std::istringstream fields(line.substr(bracket + 1));
    ProcStat stat {.exists = true};
    fields >> stat.state;
    std::string skipped;
    for (int field = 4; field < 22; ++field)
        fields >> skipped;
    fields >> stat.start;
    return stat;
}

} // namespace

ProcessIdentity thisProcess()
{
    thread_local ProcessIdentity self;
    if (self.pid != getpid()) // the first time, or in a child that was forked meanwhile
        self = {getpid(), readStat(getpid()).start};
    return self;
}

bool isAlive(const ProcessIdentity &process)
{
    if (process.pid <= 0)
        return false;
    const ProcStat stat = readStat(process.pid);
    return stat.exists && stat.state != 'Z' && stat.state != 'X' && stat.start == process.start;
}

} // namespace slipway::workspace

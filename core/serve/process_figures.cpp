#include "core/serve/process_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace slipway::serve {

namespace {

/// proc(5), /proc/self/stat, counted from the field after the command's closing bracket (which is field 3).
struct Stat {
    double startTicks = 0;
    double virtualBytes = 0;
    double residentPages = 0;
    bool known = false;
};

Stat readStat()
{
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 1)));
    Stat stat;
    std::string field;
    for (int number = 3; number <= 24 && fields >> field; ++number) {
        if (number == 22)
            stat.startTicks = std::stod(field);
        else if (number == 23)
            stat.virtualBytes = std::stod(field);
        else if (number == 24) {
            stat.residentPages = std::stod(field);
            stat.known = true;
        }
    }
    return stat;
}

double bootTime()
{
    std::ifstream file("/proc/stat");
    for (std::string word; file >> word;) {
        double seconds = 0;
        if (word == "btime" && file >> seconds)
            return seconds;
    }
    return 0;
}

double cpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

void writeProcessFigures(PrometheusText &text)
{
    text.counter("process_cpu_seconds_total", "Processor time used, user and system.", cpuSeconds());
    if (const auto stat = readStat(); stat.known) {
        text.gauge("process_resident_memory_bytes", "Memory in use.",
                   stat.residentPages * static_cast<double>(sysconf(_SC_PAGESIZE)));
        text.gauge("process_virtual_memory_bytes", "Address space in use.", stat.virtualBytes);
        text.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.",
                   bootTime() + stat.startTicks / static_cast<double>(sysconf(_SC_CLK_TCK)));
    }
    std::error_code error;
    const std::filesystem::directory_iterator descriptors("/proc/self/fd", error);
    if (!error)
        text.gauge("process_open_fds", "Open file descriptors.",
                   static_cast<double>(std::distance(begin(descriptors), end(descriptors))));
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        text.gauge("process_max_fds", "Most file descriptors that may be open.",
                   static_cast<double>(limit.rlim_cur));
}

} // namespace slipway::serve

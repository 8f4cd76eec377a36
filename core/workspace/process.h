#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace slipway::workspace {

/// A process for good: pids are used again, a pid together with its start is not.
struct ProcessIdentity {
    pid_t pid = 0;
    std::uint64_t start = 0; ///< clock ticks between boot and the process's start
    bool operator==(const ProcessIdentity &) const = default;
};

ProcessIdentity thisProcess();

/// False once the process has ended (a zombie has ended too), or another one has its pid.
bool isAlive(const ProcessIdentity &process);

} // namespace slipway::workspace

#pragma once

#include "core/base/json.h"
#include "tests/support/temporary_folder.h"

#include <QString>

#include <filesystem>
#include <fstream>
#include <string>

namespace slipway::testing {

/// An engine that gives answers that were written down before, by verb, and writes down what it was asked:
/// pages can be tried with answers that take a whole life of a model to come about.
class CannedEngine
{
public:
    CannedEngine()
    {
        const auto script = m_folder.write(
            "slipway",
            "#!/bin/sh\n"
            "folder=$(dirname \"$0\")\n"
            "echo \"$*\" >> \"$folder/asked\"\n"
            "while [ \"$1\" != features ]; do shift; done\n"
            "if [ -f \"$folder/$2.json\" ]; then cat \"$folder/$2.json\"; exit 0; fi\n"
            "echo '{\"event\":\"error\",\"error\":{\"id\":\"test.no_answer\",\"code\":\"not_found\","
            "\"message\":\"Nobody has written an answer down.\"}}'\n"
            "exit 3\n");
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    }

    /// What `slipway features <verb>` answers from here on.
    void answer(const std::string &verb, const Json &answer) const
    {
        m_folder.write(verb + ".json", Json {{"event", "result"}, {"result", answer}}.dump() + "\n");
    }

    QString program() const { return QString::fromStdString((m_folder / "slipway").string()); }

    /// The commands so far, each with the window's own flags before it.
    QString asked() const
    {
        std::ifstream file(m_folder / "asked");
        return QString::fromStdString(std::string(std::istreambuf_iterator<char>(file), {}));
    }

private:
    TemporaryFolder m_folder;
};

} // namespace slipway::testing

#pragma once

#include "tests/support/temporary_folder.h"

#include <QString>

namespace slipway::testing {

/// A workspace of its own in which `slipway demo feed` has run on a few thousand rows: every page has real
/// things to show. The demo itself runs once a build; this is a copy.
class DemoWorkspace
{
public:
    DemoWorkspace();
    ~DemoWorkspace();
    DemoWorkspace(const DemoWorkspace &) = delete;
    DemoWorkspace &operator=(const DemoWorkspace &) = delete;

    QString name() const { return QString::fromStdString(folder().string()); }
    std::filesystem::path folder() const { return m_folder / "feed ranking"; }

private:
    TemporaryFolder m_folder;
};

} // namespace slipway::testing

#pragma once

#include "ui/models/versions_model.h"
#include "ui/models/workspace_reader.h"
#include "ui/pages/inspection.h"

#include <QObject>

namespace slipway::ui {

/// Where one version comes from, as the records say.
struct VersionStory {
    VersionRow version;
    std::optional<workspace::RunRow> run; ///< none where it has been deleted
    std::vector<workspace::RunInput> inputs; ///< the feature rows that the run has read
    std::vector<workspace::DatasetVersion> raw; ///< what those were made from
    std::vector<ModelFile> files;

    bool isInProduction() const { return version.stage == "Production"; }
};

/// Reads the story of the version that is selected.
class StoryReader : public QObject
{
    Q_OBJECT
public:
    explicit StoryReader(WorkspaceReader &reader, QObject *parent = nullptr);

    void tell(const VersionRow &version);
    const VersionStory &story() const { return m_story; }

Q_SIGNALS:
    void told(); ///< after each answer: what is known grows

private:
    WorkspaceReader &m_reader;
    VersionStory m_story;
    Pending m_run;
    Pending m_inputs;
    Pending m_datasets;
    Pending m_files;
};

/// What the inspector says about it: result, origin, files.
QList<FactSection> storySections(const VersionStory &story);

} // namespace slipway::ui

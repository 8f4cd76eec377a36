#include "ui/pages/registry_story.h"

#include "core/base/json_value.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QLocale>

#include <algorithm>

namespace slipway::ui {

namespace {

QString measured(const VersionRow &version, const char *key)
{
    const auto metrics = valueOr(version.metrics, "metrics", Json::object());
    return NumberText::metric(key, valueOr(metrics, key, std::numeric_limits<double>::quiet_NaN()));
}

QString intervalOf(const VersionRow &version)
{
    const auto metrics = valueOr(version.metrics, "metrics", Json::object());
    const auto ends = valueOr(metrics, "auc_ci", Json());
    if (!ends.is_array() || ends.size() != 2 || !ends[0].is_number() || !ends[1].is_number())
        return NumberText::missing();
    return StoryReader::tr("%1 to %2")
        .arg(NumberText::metric("auc", ends[0].get<double>()),
             NumberText::metric("auc", ends[1].get<double>()));
}

FactSection resultSection(const VersionRow &version)
{
    FactSection section {QStringLiteral("result"), StoryReader::tr("Result"), {}};
    section.facts << Fact {NumberText::metricLabel("test_auc"), measured(version, "auc")}
                  << Fact {StoryReader::tr("95% interval"), intervalOf(version)}
                  << Fact {NumberText::metricLabel("ndcg@10"), measured(version, "ndcg@10")}
                  << Fact {NumberText::metricLabel("log_loss"), measured(version, "log_loss")}
                  << Fact {NumberText::metricLabel("brier"), measured(version, "brier")}
                  << Fact {NumberText::metricLabel("ece"), measured(version, "ece")}
                  << Fact {StoryReader::tr("Test rows"), measured(version, "n")};
    return section;
}

FactSection originSection(const VersionStory &story)
{
    FactSection section {QStringLiteral("origin"), StoryReader::tr("Origin"), {}};
    const auto add = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            section.facts << Fact {key, value};
    };
    if (story.run) {
        const auto &run = *story.run;
        add(StoryReader::tr("Run"), StoryReader::tr("%1, %2").arg(run.number).arg(text(run.name)));
        add(StoryReader::tr("Algorithm"), text(run.params.at(0)));
        const auto seconds = static_cast<double>(run.end - run.start) / static_cast<double>(microsPerSecond);
        add(StoryReader::tr("Trained"),
            run.end > 0
                ? StoryReader::tr("%1, %2").arg(NumberText::time(run.end), NumberText::duration(seconds))
                : QString());
        add(StoryReader::tr("Seed"), text(run.params.at(1)));
    }
    for (const auto &input : story.inputs) {
        if (input.context != "training")
            continue;
        add(StoryReader::tr("Data set"),
            StoryReader::tr("%1 v%2").arg(text(input.dataset.name)).arg(input.dataset.version));
        add(StoryReader::tr("Rows"), NumberText::count(static_cast<double>(input.dataset.rows)));
    }
    add(StoryReader::tr("Registered"), NumberText::time(story.version.created));
    const QString model = text(story.version.modelId);
    add(StoryReader::tr("Model"),
        model.size() > 12 ? model.first(4) + QStringLiteral("…") + model.last(4) : model);
    return section;
}

} // namespace

StoryReader::StoryReader(WorkspaceReader &reader, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
{
}

void StoryReader::tell(const VersionRow &version)
{
    if (m_story.version.reference() != version.reference())
        m_story = {};
    m_story.version = version;
    const QString run = text(version.runId);
    if (run.isEmpty()) {
        Q_EMIT told();
        return;
    }
    m_reader.runs(m_run, {.text = version.runId, .params = {"model.type", "training.seed"}, .limit = 1},
                  [this](const Result<workspace::RunPage> &page) {
                      if (page && !page.value().rows.empty())
                          m_story.run = page.value().rows.front();
                      Q_EMIT told();
                  });
    m_reader.modelFiles(m_files, run, [this](const Result<std::vector<ModelFile>> &files) {
        if (files)
            m_story.files = files.value();
        Q_EMIT told();
    });
    m_reader.runInputs(m_inputs, run, [this](const Result<std::vector<workspace::RunInput>> &inputs) {
        if (inputs)
            m_story.inputs = inputs.value();
        Q_EMIT told();
    });
    // The reader answers in order: the inputs are there by then.
    m_reader.datasets(m_datasets, [this](const Result<std::vector<workspace::DatasetVersion>> &all) {
        if (!all)
            return;
        m_story.raw.clear();
        for (const auto &dataset : all.value()) {
            const bool isSource = std::any_of(
                m_story.inputs.begin(), m_story.inputs.end(), [&](const workspace::RunInput &input) {
                    return !dataset.digest.empty() && input.dataset.source == dataset.digest;
                });
            if (isSource)
                m_story.raw.push_back(dataset);
        }
        Q_EMIT told();
    });
}

QList<FactSection> storySections(const VersionStory &story)
{
    QList<FactSection> sections {resultSection(story.version), originSection(story)};
    FactSection files {QStringLiteral("files"), StoryReader::tr("Files"), {}};
    for (const auto &file : story.files)
        files.facts << Fact {file.name,
                             QLocale().formattedDataSize(file.sizeBytes, 1, QLocale::DataSizeSIFormat)};
    if (!files.facts.isEmpty())
        sections << files;
    return sections;
}

} // namespace slipway::ui

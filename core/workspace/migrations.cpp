#include "core/workspace/migrations.h"

#include <array>

namespace slipway::workspace {

namespace {

// The nouns are MLflow's, so that its REST protocol and its clients find what they look for. Runs have a
// small number besides their public id because a million metric points would otherwise repeat 32 characters a
// million times. A metric's NaN is kept as NULL: SQLite knows no NaN.
constexpr std::string_view records = R"sql(
CREATE TABLE experiments (
    experiment_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    artifact_location TEXT NOT NULL DEFAULT '',
    lifecycle_stage TEXT NOT NULL DEFAULT 'active' CHECK (lifecycle_stage IN ('active', 'deleted')),
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL
);
CREATE TABLE experiment_tags (
    experiment_id INTEGER NOT NULL REFERENCES experiments,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key)
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    experiment_id INTEGER NOT NULL REFERENCES experiments,
    name TEXT NOT NULL,
    user_id TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN ('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED')),
    start_time INTEGER NOT NULL,
    end_time INTEGER,
    lifecycle_stage TEXT NOT NULL DEFAULT 'active' CHECK (lifecycle_stage IN ('active', 'deleted')),
    job TEXT NOT NULL DEFAULT ''
);
CREATE INDEX runs_by_experiment ON runs (experiment_id, lifecycle_stage, start_time);
CREATE INDEX runs_by_status ON runs (status);
CREATE TABLE params (
    run INTEGER NOT NULL REFERENCES runs,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
);
CREATE TABLE tags (
    run INTEGER NOT NULL REFERENCES runs,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
);
CREATE TABLE metric_keys (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE metric_points (
    run INTEGER NOT NULL REFERENCES runs,
    key INTEGER NOT NULL REFERENCES metric_keys,
    step INTEGER NOT NULL,
    time INTEGER NOT NULL,
    value REAL
);
CREATE INDEX metric_points_by_run ON metric_points (run, key, step, time);
CREATE TABLE latest_metrics (
    run INTEGER NOT NULL REFERENCES runs,
    key INTEGER NOT NULL REFERENCES metric_keys,
    step INTEGER NOT NULL,
    time INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (run, key)
);

CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    file_hash TEXT NOT NULL DEFAULT '',
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    schema TEXT NOT NULL DEFAULT '{}',
    profile TEXT NOT NULL DEFAULT '{}',
    row_count INTEGER NOT NULL,
    creation_time INTEGER NOT NULL,
    UNIQUE (name, version),
    UNIQUE (name, digest)
);
CREATE TABLE dataset_inputs (
    run INTEGER NOT NULL REFERENCES runs,
    dataset INTEGER NOT NULL REFERENCES datasets,
    context TEXT NOT NULL,
    PRIMARY KEY (run, dataset, context)
);

CREATE TABLE registered_models (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL DEFAULT '',
    creation_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL
);
CREATE TABLE registered_model_tags (
    name TEXT NOT NULL REFERENCES registered_models,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, key)
);
CREATE TABLE model_versions (
    name TEXT NOT NULL REFERENCES registered_models,
    version INTEGER NOT NULL,
    model_id TEXT NOT NULL,
    run_id TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL,
    files TEXT NOT NULL,
    stage TEXT NOT NULL DEFAULT 'None' CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
    status TEXT NOT NULL DEFAULT 'READY',
    description TEXT NOT NULL DEFAULT '',
    metrics TEXT NOT NULL DEFAULT '{}',
    creation_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE model_version_tags (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, version, key),
    FOREIGN KEY (name, version) REFERENCES model_versions
);
CREATE TABLE model_aliases (
    name TEXT NOT NULL,
    alias TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (name, alias),
    FOREIGN KEY (name, version) REFERENCES model_versions
);

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('cli', 'console', 'server', 'pipeline')),
    job TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    payload TEXT NOT NULL,
    inverse TEXT,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

INSERT INTO experiments (experiment_id, name, creation_time, last_update_time) VALUES (0, 'Default', 0, 0);
)sql";

// A version that is deleted keeps its record: "deleted" can be taken back, "removed" has lost its content to
// gc.
constexpr std::string_view datasetCare = R"sql(
ALTER TABLE datasets ADD COLUMN lifecycle_stage TEXT NOT NULL DEFAULT 'active'
    CHECK (lifecycle_stage IN ('active', 'deleted', 'removed'));
ALTER TABLE datasets ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE TABLE dataset_tags (
    dataset INTEGER NOT NULL REFERENCES datasets,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (dataset, key)
);
)sql";

// Definitions of features, a version for each meaning. Of the versions of a name the one that was applied
// last is in force; 0 is one that was withdrawn.
constexpr std::string_view featureSets = R"sql(
CREATE TABLE feature_sets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    scenario TEXT NOT NULL DEFAULT '',
    creation_time INTEGER NOT NULL,
    applied_time INTEGER NOT NULL,
    applied_order INTEGER NOT NULL,
    UNIQUE (name, version),
    UNIQUE (name, digest)
);
)sql";

constexpr std::array all {records, datasetCare, featureSets};

} // namespace

std::span<const std::string_view> migrations()
{
    return all;
}

} // namespace slipway::workspace

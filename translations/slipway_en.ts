<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>slipway::ui::DataChecksPanel</name>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>%n passed</numerusform>
            <numerusform>%n passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warns</source>
        <translation>
            <numerusform>%n warns</numerusform>
            <numerusform>%n warn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not decided</source>
        <translation>
            <numerusform>%n not decided</numerusform>
            <numerusform>%n not decided</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataCleanup</name>
    <message numerus="yes">
        <source>%n things are needed by no record any more. Removing them frees %1 and cannot be taken back; versions, runs and models that are not deleted stay as they are.</source>
        <translation>
            <numerusform>%n thing is needed by no record any more. Removing it frees %1 and cannot be taken back; versions, runs and models that are not deleted stay as they are.</numerusform>
            <numerusform>%n things are needed by no record any more. Removing them frees %1 and cannot be taken back; versions, runs and models that are not deleted stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n things</source>
        <translation>
            <numerusform>Remove %n thing</numerusform>
            <numerusform>Remove %n things</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataDetails</name>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warns</source>
        <translation>
            <numerusform>%n warns</numerusform>
            <numerusform>%n warn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataFailures</name>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataVersions</name>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataImport</name>
    <message numerus="yes">
        <source>Import %n files</source>
        <translation>
            <numerusform>Import %n file</numerusform>
            <numerusform>Import %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n data sets</source>
        <translation>
            <numerusform>&amp;Import %n data set</numerusform>
            <numerusform>&amp;Import %n data sets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataImportPreview</name>
    <message numerus="yes">
        <source>the first %n rows</source>
        <translation>
            <numerusform>the first row</numerusform>
            <numerusform>the first %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataImportWords</name>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines are no rows and would be left out.</source>
        <translation>
            <numerusform>%n line is no row and would be left out.</numerusform>
            <numerusform>%n lines are no rows and would be left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n columns need a look: %1.</source>
        <translation>
            <numerusform>%n column needs a look: %1.</numerusform>
            <numerusform>%n columns need a look: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataRejects</name>
    <message numerus="yes">
        <source>%n lines of the file are no rows and were left out.</source>
        <translation>
            <numerusform>%n line of the file is no row and was left out.</numerusform>
            <numerusform>%n lines of the file are no rows and were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataListPanel</name>
    <message numerus="yes">
        <source>%n data sets</source>
        <translation>
            <numerusform>%n data set</numerusform>
            <numerusform>%n data sets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataRowsPanel</name>
    <message numerus="yes">
        <source>Scroll right for %n more columns</source>
        <translation>
            <numerusform>Scroll right for %n more column</numerusform>
            <numerusform>Scroll right for %n more columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::EventSentence</name>
    <message numerus="yes">
        <source>%1 failed %n checks</source>
        <translation>
            <numerusform>%1 failed %n check</numerusform>
            <numerusform>%1 failed %n checks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drift was measured: %n columns have drifted</source>
        <translation>
            <numerusform>Drift was measured: %n column has drifted</numerusform>
            <numerusform>Drift was measured: %n columns have drifted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesTable</name>
    <message numerus="yes">
        <source>%n features</source>
        <translation>
            <numerusform>%n feature</numerusform>
            <numerusform>%n features</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::HomeLife</name>
    <message numerus="yes">
        <source>%n checks failed</source>
        <translation>
            <numerusform>%n check failed</numerusform>
            <numerusform>%n checks failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n features drifted</source>
        <translation>
            <numerusform>%n feature drifted</numerusform>
            <numerusform>%n features drifted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checks of %1 failed. A model learns what stands in its rows, right or wrong.</source>
        <translation>
            <numerusform>%n check of %1 failed. A model learns what stands in its rows, right or wrong.</numerusform>
            <numerusform>%n checks of %1 failed. A model learns what stands in its rows, right or wrong.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n features have drifted.</source>
        <translation>
            <numerusform>%n feature has drifted.</numerusform>
            <numerusform>%n features have drifted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::HomePage</name>
    <message numerus="yes">
        <source>%n jobs are running</source>
        <translation>
            <numerusform>%n job is running</numerusform>
            <numerusform>%n jobs are running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::JobsStrip</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>running jobs</comment>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::Palette</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::RailBadges</name>
    <message numerus="yes">
        <source>%n runs are training</source>
        <translation>
            <numerusform>%n run is training</numerusform>
            <numerusform>%n runs are training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pipelines are running</source>
        <translation>
            <numerusform>%n pipeline is running</numerusform>
            <numerusform>%n pipelines are running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n versions wait for a decision</source>
        <translation>
            <numerusform>%n version waits for a decision</numerusform>
            <numerusform>%n versions wait for a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n features have drifted</source>
        <translation>
            <numerusform>%n feature has drifted</numerusform>
            <numerusform>%n features have drifted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::TourBubble</name>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::DataScenarioIncidents</name>
    <message numerus="yes">
        <source>%1 of %n days</source>
        <translation>
            <numerusform>%1 of %n day</numerusform>
            <numerusform>%1 of %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeatureNames</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeatureGraphWords</name>
    <message numerus="yes">
        <source>table, %n columns</source>
        <translation>
            <numerusform>table, %n column</numerusform>
            <numerusform>table, %n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>view, %n features</source>
        <translation>
            <numerusform>view, %n feature</numerusform>
            <numerusform>view, %n features</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n derived features</source>
        <translation>
            <numerusform>%n derived feature</numerusform>
            <numerusform>%n derived features</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n versions</source>
        <translation>
            <numerusform>%n version</numerusform>
            <numerusform>%n versions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n features</source>
        <translation>
            <numerusform>%n feature</numerusform>
            <numerusform>%n features</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reports</source>
        <translation>
            <numerusform>%n report</numerusform>
            <numerusform>%n reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesWords</name>
    <message numerus="yes">
        <source>%n kinds of entities</source>
        <translation>
            <numerusform>%n kind of entities</numerusform>
            <numerusform>%n kinds of entities</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesAbout</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesFreshness</name>
    <message numerus="yes">
        <source>%n views are stored, none older than promised</source>
        <translation>
            <numerusform>%n view is stored, no older than promised</numerusform>
            <numerusform>%n views are stored, none older than promised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n views are stored; no age is promised</source>
        <translation>
            <numerusform>%n view is stored; no age is promised</numerusform>
            <numerusform>%n views are stored; no age is promised</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesVersions</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesLookup</name>
    <message numerus="yes">
        <source>, asked %n times</source>
        <translation>
            <numerusform>, asked once</numerusform>
            <numerusform>, asked %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesFilterLine</name>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>slipway::ui::FeaturesEmpty</name>
    <message numerus="yes">
        <source>The tables of %1 are there, and %n features are defined for them.</source>
        <translation>
            <numerusform>The tables of %1 are there, and %n feature is defined for them.</numerusform>
            <numerusform>The tables of %1 are there, and %n features are defined for them.</numerusform>
        </translation>
    </message>
</context>
</TS>

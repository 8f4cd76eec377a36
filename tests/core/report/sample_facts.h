#pragma once

#include "core/report/lifecycle.h"

namespace slipway::testing {

/// One pass through a model's life with every piece there.
inline report::LifecycleFacts sampleFacts()
{
    report::LifecycleFacts facts;
    facts.scenario = "feed";
    facts.workspace = "/home/ada/feed";
    facts.created = "2026-11-20T10:41:00.000000Z";
    facts.data = Json::parse(R"({"rows":100000,"positive_share":0.1234,"tables":[
        {"name":"interactions","rows":100000,"columns":9},{"name":"items","rows":2000,"columns":6},
        {"name":"users","rows":5000,"columns":7}]})");
    facts.validation = Json::parse(R"({"passed":false,"checks":[
        {"check":"not blank","column":"user_id","passed":true,"sentence":"0 of 100,000 values are blank."},
        {"check":"between","column":"dwell_time","passed":false,"sentence":"11 of 100,000 values are below 0."},
        {"check":"one of","column":"device","passed":true,"sentence":"All values are mobile, tablet or desktop."}]})");
    facts.features =
        Json::parse(R"({"rows":{"train":70000,"val":15000,"test":15000},"seconds":0.8,"features":[
        {"name":"user_historical_ctr","description":"Share of the user's earlier impressions that were clicked."},
        {"name":"item_ctr","description":"Share of the item's earlier impressions that were clicked."},
        {"name":"device","description":"What the impression was shown on."}]})");
    facts.model =
        Json::parse(R"({"algorithm":"mlp","architecture":{"inputs":24,"hidden":[128,64],"dropout":0.2},
        "training":{"seed":42,"batch_size":1024,"learning_rate":0.001,"best_epoch":6,"stopped_early":true,
        "rows":70000,"seconds":7.6,"history":[
        {"epoch":1,"train_loss":0.402,"val_loss":0.361,"val_auc":0.681},
        {"epoch":2,"train_loss":0.358,"val_loss":0.349,"val_auc":0.712},
        {"epoch":3,"train_loss":0.347,"val_loss":0.343,"val_auc":0.727},
        {"epoch":4,"train_loss":0.341,"val_loss":0.340,"val_auc":0.733},
        {"epoch":5,"train_loss":0.336,"val_loss":0.339,"val_auc":0.736},
        {"epoch":6,"train_loss":0.333,"val_loss":0.338,"val_auc":0.738},
        {"epoch":7,"train_loss":0.330,"val_loss":0.339,"val_auc":0.737},
        {"epoch":8,"train_loss":0.327,"val_loss":0.341,"val_auc":0.735}]}})");
    facts.test = Json::parse(R"({"n":15000,"positives":1861,"auc":0.741,"auc_ci":[0.731,0.751],
        "average_precision":0.312,"log_loss":0.337,"brier":0.099,"threshold":0.5,"accuracy":0.877,
        "balanced_accuracy":0.521,"precision":0.612,"recall":0.047,"f1":0.087,"mcc":null,"ks":0.362,"ece":0.008,
        "undefined":{"mcc":"every row was predicted negative"},
        "ndcg@10":0.604,"precision@10":0.094,"recall@10":0.981,"map":0.521,"mrr":0.544,"user_auc":0.702,
        "calibration":[{"score":0.05,"share":0.048,"n":6000,"low":0.043,"high":0.054},
        {"score":0.14,"share":0.151,"n":5000,"low":0.141,"high":0.161},
        {"score":0.24,"share":0.233,"n":2500,"low":0.217,"high":0.25},
        {"score":0.35,"share":0.371,"n":1000,"low":0.342,"high":0.401},
        {"score":0.44,"share":0.418,"n":400,"low":0.371,"high":0.467},
        {"score":0.56,"share":0.612,"n":100,"low":0.514,"high":0.702}]})");
    facts.ceiling = Json::parse(R"({"auc":0.753})");
    facts.version = Json::parse(R"({"name":"feed-model","version":2,"stage":"Production"})");
    facts.gates = Json::parse(R"([
        {"gate":"data_valid","passed":true,"sentence":"The checks of the data passed."},
        {"gate":"files_intact","passed":true,"sentence":"Every file has the content that was recorded."},
        {"gate":"auc","passed":true,"sentence":"Test AUC 0.741 is at least 0.600."}])");
    facts.comparison =
        Json::parse(R"({"auc_a":0.728,"auc_b":0.741,"difference":-0.013,"z":-5.1,"p_value":3e-7,
        "ci":[-0.018,-0.008],"mcnemar":{"b":10,"c":31,"p_value":0.0017},"verdict":"b_better"})");
    facts.drift = Json::parse(R"({"profile":"calibrated","psi_limit":0.2,
        "summary":{"columns":4,"drifted_columns":1,"drift_share":0.25,"dataset_drift":false,"drift_detected":true,"overall_score":0.183},
        "features":{
        "item_popularity":{"type":"numeric","test":"ks","statistic":0.213,"p_value":0.0,"drift_detected":true,"psi":0.284},
        "user_historical_ctr":{"type":"numeric","test":"ks","statistic":0.031,"p_value":0.04,"drift_detected":false,"psi":0.021},
        "item_ctr":{"type":"numeric","test":"ks","statistic":0.044,"p_value":0.012,"drift_detected":false,"psi":0.038},
        "device":{"type":"categorical","test":"chi_square","statistic":2.1,"p_value":0.35,"drift_detected":false,"psi":0.001}}})");
    facts.serving =
        Json::parse(R"({"requests":400,"errors":0,"p50_ms":1.24,"p99_ms":4.81,"requests_per_second":812})");
    facts.policy = Json::parse(R"({"drift_limit":0.3,"accuracy_drop":0.05,"days":30,"pause_days":7})");
    facts.steps = Json::parse(R"([{"name":"Generate data","seconds":0.41},{"name":"Validate","seconds":0.12},
        {"name":"Build features","seconds":0.83},{"name":"Train","seconds":7.6},{"name":"Evaluate","seconds":0.5},
        {"name":"Promote","seconds":0.05},{"name":"Serve","seconds":1.6},{"name":"Drift","seconds":0.09}])");
    facts.commands = {"slipway demo feed --rows 100000"};
    return facts;
}

} // namespace slipway::testing

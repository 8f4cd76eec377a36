#include "core/serve/feature_docs.h"

namespace slipway::serve {

std::string_view featureDocs()
{
    return R"html(
<h2 id="features"><code>POST /get-online-features</code></h2>
<p>The latest features of entities, in Feast's protocol: its clients work as they are. This and the routes below answer also
while there is no model.</p>
<table>
<tr><th>Member</th><th>What it is</th></tr>
<tr><td><code>entities</code></td><td>an object of lists of equal length: keys, and features that come with the request;
at most 10,000 entities</td></tr>
<tr><td><code>features</code></td><td>optional: names like <code>item_profile:item_category</code> or
<code>item_ctr</code>; <code>derived:</code> and <code>request:</code> stand for those of no view</td></tr>
<tr><td><code>feature_service</code></td><td>optional, instead of <code>features</code>: the name of a feature set, for all of
its features</td></tr>
<tr><td><code>full_feature_names</code></td><td>optional: <code>true</code> names what is answered
<code>view__feature</code></td></tr>
</table>
<pre>curl -s -X POST -H 'Content-Type: application/json' \
  -d '{"feature_service":"feed","entities":{"user_id":[7,8],"item_id":[12,12]}}' \
  http://127.0.0.1:8000/get-online-features</pre>
<pre>{"metadata":{"feature_names":["user_id","item_id","user_age",...]},
 "results":[{"values":[7,8],"statuses":["PRESENT","PRESENT"],
             "event_timestamps":["1970-01-01T00:00:00Z","1970-01-01T00:00:00Z"]}, ...]}</pre>
<p>One result for each name, with one value for each entity. A status is <code>PRESENT</code>, <code>NULL_VALUE</code>,
<code>NOT_FOUND</code> (nothing is stored of the entity), <code>OUTSIDE_MAX_AGE</code> (older than the view's ttl: the value is
null, as it was in training) or <code>INVALID</code> (what was sent cannot be a key). Where the store could not be asked the
answer has the values that were known last, <code>"stale":true</code> in its metadata and the header
<code>X-Slipway-Stale</code>.</p>

<h2 id="push"><code>POST /push</code> and <code>POST /write-to-online-store</code></h2>
<p>Newer rows of a view, column by column: its keys, all of its features, and <code>event_timestamp</code> (now, where it is
missing). <code>push_source_name</code> is a source or a view; <code>to</code> is <code>online</code>,
<code>offline</code> or <code>online_and_offline</code>. Online, of two rows of an entity the one with the later event stays.
Offline, rows are kept in the workspace as <code>data/pushed/SET.VIEW.jsonl</code>, which
<code>slipway features pushed --keep</code> makes part of the data. The answer is <code>null</code>.</p>
<pre>{"push_source_name":"user_profile","to":"online",
 "df":{"user_id":[7],"event_timestamp":["2026-11-20T10:41:00Z"],"user_age":[43],"user_country":["PT"],"user_segment":["casual"]}}</pre>

<h2 id="materialize"><code>POST /materialize</code> and <code>POST /materialize-incremental</code></h2>
<p>Begin to store the values of views: <code>feature_views</code> (all, where it is missing), <code>start_ts</code> and
<code>end_ts</code>. Incrementally, the beginning is where the last time ended. The answer, <code>null</code>, comes when the
work has begun; <code>slipway jobs list</code> and <code>feast_materialization_duration_seconds</code> tell when it is done.</p>
<pre>{"start_ts":"2026-01-01T00:00:00Z","end_ts":"2026-11-20T00:00:00Z","feature_views":["user_history"]}</pre>

<p>What goes wrong with features is answered as Feast does: a JSON text that holds <code>module</code>, <code>class</code> and
<code>message</code>. 404 where a view or a service is unknown, 422 where a member is missing or of the wrong kind, 503 while no
features are stored.</p>
)html";
}

std::string_view featurePaths()
{
    return R"json(,
    "/get-online-features": {
      "post": {
        "operationId": "getOnlineFeatures",
        "summary": "The latest features of entities",
        "requestBody": {
          "required": true,
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/FeatureRequest" } } }
        },
        "responses": {
          "200": {
            "description": "One result for each name, one value for each entity",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/FeatureAnswer" } } }
          },
          "400": { "$ref": "#/components/responses/FeastError" },
          "404": { "$ref": "#/components/responses/FeastError" },
          "422": { "$ref": "#/components/responses/FeastError" },
          "503": { "$ref": "#/components/responses/FeastError" }
        }
      }
    },
    "/push": {
      "post": {
        "operationId": "push",
        "summary": "Newer rows of the views of a source",
        "requestBody": {
          "required": true,
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/PushRequest" } } }
        },
        "responses": {
          "200": { "description": "They are kept", "content": { "application/json": { "schema": { "type": "null" } } } },
          "404": { "$ref": "#/components/responses/FeastError" },
          "422": { "$ref": "#/components/responses/FeastError" },
          "503": { "$ref": "#/components/responses/FeastError" }
        }
      }
    },
    "/write-to-online-store": {
      "post": {
        "operationId": "writeToOnlineStore",
        "summary": "Newer rows of a view",
        "requestBody": {
          "required": true,
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/WriteRequest" } } }
        },
        "responses": {
          "200": { "description": "They are stored", "content": { "application/json": { "schema": { "type": "null" } } } },
          "404": { "$ref": "#/components/responses/FeastError" },
          "422": { "$ref": "#/components/responses/FeastError" },
          "503": { "$ref": "#/components/responses/FeastError" }
        }
      }
    },
    "/materialize": {
      "post": {
        "operationId": "materialize",
        "summary": "Store the values of views",
        "requestBody": {
          "required": true,
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/MaterializeRequest" } } }
        },
        "responses": {
          "200": { "description": "It has begun", "content": { "application/json": { "schema": { "type": "null" } } } },
          "404": { "$ref": "#/components/responses/FeastError" },
          "422": { "$ref": "#/components/responses/FeastError" },
          "503": { "$ref": "#/components/responses/FeastError" }
        }
      }
    },
    "/materialize-incremental": {
      "post": {
        "operationId": "materializeIncremental",
        "summary": "Store what has changed since the last time",
        "requestBody": {
          "required": true,
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/MaterializeIncrementalRequest" } } }
        },
        "responses": {
          "200": { "description": "It has begun", "content": { "application/json": { "schema": { "type": "null" } } } },
          "404": { "$ref": "#/components/responses/FeastError" },
          "422": { "$ref": "#/components/responses/FeastError" },
          "503": { "$ref": "#/components/responses/FeastError" }
        }
      }
    })json";
}

std::string_view featureSchemas()
{
    return R"json(,
      "FeatureRequest": {
        "type": "object",
        "required": ["entities"],
        "properties": {
          "entities": {
            "type": "object",
            "additionalProperties": { "type": "array", "maxItems": 10000, "items": { "type": ["string", "number", "null"] } }
          },
          "features": { "type": ["array", "null"], "items": { "type": "string" } },
          "feature_service": { "type": ["string", "null"] },
          "full_feature_names": { "type": ["boolean", "null"] }
        },
        "examples": [{ "feature_service": "feed", "entities": { "user_id": [7, 8], "item_id": [12, 12] } }]
      },
      "FeatureAnswer": {
        "type": "object",
        "required": ["metadata", "results"],
        "properties": {
          "metadata": {
            "type": "object",
            "required": ["feature_names"],
            "properties": {
              "feature_names": { "type": "array", "items": { "type": "string" } },
              "stale": { "type": "boolean", "description": "The store could not be asked: values that were known last" }
            }
          },
          "results": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["values", "statuses", "event_timestamps"],
              "properties": {
                "values": { "type": "array", "items": { "type": ["number", "string", "null"] } },
                "statuses": {
                  "type": "array",
                  "items": { "enum": ["INVALID", "PRESENT", "NULL_VALUE", "NOT_FOUND", "OUTSIDE_MAX_AGE"] }
                },
                "event_timestamps": { "type": "array", "items": { "type": "string", "format": "date-time" } }
              }
            }
          }
        }
      },
      "DataFrame": { "type": "object", "additionalProperties": { "type": "array" } },
      "PushRequest": {
        "type": "object",
        "required": ["push_source_name", "df"],
        "properties": {
          "push_source_name": { "type": "string" },
          "df": { "$ref": "#/components/schemas/DataFrame" },
          "to": { "enum": ["online", "offline", "online_and_offline"] }
        }
      },
      "WriteRequest": {
        "type": "object",
        "required": ["feature_view_name", "df"],
        "properties": {
          "feature_view_name": { "type": "string" },
          "df": { "$ref": "#/components/schemas/DataFrame" }
        }
      },
      "MaterializeRequest": {
        "type": "object",
        "properties": {
          "start_ts": { "type": "string", "format": "date-time" },
          "end_ts": { "type": "string", "format": "date-time" },
          "feature_views": { "type": ["array", "null"], "items": { "type": "string" } },
          "disable_event_timestamp": { "type": "boolean", "description": "All of it, as of now" }
        }
      },
      "MaterializeIncrementalRequest": {
        "type": "object",
        "required": ["end_ts"],
        "properties": {
          "end_ts": { "type": "string", "format": "date-time" },
          "feature_views": { "type": ["array", "null"], "items": { "type": "string" } }
        }
      })json";
}

} // namespace slipway::serve

#include "core/serve/docs.h"

#include "core/serve/feature_docs.h"

#include <string>

namespace slipway::serve {

namespace {

std::string_view pageBegin()
{
    return R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slipway: feed ranking</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { padding: .8rem 1rem; overflow-x: auto; border: 1px solid #8886; border-radius: 6px; }
h2 { margin-top: 2.2rem; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .25rem 1.2rem .25rem 0; }
</style>
</head>
<body>
<h1>Feed ranking</h1>
<p>Slipway scores the items that you name for one user and sorts them, best first.
The same in machine-readable form: <a href="/openapi.json">openapi.json</a>.</p>

<h2 id="predict"><code>POST /predict</code></h2>
<table>
<tr><th>Member</th><th>What it is</th></tr>
<tr><td><code>user_id</code></td><td>whole number from 0</td></tr>
<tr><td><code>item_ids</code></td><td>1 to 10,000 whole numbers from 0; an item that is listed twice is scored twice</td></tr>
<tr><td><code>context</code></td><td>optional: <code>device</code> (text), <code>position</code> (whole number from 0),
<code>time</code> (ISO 8601 in UTC; without it the clock), <code>hour</code> (0 to 23, instead of the hour of the time)</td></tr>
</table>
<p>Members that are not listed here are ignored.</p>
<pre>curl -s -X POST -H 'Content-Type: application/json' \
  -d '{"user_id":123,"item_ids":[1001,1002,1003],"context":{"device":"mobile"}}' \
  http://127.0.0.1:8000/predict</pre>
<pre>{"user_id":123,"cold_start":false,
 "predictions":[{"item_id":1002,"score":0.41,"rank":1,"cold_start":false},
                {"item_id":1001,"score":0.17,"rank":2,"cold_start":false},
                {"item_id":1003,"score":0.08,"rank":3,"cold_start":true}],
 "model_version":"3","latency_ms":0.052}</pre>
<p><code>cold_start</code> says that a user or an item is new: it was scored from defaults. Items with equal scores keep
the order in which they were sent.</p>
<p>What goes wrong is answered as <code>application/problem+json</code> with one sentence in <code>detail</code>:
400 where the body is not JSON, 413 where it is too large, 422 where a member is missing or of the wrong kind,
503 while there is no model, or while the store of its features cannot answer; an unknown user is never the reason.
Where the store cannot be asked but the values that were known last can be had, they stand in, and the answer says so
with <code>X-Slipway-Stale: true</code>.</p>
)html";
}

std::string_view pageEnd()
{
    return R"html(
<h2 id="health"><code>GET /health</code></h2>
<p><code>status</code> is <code>healthy</code>, <code>degraded</code> (the newest version could not be loaded, the one
before is still served) or <code>unhealthy</code> (no model; status 503). <code>reason</code> says why.</p>
<pre>{"status":"healthy","scenario":"feed","model":{"id":"..."},"model_version":"3","uptime_seconds":12.5,"requests":42}</pre>

<h2 id="metrics"><code>GET /metrics</code></h2>
<p>Figures in Prometheus' text format: predictions, latency, errors, batch sizes, and what the process uses.</p>
</body>
</html>
)html";
}

std::string_view apiPaths()
{
    return R"json({
  "openapi": "3.1.0",
  "info": {
    "title": "Slipway feed ranking",
    "version": "1",
    "description": "Scores the items that you name for one user and sorts them, best first."
  },
  "paths": {
    "/predict": {
      "post": {
        "operationId": "predict",
        "summary": "Score items for a user",
        "requestBody": {
          "required": true,
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Request" } } }
        },
        "responses": {
          "200": {
            "description": "The items, best first",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Answer" } } }
          },
          "400": { "$ref": "#/components/responses/Problem" },
          "413": { "$ref": "#/components/responses/Problem" },
          "422": { "$ref": "#/components/responses/Problem" },
          "503": { "$ref": "#/components/responses/Problem" }
        }
      }
    },
    "/health": {
      "get": {
        "operationId": "health",
        "summary": "Whether the server can answer, and with which model",
        "responses": {
          "200": {
            "description": "A model is served",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Health" } } }
          },
          "503": {
            "description": "No model is served",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Health" } } }
          }
        }
      }
    },
    "/metrics": {
      "get": {
        "operationId": "metrics",
        "summary": "Figures in Prometheus' text format 0.0.4",
        "responses": { "200": { "description": "The figures", "content": { "text/plain": { "schema": { "type": "string" } } } } }
      }
    },
    "/docs": {
      "get": {
        "operationId": "docs",
        "summary": "This description for people",
        "responses": { "200": { "description": "A page", "content": { "text/html": { "schema": { "type": "string" } } } } }
      }
    },
    "/openapi.json": {
      "get": {
        "operationId": "openapi",
        "summary": "This description",
        "responses": { "200": { "description": "OpenAPI 3.1", "content": { "application/json": { "schema": { "type": "object" } } } } }
      }
    })json";
}

std::string_view apiComponents()
{
    return R"json(
  },
  "components": {
    "responses": {
      "Problem": {
        "description": "What went wrong, in one sentence",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
      },
      "FeastError": {
        "description": "What went wrong: a text that holds a JSON object with module, class and message",
        "content": { "application/json": { "schema": { "type": "string" } } }
      }
    },
    "schemas": {
      "Request": {
        "type": "object",
        "required": ["user_id", "item_ids"],
        "properties": {
          "user_id": { "type": "integer", "minimum": 0 },
          "item_ids": {
            "type": "array", "minItems": 1, "maxItems": 10000, "items": { "type": "integer", "minimum": 0 }
          },
          "context": {
            "type": ["object", "null"],
            "properties": {
              "device": { "type": ["string", "null"] },
              "position": { "type": ["integer", "null"], "minimum": 0 },
              "hour": { "type": ["integer", "null"], "minimum": 0, "maximum": 23 },
              "time": { "type": ["string", "null"], "format": "date-time" }
            }
          }
        },
        "examples": [{ "user_id": 123, "item_ids": [1001, 1002, 1003], "context": { "device": "mobile" } }]
      },
      "Answer": {
        "type": "object",
        "required": ["user_id", "cold_start", "predictions", "model_version", "latency_ms"],
        "properties": {
          "user_id": { "type": "integer" },
          "cold_start": { "type": "boolean", "description": "The user is new: defaults stood in" },
          "predictions": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["item_id", "score", "rank", "cold_start"],
              "properties": {
                "item_id": { "type": "integer" },
                "score": { "type": "number", "minimum": 0, "maximum": 1 },
                "rank": { "type": "integer", "minimum": 1 },
                "cold_start": { "type": "boolean", "description": "The item is new: defaults stood in" }
              }
            }
          },
          "model_version": { "type": "string" },
          "latency_ms": { "type": "number", "minimum": 0 }
        }
      },
      "Health": {
        "type": "object",
        "required": ["status", "model", "model_version", "uptime_seconds", "requests"],
        "properties": {
          "status": { "enum": ["healthy", "degraded", "unhealthy"] },
          "reason": { "type": "string" },
          "scenario": { "type": "string" },
          "model": { "type": ["object", "null"] },
          "model_version": { "type": ["string", "null"] },
          "uptime_seconds": { "type": "number" },
          "requests": { "type": "integer" },
          "features": { "type": ["object", "null"], "description": "The store and the feature sets that are served" }
        }
      },
      "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "error"],
        "properties": {
          "type": { "type": "string" },
          "title": { "type": "string" },
          "status": { "type": "integer" },
          "detail": { "type": "string" },
          "error": { "type": "string" },
          "id": { "type": "string" }
        }
      })json";
}

} // namespace

std::string_view docsPage()
{
    static const auto page = std::string(pageBegin()).append(featureDocs()).append(pageEnd());
    return page;
}

std::string_view openApi()
{
    static const auto api = std::string(apiPaths())
                                .append(featurePaths())
                                .append(apiComponents())
                                .append(featureSchemas())
                                .append("\n    }\n  }\n}\n");
    return api;
}

} // namespace slipway::serve

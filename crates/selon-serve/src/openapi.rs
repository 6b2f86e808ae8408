//! The description of the API, OpenAPI 3.1.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::problem::Result;
use crate::reply;
use crate::site::Site;

/// An address that answers with JSON: its path, what it answers, which parameters it takes.
const ROUTES: &str = include_str!("openapi.tsv");

/// Answers with the description.
pub async fn json(State(site): State<Site>) -> Result<Response> {
    reply::json(&description(site.program().version()))
}

/// The rows of the table: path, what it answers, its parameters by group.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ROUTES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or_default()))
    })
}

fn description(version: &str) -> Value {
    let mut paths = Map::new();
    for (path, summary, groups) in rows() {
        let mut parameters: Vec<Value> = Vec::new();
        for name in path.split('{').skip(1).filter_map(|p| p.split('}').next()) {
            parameters.push(json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
        }
        for group in groups.split_whitespace() {
            for (name, kind, about) in parameters_of(group) {
                parameters.push(json!({
                    "name": name, "in": "query", "required": false, "description": about,
                    "schema": { "type": kind },
                }));
            }
        }
        let answer = json!({
            "200": { "description": summary, "content": { "application/json": {} } },
            "400": { "$ref": "#/components/responses/Problem" },
            "404": { "$ref": "#/components/responses/Problem" },
        });
        paths.insert(
            path.to_owned(),
            json!({ "get": { "summary": summary, "parameters": parameters, "responses": answer } }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Selon", "version": version, "summary": "A dossier of reports: what happened, who says so, how surely" },
        "paths": paths,
        "components": {
            "responses": { "Problem": {
                "description": "What is wrong with the request",
                "content": { "application/json": { "schema": { "type": "object", "properties": {
                    "error": { "type": "string" }, "status": { "type": "integer" },
                } } } },
            } },
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

/// The parameters of a group: name, type, what it does.
fn parameters_of(group: &str) -> &'static [(&'static str, &'static str, &'static str)] {
    match group {
        "selection" => &[
            ("from", "string", "On this day or later: 2025-10-22, 2025-10, 2025"),
            ("to", "string", "On this day or before"),
            ("bbox", "string", "Within these degrees: west,south,east,north"),
            ("type", "string", "Of this type; may be given several times"),
            ("actor", "string", "In which somebody of this name takes part"),
            ("source", "string", "Behind which somebody stands, by the id of /sources.json"),
            ("place", "string", "In a town, a province, a country, by name or ISO code"),
            ("within", "number", "With place: at most so many km from it"),
            ("min_origins", "integer", "With at least so many independent origins"),
            ("disagreeing", "boolean", "In dispute"),
            ("without_point", "boolean", "Without a point on the map"),
            ("without_day", "boolean", "Without a day"),
            ("lang", "string", "Told by a report in this language: fr, en"),
            ("q", "string", "Told with these words"),
        ],
        "page" => &[("page", "integer", "Which page, from 1")],
        "search" => &[("q", "string", "Words, all of which are in the report")],
        "reports" => &[("originals", "boolean", "Those that repeat no other")],
        "export" => &[
            ("format", "string", "acled, ged, csv, geojson, jsonl, annotations, html"),
            ("blur", "number", "Coarsen coordinates to cells of so many km"),
            ("hxl", "boolean", "Add a row of HXL hashtags"),
        ],
        "job" => &[("job", "integer", "Which")],
        "zoom" => &[(
            "zoom",
            "number",
            "How far the map is zoomed in; above 5,000 events they are counted by squares",
        )],
        _ => &[],
    }
}

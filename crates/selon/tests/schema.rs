//! The published JSON Schema is that of the types, and readings fit it.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;

use selon::schema::SCHEMA;
use serde_json::Value;

use support::schema_check::violations;

#[test]
fn the_published_schema_is_that_of_the_types() {
    let made = serde_json::to_string_pretty(&selon_model::schema::reading_schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reading.schema.json");
        std::fs::write(path, &made).unwrap();
        return;
    }
    assert!(
        made == SCHEMA,
        "the types changed: write docs/reading.schema.json anew with \
         UPDATE_SCHEMA=1 cargo test -p selon --test schema, and tell of it in CHANGELOG.md"
    );
}

#[test]
fn a_full_reading_fits() {
    let reading = serde_json::to_value(support::full_reading()).unwrap();
    assert_eq!(violations(&schema(), &reading), Vec::<String>::new());
}

#[test]
fn the_examples_fit() {
    for (name, _, reading) in support::example_readings() {
        let reading = serde_json::to_value(reading).unwrap();
        assert_eq!(violations(&schema(), &reading), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let mut reading = serde_json::to_value(support::full_reading()).unwrap();
    reading["events"][0]["claims"][0]["certainty"] = "sure".into();
    reading["events"][0]["figures"][0]["low"] = (-1).into();
    reading["attributions"][0].as_object_mut().unwrap().remove("id");
    assert_eq!(violations(&schema(), &reading).len(), 3);
}

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

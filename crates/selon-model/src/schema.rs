//! The JSON Schema of a [`Reading`], made from the types. `docs/reading.schema.json`
//! is what this gives; a test of the `selon` crate keeps the two the same.

use schemars::Schema;
use schemars::generate::SchemaSettings;

use crate::reading::{Reading, SCHEMA};

/// The schema, draft 2020-12.
pub fn reading_schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Reading>();
    schema.insert("$id".into(), format!("urn:{}", SCHEMA.replace(['.', '/'], ":")).into());
    schema.insert("title".into(), "A reading of one report".into());
    if let Some(name) = schema.pointer_mut("/properties/schema") {
        *name = serde_json::json!({ "const": SCHEMA, "description": "The name and version of the form." });
    }
    schema
}

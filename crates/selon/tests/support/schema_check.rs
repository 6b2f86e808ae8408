//! As much of JSON Schema as the schema of the reading uses.

use serde_json::Value;

/// What of `value` does not fit `schema`, each with its path.
pub fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let Value::Object(keywords) = schema else { return };
    for (keyword, rule) in keywords {
        match keyword.as_str() {
            "$ref" => {
                let target = rule.as_str().and_then(|r| r.strip_prefix('#')).unwrap();
                check(root, root.pointer(target).unwrap(), value, path, found);
            }
            "type" => {
                let fits = match rule {
                    Value::Array(types) => types.iter().any(|t| is(value, t.as_str().unwrap())),
                    one => is(value, one.as_str().unwrap()),
                };
                if !fits {
                    found.push(format!("{path}: {value} is not {rule}"));
                }
            }
            "const" if value != rule => found.push(format!("{path}: {value} is not {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => {
                found.push(format!("{path}: {value} is none of {rule}"));
            }
            "minimum" if value.as_f64().is_some_and(|v| v < rule.as_f64().unwrap()) => {
                found.push(format!("{path}: {value} is less than {rule}"));
            }
            "maximum" if value.as_f64().is_some_and(|v| v > rule.as_f64().unwrap()) => {
                found.push(format!("{path}: {value} is more than {rule}"));
            }
            "required" if value.is_object() => {
                for name in rule.as_array().unwrap().iter().map(|n| n.as_str().unwrap()) {
                    if value.get(name).is_none() {
                        found.push(format!("{path}: there is no {name}"));
                    }
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(root, rule, value, &format!("{path}/{name}"), found);
                    }
                }
            }
            "minItems" | "maxItems" => {
                let (length, bound) = (value.as_array().map(Vec::len), rule.as_u64().unwrap());
                let fits = |n: usize| {
                    if keyword == "minItems" { n as u64 >= bound } else { n as u64 <= bound }
                };
                if !length.is_none_or(fits) {
                    found.push(format!("{path}: {keyword} is {rule}"));
                }
            }
            "items" => {
                for (i, value) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, value, &format!("{path}/{i}"), found);
                }
            }
            "anyOf" | "oneOf" => {
                let fits = |rule: &&Value| {
                    let mut found = Vec::new();
                    check(root, rule, value, path, &mut found);
                    found.is_empty()
                };
                if !rule.as_array().unwrap().iter().any(|rule| fits(&rule)) {
                    found.push(format!("{path}: {value} fits none of the choices"));
                }
            }
            "const" | "enum" | "minimum" | "maximum" | "required" | "$schema" | "$id" | "$defs"
            | "title" | "description" | "format" | "default" => {}
            other => panic!("the schema uses {other}, which is not checked yet"),
        }
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

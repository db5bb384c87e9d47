//! The tables of keys as JSON Schema (draft 7), for editors that complete and check YAML.
//!
//! The schema of settings refuses unknown keys, as Griot does. That of front matter allows them.

use super::{FRONT_MATTER, SETTINGS, SettingSection, SettingSpec, ValueShape};
use serde_json::{Map, Value, json};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The JSON Schema of `griot.yaml`, as text.
pub fn settings_schema() -> String {
    let mut schema = json!({"$schema": DRAFT, "title": "griot.yaml"});
    extend(&mut schema, section(SettingSection::Site));
    to_text(&schema)
}

/// The JSON Schema of the front matter of an article, as text.
pub fn front_matter_schema() -> String {
    let mut properties = Map::new();
    for spec in FRONT_MATTER {
        let mut shapes = alternatives(spec.shape);
        // a key without a value is as good as none
        shapes.push(json!({"type": "null"}));
        for name in spec.names() {
            let description = format!("{} `{}`", without_links(spec.meaning), spec.example);
            let value = json!({"description": description, "anyOf": shapes});
            properties.insert(name.to_string(), value);
        }
    }
    to_text(&json!({
        "$schema": DRAFT,
        "title": "Front matter",
        "type": "object",
        "properties": properties,
    }))
}

fn to_text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// The schema of a mapping with the keys of a section.
fn section(section: SettingSection) -> Value {
    let specs = || SETTINGS.iter().filter(|spec| spec.section == section);
    let properties = specs().map(|spec| (spec.key.name().to_string(), property(spec)));
    let required = specs().filter(|spec| spec.default == "required");
    let required: Vec<&str> = required.map(|spec| spec.key.name()).collect();
    json!({
        "type": "object",
        "properties": properties.collect::<Map<_, _>>(),
        "required": required,
        "additionalProperties": false,
    })
}

fn property(spec: &SettingSpec) -> Value {
    let mut description = without_links(spec.meaning);
    if spec.default != "required" {
        description.push_str(&format!(" Default: {}.", spec.default));
    }
    let mut value = json!({"description": description});
    extend(&mut value, any_of(spec.shape));
    value
}

/// The schema of a value that has one of these forms.
fn any_of(shapes: &[ValueShape]) -> Value {
    match shapes {
        [only] => of_shape(*only),
        several => json!({"anyOf": alternatives(several)}),
    }
}

fn alternatives(shapes: &[ValueShape]) -> Vec<Value> {
    shapes.iter().map(|shape| of_shape(*shape)).collect()
}

fn of_shape(shape: ValueShape) -> Value {
    match shape {
        ValueShape::Text => json!({"type": ["string", "number"]}),
        ValueShape::Flag => json!({"type": "boolean"}),
        ValueShape::Number => json!({"type": "number"}),
        ValueShape::OneOf(words) => json!({"enum": words}),
        ValueShape::Words([]) => words(&json!({"type": ["string", "number"]})),
        ValueShape::Words(known) => words(&json!({"enum": known})),
        ValueShape::List(items) => json!({"type": "array", "items": any_of(items)}),
        ValueShape::Named(values) => {
            json!({"type": ["object", "null"], "additionalProperties": any_of(values)})
        }
        ValueShape::Section(name) => section(name),
        ValueShape::Anything => json!({}),
    }
}

/// A list of words, or one text with commas.
fn words(word: &Value) -> Value {
    json!({"anyOf": [{"type": "array", "items": word}, {"type": ["string", "number"]}]})
}

fn extend(schema: &mut Value, with: Value) {
    if let (Value::Object(schema), Value::Object(with)) = (schema, with) {
        schema.extend(with);
    }
}

/// Markdown with the words of its links, without their addresses, which lead nowhere in an editor.
fn without_links(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(end) = rest.find("](") {
        let Some(start) = rest[..end].rfind('[') else {
            break;
        };
        let Some(close) = rest[end..].find(')') else {
            break;
        };
        text.push_str(&rest[..start]);
        text.push_str(&rest[start + 1..end]);
        rest = &rest[end + close + 1..];
    }
    text + rest
}

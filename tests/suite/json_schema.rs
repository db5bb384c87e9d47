//! `griot schema`: the JSON Schemas accept every example of the manual and every sample site, and refuse
//! what Griot refuses.

use crate::program_runner::Folder;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A schema, of the keywords that Griot writes. A validator of all of JSON Schema would bring features of
/// its dependencies with it, and the tests would compile the grammars a second time.
struct Validator(Value);

impl Validator {
    fn refusal(&self, yaml: &str) -> Option<String> {
        match serde_yaml::from_str(yaml) {
            Ok(value) => refusal(&self.0, &value),
            Err(error) => Some(error.to_string()),
        }
    }

    #[track_caller]
    fn accept(&self, place: &str, yaml: &str) {
        if let Some(refusal) = self.refusal(yaml) {
            panic!("{place}: {refusal}\n{yaml}");
        }
    }
}

/// The first keyword of a schema that a value breaks, and the value.
fn refusal(schema: &Value, value: &Value) -> Option<String> {
    let keywords = schema.as_object().expect("a schema");
    keywords.iter().find_map(|(keyword, rule)| {
        let passes = match keyword.as_str() {
            "$schema" | "title" | "description" => true,
            "type" => is_of_type(rule, value),
            "enum" => rule.as_array().expect("values").contains(value),
            "anyOf" => {
                let mut schemas = rule.as_array().expect("schemas").iter();
                schemas.any(|schema| refusal(schema, value).is_none())
            }
            "required" => {
                let mut keys = rule.as_array().expect("keys").iter();
                keys.all(|key| value.get(key.as_str().expect("a key")).is_some())
            }
            "items" => {
                let mut items = value.as_array().into_iter().flatten();
                return items.find_map(|item| refusal(rule, item));
            }
            "properties" => {
                let mut entries = value.as_object().into_iter().flatten();
                return entries.find_map(|(key, value)| refusal(rule.get(key)?, value));
            }
            "additionalProperties" => {
                let is_own = |key: &str| {
                    schema
                        .pointer("/properties")
                        .is_some_and(|own| own.get(key).is_some())
                };
                let entries = value.as_object().into_iter().flatten();
                let mut others = entries.filter(|(key, _)| !is_own(key));
                return others.find_map(|(key, value)| match rule {
                    Value::Bool(false) => Some(format!("unknown key {key}")),
                    rule => refusal(rule, value),
                });
            }
            other => panic!("{other} is no keyword that the test knows"),
        };
        (!passes).then(|| format!("{keyword} {rule}: {value}"))
    })
}

fn is_of_type(rule: &Value, value: &Value) -> bool {
    let own = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let names = rule
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![rule.clone()]);
    names.iter().any(|name| name == own)
}

fn schema(arguments: &[&str]) -> Value {
    let text = Folder::empty()
        .run_ok(&[&["schema"], arguments].concat())
        .out;
    serde_json::from_str(&text).expect("JSON")
}

fn settings() -> Validator {
    Validator(schema(&[]))
}

/// The settings of which an example may show a part.
fn parts_of_settings() -> Validator {
    let mut schema = schema(&["settings"]);
    schema["required"] = json!([]);
    Validator(schema)
}

fn front_matter() -> Validator {
    Validator(schema(&["front-matter"]))
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files_below(folder: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(in_repository(folder)).into_iter();
    let entries = entries.map(|entry| entry.expect("an entry").into_path());
    entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect()
}

/// The text between the first two lines `---`.
fn front_matter_of(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("---\n")?;
    Some(rest.split_once("\n---")?.0)
}

/// The blocks of code of a Markdown text, in these languages.
fn blocks<'t>(text: &'t str, languages: &[&str]) -> Vec<&'t str> {
    let mut parts = text.split("\n```");
    parts.next();
    let parts: Vec<&str> = parts.collect();
    let block = |part: &&'t str| {
        let (language, block) = part.split_once('\n')?;
        languages.contains(&language.trim()).then_some(block)
    };
    parts.iter().filter_map(block).collect()
}

/// Whether an example shows settings: its first key is one of them, and none of an article or a theme.
fn shows_settings(block: &str) -> bool {
    let known = griot::keys::SETTINGS.iter();
    let known: Vec<&str> = known
        .filter(|spec| spec.section == griot::keys::SettingSection::Site)
        .map(|spec| spec.key.name())
        .collect();
    let Ok(Value::Object(value)) = serde_yaml::from_str::<Value>(block) else {
        return false;
    };
    !value.is_empty() && value.keys().all(|key| known.contains(&key.as_str()))
}

#[test]
fn every_example_of_the_manual_validates() {
    let (settings, front_matter) = (parts_of_settings(), front_matter());
    let mut counts = [0, 0];
    let mut files = files_below("docs");
    files.extend(["README.md", "README.fr.md"].map(in_repository));
    for path in files {
        let place = path.display().to_string();
        let text = fs::read_to_string(&path).expect("a page");
        for block in blocks(&text, &["yaml", "markdown"]) {
            if let Some(front) = front_matter_of(block) {
                front_matter.accept(&place, front);
                counts[0] += 1;
            } else if shows_settings(block) {
                settings.accept(&place, block);
                counts[1] += 1;
            }
        }
    }
    assert!(counts[0] >= 5 && counts[1] >= 10, "{counts:?}");
}

#[test]
fn the_examples_of_the_tables_validate() {
    let validator = front_matter();
    for spec in griot::keys::FRONT_MATTER {
        validator.accept(spec.example, spec.example);
    }
}

#[test]
fn sample_sites_validate() {
    let validator = settings();
    for site in [
        "",
        "docs",
        "tests/sites/hugo",
        "tests/sites/jekyll",
        "tests/sites/three-languages",
        "tests/sites/everything",
    ] {
        let path = in_repository(site).join("griot.yaml");
        validator.accept(site, &fs::read_to_string(path).expect("settings"));
    }
    let validator = front_matter();
    // an article without front matter, and one with its own in TOML, are read as nothing
    for path in files_below("content") {
        let text = fs::read_to_string(&path).expect("an article");
        let front = front_matter_of(&text).unwrap_or("{}");
        validator.accept(&path.display().to_string(), front);
    }
}

#[test]
fn what_griot_refuses_is_refused() {
    let validator = settings();
    let whole = "base_url: https://blog.example\nlanguages: {fr: {title: Blog}}\n";
    assert_eq!(validator.refusal(whole), None);
    for wrong in [
        "paginate: many",
        "colour: red",
        "feeds: [atom, gopher]",
        "tags: [a, b]",
        "images: {sizes: [400]}",
        "check: {links: sometimes}",
    ] {
        let refusal = validator.refusal(&format!("{whole}{wrong}\n"));
        assert!(refusal.is_some(), "{wrong}");
    }
    assert!(
        validator
            .refusal("base_url: https://blog.example")
            .is_some()
    );
    assert!(front_matter().refusal("draft: peut-être").is_some());
}

#[test]
fn a_new_site_names_its_schema() {
    let folder = Folder::empty();
    folder.run_ok(&["new", "site", "."]);
    let settings = folder.read("griot.yaml");
    let first = settings.lines().next();
    assert_eq!(
        first,
        Some("# yaml-language-server: $schema=./griot.schema.json")
    );
    let printed = folder.run_ok(&["schema"]).out;
    assert_eq!(folder.read("griot.schema.json"), printed);
    self::settings().accept("a new site", &settings);
}

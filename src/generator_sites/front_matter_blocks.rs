//! [`SourceFile`]: a file split into its front matter, in YAML, TOML or JSON, and its text.

use crate::diagnostic::English;
use crate::yaml_and_toml::{Document, Format, Mapping, Value, values_of};
use std::sync::Arc;

/// A file as its generator reads it.
#[derive(Debug, Clone, Default)]
pub struct SourceFile {
    /// The values of the front matter.
    pub values: Mapping,
    /// The text.
    pub body: String,
    /// What is wrong with the front matter.
    pub problem: Option<String>,
    /// Whether there is front matter at all, if only an empty one.
    pub has_front_matter: bool,
}

/// A block of front matter and where it ends.
struct Block<'t> {
    format: BlockFormat,
    inner: &'t str,
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BlockFormat {
    Yaml,
    Toml,
    Json,
}

impl SourceFile {
    /// Splits a file.
    pub fn read(path: &str, text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let Some(block) = find_block(&text) else {
            return SourceFile {
                body: text,
                ..SourceFile::default()
            };
        };
        let read = values(path, &block);
        let (values, problem) = match read {
            Ok(values) => (values, None),
            Err(problem) => (Mapping::new(), Some(problem)),
        };
        SourceFile {
            values,
            problem,
            body: text[block.end..].to_string(),
            has_front_matter: true,
        }
    }
}

fn find_block(text: &str) -> Option<Block<'_>> {
    let (first, rest) = text.split_once('\n')?;
    let (format, fence) = match first.trim_end() {
        "---" => (BlockFormat::Yaml, "---"),
        "+++" => (BlockFormat::Toml, "+++"),
        // Hexo takes YAML without its first fence
        _ if first.starts_with('{') => return json_block(text),
        ";;;" => (BlockFormat::Json, ";;;"),
        _ => return None,
    };
    let start = text.len() - rest.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        let end = at + line.len();
        let bare = line.trim_end();
        if bare == fence || (format == BlockFormat::Yaml && bare == "...") {
            let inner = &text[start..at];
            return Some(Block { format, inner, end });
        }
        at = end;
    }
    None
}

fn json_block(text: &str) -> Option<Block<'_>> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let is_object = values.next()?.ok()?.is_object();
    let inner = &text[..values.byte_offset()];
    let rest = &text[inner.len()..];
    let end = inner.len() + rest.find('\n').map_or(rest.len(), |at| at + 1);
    (is_object && rest[..end - inner.len()].trim().is_empty()).then_some(Block {
        format: BlockFormat::Json,
        inner,
        end,
    })
}

fn values(path: &str, block: &Block<'_>) -> Result<Mapping, String> {
    let value = match block.format {
        BlockFormat::Yaml => read_yaml(path, block.inner)?,
        BlockFormat::Toml => read_document(Format::Toml, path, block.inner)?,
        BlockFormat::Json => {
            let text = match block.inner.trim_start().starts_with('{') {
                true => block.inner.to_string(),
                false => format!("{{{}}}", block.inner),
            };
            serde_json::from_str(&text).map_err(|error| error.to_string())?
        }
    };
    match value {
        Value::Mapping(mapping) => Ok(mapping),
        Value::Null => Ok(Mapping::new()),
        _ => Err("no keys and values".to_string()),
    }
}

/// Reads YAML as other programs do: what Griot refuses, such as a key written twice, is read where
/// a plain reader reads it.
pub fn read_yaml(path: &str, text: &str) -> Result<Value, String> {
    read_document(Format::Yaml, path, text).or_else(|problem| {
        let without_twice = || values_of::<Value>(&without_repeated_keys(text));
        let read = values_of::<Value>(text).or_else(|_| without_twice());
        read.map_err(|_| problem)
    })
}

/// Reads a whole file of settings.
pub fn read_document(format: Format, path: &str, text: &str) -> Result<Value, String> {
    let path: Arc<str> = path.into();
    let read = Document::read(format, &path, text, 0..text.len());
    match read {
        Ok(document) => Ok(document.root().value().clone()),
        Err(problems) => {
            let first = problems.first();
            Err(first.map_or(String::new(), |problem| problem.message(&English)))
        }
    }
}

/// Text of YAML without keys of the first level that come again: the last one counts.
fn without_repeated_keys(text: &str) -> String {
    let key_of = |line: &str| -> Option<String> {
        let is_key = line.starts_with(|c: char| c.is_alphanumeric());
        let key = line.split_once(':').filter(|_| is_key)?.0;
        Some(key.to_string())
    };
    let lines: Vec<&str> = text.lines().collect();
    let keys: Vec<Option<String>> = lines.iter().map(|line| key_of(line)).collect();
    let mut kept = Vec::new();
    let mut is_kept = true;
    for (at, line) in lines.iter().enumerate() {
        if let Some(key) = &keys[at] {
            is_kept = !keys[at + 1..].contains(&Some(key.clone()));
        }
        if is_kept {
            kept.push(*line);
        }
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::SourceFile;
    use crate::generator_sites::value_tree::text;

    #[test]
    fn three_formats() {
        let case = |written: &str| {
            let file = SourceFile::read("a.md", written);
            assert_eq!(text(&file.values, "title").as_deref(), Some("A b"));
            assert_eq!(file.body, "Text\n");
        };
        case("---\ntitle: A b\n---\nText\n");
        case("+++\ntitle = \"A b\"\n+++\nText\n");
        case("{\n\"title\": \"A b\"\n}\nText\n");
        case("\u{feff}---\r\ntitle: A b\r\n---\r\nText\r\n");
        case("---\ntitle: x\ntitle: A b\n---\nText\n");
        let file = SourceFile::read("a.md", "Text\n");
        assert_eq!(
            (file.body.as_str(), file.has_front_matter),
            ("Text\n", false)
        );
        assert!(
            SourceFile::read("a.md", "---\na: [\n---\n")
                .problem
                .is_some()
        );
    }
}

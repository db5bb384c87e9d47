//! Reads the flat arrays that plugins keep as PHP's serialized text: `a:1:{s:2:"fr";i:12;}`.

/// An entry of an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhpEntry {
    /// The key as text.
    pub key: String,
    /// The value as text; empty for an array or an object.
    pub value: String,
}

/// The entries of an array; those before the first thing that is no string, number or flag.
pub fn php_array(text: &str) -> Vec<PhpEntry> {
    let Some(start) = text.trim().strip_prefix("a:") else {
        return Vec::new();
    };
    let Some((_, mut rest)) = start.split_once('{') else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    while let Some(key) = scalar(&mut rest) {
        let Some(value) = scalar(&mut rest) else {
            break;
        };
        entries.push(PhpEntry { key, value });
    }
    entries
}

/// Takes a string, a number or a flag from the start of a text.
fn scalar(rest: &mut &str) -> Option<String> {
    let kind = rest.get(..2)?;
    let after = &rest[2..];
    if kind == "s:" {
        let (length, after) = after.split_once(":\"")?;
        let length: usize = length.parse().ok()?;
        let value = after.get(..length)?;
        *rest = after.get(length..)?.strip_prefix("\";")?;
        return Some(value.to_string());
    }
    if kind == "N;" {
        *rest = after;
        return Some(String::new());
    }
    if !matches!(kind, "i:" | "b:" | "d:") {
        return None;
    }
    let (value, after) = after.split_once(';')?;
    *rest = after;
    Some(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::php_array;

    #[test]
    fn entries_of_polylang() {
        let entries = php_array("a:3:{s:2:\"fr\";i:12;s:2:\"en\";i:15;s:4:\"sync\";a:0:{}}");
        let texts: Vec<String> = entries
            .iter()
            .map(|entry| format!("{}={}", entry.key, entry.value))
            .collect();
        assert_eq!(texts, ["fr=12", "en=15"]);
        assert!(php_array("a:9999:{s:99:\"x\";i:1;}").is_empty());
        assert!(php_array("words").is_empty());
    }
}

//! Codes of languages as plugins write them, and as Griot does.

/// A code for Griot: `fr`, `pt-BR`; `None` for what is no code.
pub fn language_code(written: &str) -> Option<String> {
    let mut parts = written.trim().split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    let is_primary =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_primary {
        return None;
    }
    let mut code = primary;
    for part in parts {
        let is_letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        match part.len() {
            2 if is_letters => code.push_str(&format!("-{}", part.to_ascii_uppercase())),
            4 if is_letters => {
                let (first, rest) = part.split_at(1);
                let script = format!(
                    "-{}{}",
                    first.to_ascii_uppercase(),
                    rest.to_ascii_lowercase()
                );
                code.push_str(&script);
            }
            _ => break,
        }
    }
    Some(code)
}

/// The language without its country: `fr` of `fr-FR`.
pub fn primary(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::language_code;

    #[test]
    fn codes() {
        let case = |written: &str, code: Option<&str>| {
            assert_eq!(language_code(written).as_deref(), code, "{written}");
        };
        case("fr", Some("fr"));
        case("pt-br", Some("pt-BR"));
        case("fr_FR", Some("fr-FR"));
        case("zh_hans", Some("zh-Hans"));
        case("francais", None);
        case("", None);
    }
}

//! [`redact`]: takes secrets out of what servers and programs say, before it is shown.

#![expect(clippy::disallowed_methods, reason = "the shell reads the environment")]

/// Parts of the names of variables whose values nobody may see.
const SECRET_NAMES: [&str; 8] = [
    "SECRET",
    "TOKEN",
    "PASSWORD",
    "PASSWD",
    "ACCESS_KEY",
    "ACCOUNT_KEY",
    "SAS",
    "CREDENTIAL",
];

/// The length of the longest text that is shown.
const MOST_CHARS: usize = 300;

/// One line without secrets: users and queries of addresses, and values of variables that are secret by their
/// names, are replaced.
pub fn redact(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, value) in std::env::vars_os() {
        let name = name.to_string_lossy().to_ascii_uppercase();
        let value = value.to_string_lossy();
        let is_secret = SECRET_NAMES.iter().any(|part| name.contains(part));
        if is_secret && value.len() >= 4 {
            text = text.replace(&*value, "***");
        }
    }
    let words: Vec<String> = text.split(' ').map(without_secrets).collect();
    let text = words.join(" ");
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A word without the user and the query of an address.
fn without_secrets(word: &str) -> String {
    let Some((scheme, rest)) = word.split_once("://") else {
        return word.to_string();
    };
    let rest = match rest.find(['?', '#']) {
        Some(end) => &rest[..end],
        None => rest,
    };
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{rest}")
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn addresses_lose_users_and_queries() {
        let case = |text: &str, expected: &str| assert_eq!(redact(text), expected);
        case(
            "fatal: unable to access 'https://awa:s3cret@git.example/x.git/': 403",
            "fatal: unable to access 'https://git.example/x.git/': 403",
        );
        case(
            "error sending request for url (https://a.blob.example/c/f?sv=1&sig=abc)",
            "error sending request for url (https://a.blob.example/c/f",
        );
        case(
            "ssh: connect to host\n x port 22",
            "ssh: connect to host x port 22",
        );
    }
}

//! Names the attributes whose value is an address, and what a browser does with it (WHATWG HTML,
//! “Attributes”; SVG 2 and SVG Animations; MathML Core).

/// What an attribute does with its addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// One address of a page or file, which the site resolves.
    Resolved,
    /// A list of pictures, each of which the site resolves.
    PictureSet,
    /// Addresses that stay as they are written. Each may be all of the value, or a part of it
    /// between spaces, commas and semicolons.
    Checked,
    /// A document.
    Document,
}

/// What the attribute `name` of an element does with its value; `None` when it is no address.
pub fn address_kind(element: &str, name: &str) -> Option<AddressKind> {
    let kind = match name {
        "href" | "src" | "poster" | "xlink:href" | "background" => AddressKind::Resolved,
        "data" if element == "object" => AddressKind::Resolved,
        "srcset" | "imagesrcset" => AddressKind::PictureSet,
        "srcdoc" => AddressKind::Document,
        "action" | "archive" | "attributionsrc" | "cite" | "classid" | "code" | "codebase"
        | "data" | "dynsrc" | "formaction" | "longdesc" | "lowsrc" | "manifest" | "ping"
        | "profile" | "usemap" => AddressKind::Checked,
        "by" | "from" | "to" | "values" if is_animation(element) => AddressKind::Checked,
        "value" if element == "param" => AddressKind::Checked,
        // `href` in a namespace of its own, in feeds that are read as XML
        _ if name.ends_with(":href") || name.ends_with(":src") => AddressKind::Checked,
        _ => return None,
    };
    Some(kind)
}

/// Whether an attribute shows a picture or a video, and leads nowhere.
pub fn is_media(element: &str, name: &str) -> bool {
    match name {
        "src" | "srcset" | "poster" | "imagesrcset" | "background" => true,
        "href" | "xlink:href" => matches!(element, "image" | "feimage"),
        _ => false,
    }
}

/// Whether an element changes an attribute of another one, which can be an address.
fn is_animation(element: &str) -> bool {
    matches!(
        element,
        "animate" | "animatecolor" | "animatemotion" | "animatetransform" | "set"
    )
}

/// A candidate of a `srcset`: an address, and what follows it up to the next one.
#[derive(Debug, PartialEq, Eq)]
pub struct PictureCandidate<'v> {
    /// Spaces and commas before the address.
    pub before: &'v str,
    pub address: &'v str,
    /// The size, such as ` 2x`.
    pub descriptor: &'v str,
}

/// The candidates in `a.png 1x, b.png 2x`: each address ends at a space, and a comma separates
/// its size from the next (WHATWG HTML 4.8.4.3.11, without descriptors in brackets).
pub fn picture_candidates(set: &str) -> Vec<PictureCandidate<'_>> {
    let is_space = |c: char| c.is_ascii_whitespace();
    let mut candidates = Vec::new();
    let mut rest = set;
    while !rest.is_empty() {
        let address = rest.trim_start_matches(|c: char| is_space(c) || c == ',');
        let before = &rest[..rest.len() - address.len()];
        let end = address.find(is_space).unwrap_or(address.len());
        let written = &address[..end];
        let bare = written.trim_end_matches(',');
        let descriptor_end = match bare.len() < written.len() {
            true => bare.len(),
            false => address[end..]
                .find(',')
                .map_or(address.len(), |at| end + at),
        };
        candidates.push(PictureCandidate {
            before,
            address: bare,
            descriptor: &address[bare.len()..descriptor_end],
        });
        rest = &address[descriptor_end..];
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::picture_candidates;

    #[track_caller]
    fn case(set: &str, expected: &[&str]) {
        let candidates = picture_candidates(set);
        let addresses: Vec<&str> = candidates.iter().map(|c| c.address).collect();
        assert_eq!(addresses, expected, "{set}");
        let all = candidates
            .iter()
            .flat_map(|c| [c.before, c.address, c.descriptor]);
        assert_eq!(all.collect::<String>(), set, "nothing is lost");
    }

    #[test]
    fn addresses_end_at_spaces_and_commas() {
        case("a.png", &["a.png"]);
        case("a.png 1x, b.png 2x", &["a.png", "b.png"]);
        case(
            "a.png, b.png 480w,c.png 2x ,d,e.png 3x",
            &["a.png", "b.png", "c.png", "d,e.png"],
        );
        case(" a.png", &["a.png"]);
        case("a.png,", &["a.png", ""]);
        case("", &[]);
        case(" , ", &[""]);
    }
}

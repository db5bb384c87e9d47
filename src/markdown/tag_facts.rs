//! What a page and the site have to know of a tag of raw HTML.

/// The addresses and names in a start tag, and the kind of its element.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TagFacts {
    /// The addresses but those of scripts, in their order.
    pub addresses: Vec<TagAddress>,
    /// The values of `id` and `name`.
    pub anchors: Vec<TagAnchor>,
    /// Whether it begins a frame.
    pub is_frame: bool,
    /// Whether it is an image without the attribute `alt`. An empty `alt` marks an ornament.
    pub lacks_alt: bool,
}

/// An address in a tag.
#[derive(Debug, PartialEq, Eq)]
pub struct TagAddress {
    /// The address without character references.
    pub target: String,
    /// Whether it shows a picture or a video, and leads nowhere.
    pub is_media: bool,
    /// Byte of the tag where the address belongs; `None` when it is there already.
    pub slot: Option<usize>,
}

/// A name that links can lead to.
#[derive(Debug, PartialEq, Eq)]
pub struct TagAnchor {
    pub name: String,
    /// Whether it is the `id` of an element, which has to be unique.
    pub is_id: bool,
}

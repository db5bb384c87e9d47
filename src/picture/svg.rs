//! Reads the size of SVG drawings from their root element.
//!
//! Takes the first bytes of a file and gives its header. Pages show an SVG with `<img>` and never
//! as markup, so that no script in it runs; therefore nothing here cleans it.

use super::{PictureError, PictureFormat, PictureHeader};
use quick_xml::events::{BytesStart, Event};

/// Size that browsers give a drawing without one (CSS 2.2, 10.3.2).
const DEFAULT_WIDTH: f64 = 300.0;
const DEFAULT_HEIGHT: f64 = 150.0;

/// Width of a drawing that states proportions and no size. It is wider than any text column, so
/// that the theme decides.
const FULL_WIDTH: f64 = 1200.0;

/// Proportions of a `viewBox`, in units of the drawing.
struct ViewBox {
    width: f64,
    height: f64,
}

/// Whether the bytes may begin an SVG drawing.
pub(super) fn is_svg(start: &[u8]) -> bool {
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    let text = start.trim_ascii_start();
    text.starts_with(b"<") && memchr::memmem::find(text, b"svg").is_some()
}

pub(super) fn read_header(start: &[u8]) -> Result<PictureHeader, PictureError> {
    let mut reader = quick_xml::Reader::from_reader(start);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                return match root.local_name().as_ref() {
                    "svg" => Ok(root_size(&root)),
                    _ => Err(PictureError::UnsupportedFormat),
                };
            }
            Ok(Event::Eof) | Err(_) => return Err(PictureError::Truncated),
            Ok(_) => {}
        }
    }
}

fn root_size(root: &BytesStart) -> PictureHeader {
    let attribute = |name: &str| {
        let attribute = root.try_get_attribute(name).ok()??;
        Some(attribute.value.into_owned())
    };
    let side = |name| attribute(name).and_then(|value| length_in_pixels(&value));
    let view_box = attribute("viewBox").and_then(|value| parse_view_box(&value));
    let (width, height) = match (side("width"), side("height"), view_box) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some(view)) => (width, width * view.height / view.width),
        (None, Some(height), Some(view)) => (height * view.width / view.height, height),
        (None, None, Some(view)) => (FULL_WIDTH, FULL_WIDTH * view.height / view.width),
        (width, height, None) => (
            width.unwrap_or(DEFAULT_WIDTH),
            height.unwrap_or(DEFAULT_HEIGHT),
        ),
    };
    let whole = |side: f64| side.round().clamp(1.0, 1e6) as u32;
    PictureHeader::new(PictureFormat::Svg, whole(width), whole(height))
}

/// Converts a CSS length to pixels (CSS Values 4, 6.2); `None` for a relative length.
fn length_in_pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let factor = match &length[number.len()..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    let number: f64 = number.trim_end().parse().ok()?;
    (number.is_finite() && number > 0.0).then_some(number * factor)
}

fn parse_view_box(value: &str) -> Option<ViewBox> {
    let numbers = value.split(|c: char| c.is_whitespace() || c == ',');
    let mut sides = numbers.filter(|number| !number.is_empty()).skip(2);
    let mut side = || {
        let side: f64 = sides.next()?.parse().ok()?;
        (side.is_finite() && side > 0.0).then_some(side)
    };
    Some(ViewBox {
        width: side()?,
        height: side()?,
    })
}

/// Reads the drawing to its end: every element is closed, as browsers want it.
pub(super) fn read_whole(bytes: &[u8]) -> Result<(), PictureError> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut open = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => open += 1,
            Ok(Event::End(_)) => open = open.saturating_sub(1),
            Ok(Event::Eof) if open == 0 => return Ok(()),
            Ok(Event::Eof) | Err(quick_xml::Error::Syntax(_)) => {
                return Err(PictureError::Truncated);
            }
            Ok(_) => {}
            Err(_) => return Err(PictureError::Damaged),
        }
    }
}

//! SVG: the size that its root element names. It is shown as an image and never as markup, so
//! that no script in it runs.

use super::{Kind, Measure, Wrong};
use quick_xml::events::{BytesStart, Event};

/// What a browser takes for a drawing that says nothing (CSS 2.2, 10.3.2).
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 150.0;

/// One that has a shape and no size is as wide as the text: wider than any, for themes to bound.
const WIDE: f64 = 1200.0;

/// Whether text begins that may be a drawing.
pub fn begins(start: &[u8]) -> bool {
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    let text = start.trim_ascii_start();
    text.starts_with(b"<") && memchr::memmem::find(text, b"svg").is_some()
}

pub fn measure(start: &[u8]) -> Result<Measure, Wrong> {
    let mut reader = quick_xml::Reader::from_reader(start);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                let is_drawing = root.local_name().as_ref() == "svg";
                return if is_drawing {
                    Ok(size(&root))
                } else {
                    Err(Wrong::Unknown)
                };
            }
            Ok(Event::Eof) | Err(_) => return Err(Wrong::Cut),
            Ok(_) => {}
        }
    }
}

fn size(root: &BytesStart) -> Measure {
    let attribute = |name: &str| {
        let attribute = root.try_get_attribute(name).ok()??;
        Some(attribute.value.into_owned())
    };
    let side = |name| attribute(name).and_then(|value| pixels(&value));
    let view = attribute("viewBox").and_then(|view| ratio(&view));
    let (width, height) = match (side("width"), side("height"), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some((w, h))) => (WIDE, WIDE * h / w),
        (width, height, None) => (width.unwrap_or(WIDTH), height.unwrap_or(HEIGHT)),
    };
    let whole = |side: f64| side.round().clamp(1.0, 1e6) as u32;
    Measure::new(Kind::Svg, whole(width), whole(height))
}

/// A length in pixels (CSS Values 4, 6.2); `None` for one that depends on something else.
fn pixels(length: &str) -> Option<f64> {
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

/// Width and height of a `viewBox`.
fn ratio(view: &str) -> Option<(f64, f64)> {
    let numbers = view.split(|c: char| c.is_whitespace() || c == ',');
    let mut sides = numbers.filter(|number| !number.is_empty()).skip(2);
    let mut side = || {
        let side: f64 = sides.next()?.parse().ok()?;
        (side.is_finite() && side > 0.0).then_some(side)
    };
    Some((side()?, side()?))
}

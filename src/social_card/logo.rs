//! Draws the logo of a site: pictures of pixels, and SVG that has only shapes.
//!
//! Takes the bytes of a file, gives pixels of the size that a card has room for. Nothing, where a
//! file is no picture, asks for more than shapes (text, filters, other files) or would not be seen
//! on white: the name of the site stands there instead.

use image::imageops::FilterType;
use image::{ImageReader, Limits};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::Cursor;
use tiny_skia::{
    Color, ColorU8, FillRule, GradientStop, LinearGradient, Mask, Paint, Pixmap, Point,
    PremultipliedColorU8, RadialGradient, Shader, SpreadMode, Stroke, Transform,
};
use usvg::{Group, ImageHrefResolver, Node, Options, Tree};

/// Larger drawings are not read.
const MAX_SVG_BYTES: usize = 64 * 1024;

/// Elements inside one another.
const MAX_SVG_DEPTH: usize = 64;

/// Pixels of a picture on each side.
const MAX_SIDE: u32 = 8192;

/// Memory for the pixels of a picture.
const MAX_PICTURE_BYTES: u64 = 64 * 1024 * 1024;

/// Elements that are more than shapes, or that multiply.
const FOREIGN_ELEMENTS: [&str; 9] = [
    "text",
    "image",
    "use",
    "filter",
    "mask",
    "pattern",
    "marker",
    "foreignObject",
    "switch",
];

/// The logo in a box of these sides; `None` where it cannot be drawn.
pub(super) fn draw_logo(bytes: &[u8], max_width: f32, max_height: f32) -> Option<Pixmap> {
    let logo = match is_svg(bytes) {
        true => draw_svg(bytes, max_width, max_height),
        false => draw_picture(bytes, max_width, max_height),
    };
    logo.filter(is_seen_on_white)
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.windows(4).any(|part| part == b"<svg")
}

fn draw_picture(bytes: &[u8], max_width: f32, max_height: f32) -> Option<Pixmap> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_PICTURE_BYTES);
    let mut reader = ImageReader::new(Cursor::new(bytes));
    reader.limits(limits);
    let picture = reader.with_guessed_format().ok()?.decode().ok()?;
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let scale = (max_width / width).min(max_height / height);
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let picture = picture.resize_exact(side(width), side(height), FilterType::CatmullRom);
    let mut pixmap = Pixmap::new(picture.width(), picture.height())?;
    let pixels = picture.to_rgba8();
    for (pixel, rgba) in pixmap.pixels_mut().iter_mut().zip(pixels.pixels()) {
        let [red, green, blue, alpha] = rgba.0;
        *pixel = ColorU8::from_rgba(red, green, blue, alpha).premultiply();
    }
    Some(pixmap)
}

fn draw_svg(bytes: &[u8], max_width: f32, max_height: f32) -> Option<Pixmap> {
    if !has_only_shapes(bytes) {
        return None;
    }
    let options = Options {
        // no file and no other picture is read
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_data(bytes, &options).ok()?;
    let size = tree.size();
    let scale = (max_width / size.width()).min(max_height / size.height());
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let pixmap = Pixmap::new(side(size.width()), side(size.height()))?;
    let mut painter = LogoPainter {
        pixmap,
        scale: Transform::from_scale(scale, scale),
    };
    painter.paint_group(tree.root(), None, 1.0)?;
    Some(painter.pixmap)
}

/// Whether a drawing is small and flat, and has no element besides shapes.
fn has_only_shapes(bytes: &[u8]) -> bool {
    let mut reader = Reader::from_reader(bytes);
    let mut depth = 0;
    let is_shape = |name: &str| !FOREIGN_ELEMENTS.contains(&name);
    let mut buffer = Vec::new();
    bytes.len() <= MAX_SVG_BYTES
        && loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => {
                    depth += 1;
                    if depth > MAX_SVG_DEPTH || !is_shape(tag.local_name().as_ref()) {
                        break false;
                    }
                }
                Ok(Event::Empty(tag)) if !is_shape(tag.local_name().as_ref()) => break false,
                Ok(Event::End(_)) => depth = depth.saturating_sub(1),
                Ok(Event::DocType(_)) | Err(_) => break false,
                Ok(Event::Eof) => break true,
                Ok(_) => {}
            }
        }
}

struct LogoPainter {
    pixmap: Pixmap,
    /// From units of the drawing to pixels.
    scale: Transform,
}

impl LogoPainter {
    /// Paints a group; `None` where it has something that cannot be painted.
    fn paint_group(&mut self, group: &Group, clip: Option<&Mask>, opacity: f32) -> Option<()> {
        let is_plain = group.filters().is_empty()
            && group.mask().is_none()
            && group.blend_mode() == usvg::BlendMode::Normal;
        if !is_plain {
            return None;
        }
        let own_clip = match group.clip_path() {
            Some(path) => Some(self.clip_mask(path, group.abs_transform(), clip)?),
            None => None,
        };
        let clip = own_clip.as_ref().or(clip);
        let opacity = opacity * group.opacity().get();
        for node in group.children() {
            match node {
                Node::Group(group) => self.paint_group(group, clip, opacity)?,
                Node::Path(path) => self.paint_path(path, clip, opacity)?,
                Node::Image(_) | Node::Text(_) => return None,
            }
        }
        Some(())
    }

    fn paint_path(&mut self, path: &usvg::Path, clip: Option<&Mask>, opacity: f32) -> Option<()> {
        if !path.is_visible() {
            return Some(());
        }
        let transform = self.scale.pre_concat(path.abs_transform());
        if let Some(fill) = path.fill() {
            let paint = paint(fill.paint(), fill.opacity().get() * opacity)?;
            let rule = fill_rule(fill.rule());
            self.pixmap
                .fill_path(path.data(), &paint, rule, transform, clip);
        }
        if let Some(stroke) = path.stroke() {
            let paint = paint(stroke.paint(), stroke.opacity().get() * opacity)?;
            let stroke: Stroke = stroke.to_tiny_skia();
            self.pixmap
                .stroke_path(path.data(), &paint, &stroke, transform, clip);
        }
        Some(())
    }

    /// The shapes of a clip path inside the clip around it.
    fn clip_mask(
        &self,
        clip: &usvg::ClipPath,
        transform: Transform,
        outer: Option<&Mask>,
    ) -> Option<Mask> {
        if clip.clip_path().is_some() {
            return None;
        }
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        let to_pixels = self
            .scale
            .pre_concat(transform)
            .pre_concat(clip.transform());
        for node in clip.root().children() {
            let Node::Path(path) = node else { return None };
            let rule = path
                .fill()
                .map_or(FillRule::Winding, |fill| fill_rule(fill.rule()));
            let transform = to_pixels.pre_concat(path.abs_transform());
            mask.fill_path(path.data(), rule, true, transform);
        }
        if let Some(outer) = outer {
            for (inner, outer) in mask.data_mut().iter_mut().zip(outer.data()) {
                *inner = (*inner).min(*outer);
            }
        }
        Some(mask)
    }
}

fn fill_rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::Winding,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

fn paint(paint: &usvg::Paint, opacity: f32) -> Option<Paint<'static>> {
    let shader = match paint {
        usvg::Paint::Color(colour) => Shader::SolidColor(skia_colour(*colour, opacity)),
        usvg::Paint::LinearGradient(gradient) => LinearGradient::new(
            Point::from_xy(gradient.x1(), gradient.y1()),
            Point::from_xy(gradient.x2(), gradient.y2()),
            gradient_stops(gradient.stops(), opacity),
            spread_mode(gradient.spread_method()),
            gradient.transform(),
        )?,
        usvg::Paint::RadialGradient(gradient) => RadialGradient::new(
            Point::from_xy(gradient.fx(), gradient.fy()),
            gradient.fr().get(),
            Point::from_xy(gradient.cx(), gradient.cy()),
            gradient.r().get(),
            gradient_stops(gradient.stops(), opacity),
            spread_mode(gradient.spread_method()),
            gradient.transform(),
        )?,
        usvg::Paint::Pattern(_) => return None,
    };
    Some(Paint {
        shader,
        anti_alias: true,
        ..Paint::default()
    })
}

fn gradient_stops(stops: &[usvg::Stop], opacity: f32) -> Vec<GradientStop> {
    let stop = |stop: &usvg::Stop| {
        let colour = skia_colour(stop.color(), stop.opacity().get() * opacity);
        GradientStop::new(stop.offset().get(), colour)
    };
    stops.iter().map(stop).collect()
}

fn spread_mode(method: usvg::SpreadMethod) -> SpreadMode {
    match method {
        usvg::SpreadMethod::Pad => SpreadMode::Pad,
        usvg::SpreadMethod::Reflect => SpreadMode::Reflect,
        usvg::SpreadMethod::Repeat => SpreadMode::Repeat,
    }
}

fn skia_colour(colour: usvg::Color, opacity: f32) -> Color {
    let alpha = (opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
    Color::from_rgba8(colour.red, colour.green, colour.blue, alpha)
}

/// Whether some of what is painted is darker than the lightest grey that letters may have: a white
/// logo for dark pages is not.
fn is_seen_on_white(pixmap: &Pixmap) -> bool {
    let painted = pixmap.pixels().iter().filter(|pixel| pixel.alpha() > 127);
    let is_dark = |pixel: &&PremultipliedColorU8| {
        let colour = pixel.demultiply();
        let [red, green, blue] = [colour.red(), colour.green(), colour.blue()].map(u32::from);
        (2126 * red + 7152 * green + 722 * blue) / 10_000 < 190
    };
    let count = painted.clone().count();
    count > 0 && painted.filter(is_dark).count() * 32 >= count
}

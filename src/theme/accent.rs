//! The accent colour of the settings, as rules of the theme's style sheet.
//!
//! The policy of the pages allows no `style` attribute, so the colour is a part of the style
//! sheet. Its two shades are readable on the backgrounds of the default theme.

use crate::config::Colour;

/// The backgrounds of the default theme that are nearest to its text, by scheme.
const LIGHT_WASH: Colour = Colour([0xf4, 0xf1, 0xea]);
const DARK_WASH: Colour = Colour([0x1f, 0x21, 0x30]);

/// Rules that set `--accent` in both schemes, chosen or preferred; paper stays black on white.
pub fn rules(accent: Colour) -> String {
    let light = accent.readable_on(LIGHT_WASH);
    let dark = accent.readable_on(DARK_WASH);
    format!(
        "@media screen {{\n\
         :root {{ --accent: {light}; }}\n\
         :root[data-scheme=\"dark\"] {{ --accent: {dark}; }}\n\
         }}\n\
         @media screen and (prefers-color-scheme: dark) {{\n\
         :root:not([data-scheme=\"light\"]) {{ --accent: {dark}; }}\n\
         }}\n"
    )
}

//! The accent colour of the settings, as rules of the theme's style sheet.
//!
//! Takes a colour and gives CSS. The pages' Content-Security-Policy allows no `style` attribute,
//! so the colour is part of the style sheet. Both shades are readable on the backgrounds of the
//! default theme.

use crate::config::Colour;

/// The background of the default theme that is nearest to its text, in the light scheme.
const LIGHT_BACKGROUND: Colour = Colour([0xf4, 0xf3, 0xef]);
/// The background of the default theme that is nearest to its text, in the dark scheme.
const DARK_BACKGROUND: Colour = Colour([0x1e, 0x1f, 0x27]);

/// Rules that set `--accent` in both schemes, whether the reader or the system chooses the
/// scheme. Printed pages stay black on white.
pub fn rules(accent: Colour) -> String {
    let light = accent.readable_on(LIGHT_BACKGROUND);
    let dark = accent.readable_on(DARK_BACKGROUND);
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

//! The four themes as roles and colours (V5, V6). No colour stands anywhere else.

pub use iced::Color;

/// A ground and what stands on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Behind.
    pub ground: Color,
    /// In front.
    pub text: Color,
}

/// One theme.
#[derive(Debug, PartialEq)]
pub struct Palette {
    /// Its name in the settings.
    pub name: &'static str,
    /// Page and body text.
    pub page: Pair,
    /// Cards, fields, plain buttons.
    pub card: Pair,
    /// The same, held down.
    pub card_pressed: Pair,
    /// Secondary text on the page.
    pub secondary: Color,
    /// Lines around cards and fields.
    pub line: Color,
    /// The primary button, and what is selected.
    pub primary: Pair,
    /// The same, held down.
    pub primary_pressed: Pair,
    /// A bar that warns.
    pub danger: Pair,
    /// A bar that says it worked.
    pub success: Pair,
    /// A bar that says something.
    pub notice: Pair,
    /// The outer ring of the focus.
    pub ring: Color,
    /// The inner ring; the same as `ring` where there is but one.
    pub ring_inner: Color,
    /// The focused thing is shown inverted.
    pub inverts: bool,
}

const fn rgb(hex: u32) -> Color {
    Color { r: ((hex >> 16) & 0xff) as f32 / 255.0, g: ((hex >> 8) & 0xff) as f32 / 255.0, b: (hex & 0xff) as f32 / 255.0, a: 1.0 }
}

const fn pair(ground: u32, text: u32) -> Pair {
    Pair { ground: rgb(ground), text: rgb(text) }
}

/// 米黄底黑字
pub const PAPER: Palette = Palette {
    name: "paper",
    page: pair(0xFF_FB_F2, 0x1B_1B_1B),
    card: pair(0xFF_FF_FF, 0x1B_1B_1B),
    card_pressed: pair(0xE9_DF_C8, 0x1B_1B_1B),
    secondary: rgb(0x3A_35_30),
    line: rgb(0x3A_35_30),
    primary: pair(0x0B_3B_66, 0xFF_FF_FF),
    primary_pressed: pair(0x06_25_44, 0xFF_FF_FF),
    danger: pair(0x7A_12_12, 0xFF_FF_FF),
    success: pair(0x0C_4A_2A, 0xFF_FF_FF),
    notice: pair(0xFF_E9_A8, 0x2A_1E_00),
    ring: rgb(0x1B_1B_1B),
    ring_inner: rgb(0xFF_D4_00),
    inverts: false,
};

/// 白底黑字
pub const WHITE: Palette = Palette {
    name: "white",
    page: pair(0xFF_FF_FF, 0x00_00_00),
    card: pair(0xFF_FF_FF, 0x00_00_00),
    card_pressed: pair(0xDD_DD_DD, 0x00_00_00),
    secondary: rgb(0x00_00_00),
    line: rgb(0x00_00_00),
    primary: pair(0x00_00_00, 0xFF_FF_FF),
    primary_pressed: pair(0x33_33_33, 0xFF_FF_FF),
    danger: pair(0x00_00_00, 0xFF_FF_FF),
    success: pair(0x00_00_00, 0xFF_FF_FF),
    notice: pair(0xFF_FF_FF, 0x00_00_00),
    ring: rgb(0x1B_1B_1B),
    ring_inner: rgb(0xFF_D4_00),
    inverts: false,
};

/// 黑底黄字
pub const NIGHT: Palette = Palette {
    name: "night",
    page: pair(0x00_00_00, 0xFF_F0_66),
    card: pair(0x00_00_00, 0xFF_F0_66),
    card_pressed: pair(0x33_30_14, 0xFF_F0_66),
    secondary: rgb(0xFF_FF_FF),
    line: rgb(0xFF_F0_66),
    primary: pair(0xFF_F0_66, 0x00_00_00),
    primary_pressed: pair(0xE0_D2_50, 0x00_00_00),
    danger: pair(0xFF_FF_FF, 0x00_00_00),
    success: pair(0xFF_FF_FF, 0x00_00_00),
    notice: pair(0x00_00_00, 0xFF_F0_66),
    ring: rgb(0xFF_FF_FF),
    ring_inner: rgb(0xFF_FF_FF),
    inverts: true,
};

/// 柔和
pub const SOFT: Palette = Palette {
    name: "soft",
    page: pair(0x2E_2A_25, 0xC9_BF_A9),
    card: pair(0x2E_2A_25, 0xC9_BF_A9),
    card_pressed: pair(0x25_22_1E, 0xBF_B6_A3),
    secondary: rgb(0xBF_B6_A3),
    line: rgb(0xBF_B6_A3),
    primary: pair(0xA9_C4_D6, 0x2E_2A_25),
    primary_pressed: pair(0x9A_B5_C7, 0x2E_2A_25),
    danger: pair(0xE0_A8_9C, 0x2E_2A_25),
    success: pair(0x9F_C4_9F, 0x2E_2A_25),
    notice: pair(0x2E_2A_25, 0xC9_BF_A9),
    ring: rgb(0xC9_BF_A9),
    ring_inner: rgb(0xC9_BF_A9),
    inverts: true,
};

impl Palette {
    /// All four.
    pub const ALL: [&'static Self; 4] = [&PAPER, &WHITE, &NIGHT, &SOFT];

    /// The theme of that name; Paper if there is none.
    pub fn named(name: &str) -> &'static Self {
        Self::ALL.into_iter().find(|palette| palette.name == name).unwrap_or(&PAPER)
    }
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3).
pub fn contrast(a: Color, b: Color) -> f32 {
    let luminance = |c: Color| {
        let linear = |v: f32| if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_keeps_its_contrast() {
        for palette in Palette::ALL {
            let (least, most) = if palette.name == "soft" { (4.5, 8.0) } else { (10.0, 21.1) };
            let own = |pair: Pair| (pair.ground, pair.text);
            let pairs = [
                own(palette.page),
                own(palette.card),
                own(palette.card_pressed),
                own(palette.primary),
                own(palette.primary_pressed),
                own(palette.danger),
                own(palette.success),
                own(palette.notice),
                (palette.page.ground, palette.secondary),
                (palette.card.ground, palette.secondary),
                (palette.page.ground, palette.line),
                (palette.page.ground, palette.ring),
            ];
            for (at, (ground, text)) in pairs.into_iter().enumerate() {
                let ratio = contrast(ground, text);
                assert!(ratio >= least && ratio <= most, "{} pair {at}: {ratio:.1}", palette.name);
            }
        }
    }
}

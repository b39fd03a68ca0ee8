//! How a page is drawn now: sizes in pixels, palette, fonts. Made by `app` from the settings.

use iced::{Font, Size, font};

use super::{Palette, Profile, face};
use crate::semantic::Language;

/// Capital height of the five sizes, mm (V1). Chosen so that whole pixels at 96 and at 102 ppi stay inside the rule's bands.
const CAP_MM: [f32; 5] = [3.6, 4.9, 6.5, 8.6, 12.0];
/// Capital height over em of Noto Sans CJK.
const CAP_HEIGHT: f32 = 0.733;

/// What a text is, for its size (look.md, "Type and space").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// The heading of a screen.
    Heading,
    /// A heading within it, a question.
    Question,
    /// The receipt number.
    Number,
    /// Everything else.
    Body,
}

/// How a page is drawn now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// 1 to 5.
    pub step: u8,
    /// The theme.
    pub palette: &'static Palette,
    /// The display.
    pub profile: Profile,
    /// The window, logical px.
    pub window: Size,
    /// The language of the page, for the face.
    pub language: Language,
}

impl Look {
    /// A look in a window of so many px across and down.
    pub const fn new(step: u8, palette: &'static Palette, profile: Profile, (width, height): (f32, f32), language: Language) -> Self {
        Self { step, palette, profile, window: Size::new(width, height), language }
    }
    /// Header and footer carry words only: from size 4 on, or where the window is narrow for the size.
    pub fn compact(&self) -> bool {
        self.step >= 4 || self.window.width < 33.0 * self.body()
    }
    /// Pixels of so many millimetres.
    pub fn mm(&self, mm: f32) -> f32 {
        self.profile.px(mm)
    }
    /// The font size of a role, px.
    pub fn size(&self, role: TextRole) -> f32 {
        let step = usize::from(self.step.clamp(1, 5)) - 1;
        let factor = match role {
            TextRole::Heading => [1.4, 1.3, 1.2, 1.1, 1.0],
            TextRole::Question => [1.2, 1.2, 1.1, 1.0, 1.0],
            TextRole::Number => [2.0, 2.0, 1.8, 1.5, 1.3],
            TextRole::Body => [1.0; 5],
        }[step];
        (self.mm(CAP_MM[step]) / CAP_HEIGHT * factor).ceil()
    }
    /// The body's font size, px.
    pub fn body(&self) -> f32 {
        self.size(TextRole::Body)
    }
    /// A line of body text, px (V3).
    pub fn line(&self) -> f32 {
        self.body() * 1.5
    }
    /// The least height of a target, px (T1).
    pub fn target(&self) -> f32 {
        self.mm(16.0).ceil()
    }
    /// The height of the primary button, px (T1).
    pub fn primary(&self) -> f32 {
        self.mm(20.0).ceil()
    }
    /// Between targets, px: the focus ring fits in it (T1 asks for 3.2 mm).
    pub fn gap(&self) -> f32 {
        self.mm(if self.compact() { 4.0 } else { 5.0 }).ceil()
    }
    /// Between words of one thing, px.
    pub fn near(&self) -> f32 {
        self.mm(2.0)
    }
    /// Corners, px.
    pub fn radius(&self) -> f32 {
        self.mm(3.0)
    }
    /// The widest a column of text may be, px (V4).
    pub fn measure(&self) -> f32 {
        let em = if self.step >= 3 { 22.0 } else { 38.0 };
        em * self.body()
    }
    /// The face of the page's language.
    pub fn font(&self, bold: bool) -> Font {
        Font { weight: if bold { font::Weight::Bold } else { font::Weight::Normal }, ..face(self.language) }
    }
    /// About how wide `text` is at `size`, px: to decide what goes beside what before it is laid out.
    pub fn estimate(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| if c.is_ascii() { 0.58 } else { 1.0 }).sum::<f32>() * size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_heights_stand_in_the_bands_of_v1() {
        let bands = [(3.5, 4.2), (4.8, 5.6), (6.4, 7.1), (8.5, 9.0), (12.0, 12.6)];
        for profile in [Profile::HOME, Profile::KIOSK] {
            for step in 1..=5_u8 {
                let look = Look { step, palette: Palette::named("paper"), profile, window: Size::new(1280.0, 800.0), language: "zh-CN" };
                let cap = look.body() * CAP_HEIGHT / profile.px(1.0);
                let (least, most) = bands[usize::from(step) - 1];
                assert!(cap >= least && cap <= most, "step {step} at {} ppi: {cap:.2} mm", profile.ppi);
            }
        }
    }
}

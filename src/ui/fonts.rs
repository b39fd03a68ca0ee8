//! The faces: which one a language is set in, whether they are there, and what is made sure of them before anything is set.

use std::sync::{Arc, Once};

use iced::advanced::graphics::text::cosmic_text::{Buffer, Font as Face, FontSystem, Metrics, Shaping};
use iced::advanced::graphics::text::{Paragraph, font_system, to_attributes};
use iced::advanced::text::{self, Paragraph as _};
use iced::{Font, Size, alignment, font};

use crate::semantic::Language;

/// The languages whose faces differ.
const LANGUAGES: [Language; 2] = ["zh-CN", "zh-TW"];
const WEIGHTS: [font::Weight; 2] = [font::Weight::Normal, font::Weight::Bold];
/// The size in which a line is set to be measured, px.
const EM: f32 = 100.0;
/// Slots of the shaper's cache of glyph properties.
const SLOTS: usize = 128;
/// The first glyph that an empty slot answers for.
const EMPTY: u16 = 0xff << 7;
/// Characters that fill the slots: common ones, whose glyphs stand one after the other in every CJK face.
const COMMON: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fa5}';

/// The face of a language.
pub fn face(language: Language) -> Font {
    Font::with_name(if language == "zh-TW" { "Noto Sans CJK TC" } else { "Noto Sans CJK SC" })
}

/// Gives the rasteriser the icon family; the CJK family is the system's. Returns whether that one is there.
pub fn load_fonts() -> bool {
    static PREPARED: Once = Once::new();
    let Ok(mut system) = font_system().write() else { return false };
    let mut has = |name: &str| system.raw().db().faces().any(|face| face.families.iter().any(|(family, _)| family == name));
    let (icons, words) = (has("lucide"), has("Noto Sans CJK SC") && has("Noto Sans CJK TC"));
    if !icons {
        system.load_font(lucide_icons::LUCIDE_FONT_BYTES.into());
    }
    if words {
        PREPARED.call_once(|| faces().for_each(|font| fill_cache(system.raw(), font)));
    }
    words
}

fn faces() -> impl Iterator<Item = Font> {
    LANGUAGES.into_iter().flat_map(|language| WEIGHTS.map(|weight| Font { weight, ..face(language) }))
}

/// Works around an error of harfrust 0.3.2: an empty slot of its cache of glyph properties is `0xFFFF`, which it takes for an
/// entry of the glyphs 32640 to 32767, so that these are taken for marks and get no advance. One cache belongs to a face as long
/// as the font system lives and no slot is ever emptied: so a glyph of another number is shaped into each slot first.
fn fill_cache(system: &mut FontSystem, font: Font) {
    let mut filled = [false; SLOTS];
    let mut characters = COMMON;
    let mut buffer = Buffer::new(system, Metrics::new(16.0, 24.0));
    while filled.contains(&false) {
        let text: String = characters.by_ref().take(SLOTS).collect();
        if text.is_empty() {
            return;
        }
        buffer.set_text(system, &text, &to_attributes(font), Shaping::Advanced, None);
        buffer.shape_until_scroll(system, false);
        for glyph in buffer.layout_runs().flat_map(|run| run.glyphs).filter(|glyph| glyph.glyph_id < EMPTY) {
            filled[usize::from(glyph.glyph_id) % SLOTS] = true;
        }
    }
}

/// The file a language is set in.
fn file(system: &mut FontSystem, language: Language) -> Option<Arc<Face>> {
    let font::Family::Name(name) = face(language).family else { return None };
    let found = system.db().faces().find(|face| face.families.iter().any(|(family, _)| family == name));
    let (id, weight) = found.map(|face| (face.id, face.weight))?;
    system.get_font(id, weight)
}

/// Which of these characters the face of a language has no glyph for.
pub fn lacking(language: Language, characters: &str) -> Vec<char> {
    let font = font_system().write().ok().and_then(|mut system| file(system.raw(), language));
    let Some(font) = font else { return characters.chars().collect() };
    let glyphs = font.as_swash().charmap();
    characters.chars().filter(|c| glyphs.map(*c) == 0).collect()
}

/// A character that does not stand where its face wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct Misplaced {
    /// The character.
    pub character: char,
    /// How far it moved the next one on, in em.
    pub advance: f32,
    /// How far it should by the `hmtx` table of its file, in em.
    pub own: f32,
}

/// Which of these characters take more or less room in a line than the file of their face says, in each weight. A line is set
/// as on a page; the glyphs with the highest numbers come first, since the shaper's cache errs only before it has seen others.
pub fn misplaced(language: Language, characters: &str) -> Vec<Misplaced> {
    // As the program does before it sets anything; a missing face is found below.
    load_fonts();
    let font = font_system().write().ok().and_then(|mut system| file(system.raw(), language));
    let mut line: Vec<char> = characters.chars().collect();
    if let Some(font) = font {
        line.sort_by_cached_key(|c| std::cmp::Reverse(font.as_swash().charmap().map(*c)));
    }
    let line = String::from_iter(line);
    WEIGHTS.into_iter().flat_map(|weight| misplaced_in(Font { weight, ..face(language) }, &line)).collect()
}

fn misplaced_in(font: Font, line: &str) -> Vec<Misplaced> {
    let paragraph = Paragraph::with_text(text::Text {
        content: line,
        bounds: Size::INFINITE,
        size: EM.into(),
        line_height: text::LineHeight::default(),
        font,
        align_x: text::Alignment::Default,
        align_y: alignment::Vertical::Top,
        shaping: text::Shaping::default(),
        wrapping: text::Wrapping::None,
    });
    let Ok(mut system) = font_system().write() else { return Vec::new() };
    off(system.raw(), paragraph.buffer())
}

/// The glyphs of a set text whose advance is not that of their file.
fn off(system: &mut FontSystem, buffer: &Buffer) -> Vec<Misplaced> {
    let glyphs = buffer.layout_runs().flat_map(|run| run.glyphs.iter().map(move |glyph| (run.text, glyph)));
    let placed = glyphs.filter_map(|(text, glyph)| {
        let file = system.get_font(glyph.font_id, glyph.font_weight);
        let own = file.map_or(f32::NAN, |file| file.as_swash().glyph_metrics(&[]).scale(1.0).advance_width(glyph.glyph_id));
        let character = text.get(glyph.start..glyph.end)?.chars().next()?;
        Some(Misplaced { character, advance: glyph.w / glyph.font_size + glyph.x_offset, own })
    });
    placed.filter(|placed| placed.own.is_nan() || (placed.advance - placed.own).abs() >= 0.005).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In a font system of its own, so that no other test has filled a cache.
    fn set(words: &str, font: Font, prepared: bool) -> Vec<Misplaced> {
        assert!(load_fonts(), "fonts-noto-cjk is not installed");
        let faces = font_system().write().unwrap().raw().db().clone();
        let mut system = FontSystem::new_with_locale_and_db("zh-CN".to_owned(), faces);
        if prepared {
            fill_cache(&mut system, font);
        }
        let mut buffer = Buffer::new(&mut system, Metrics::new(40.0, 60.0));
        buffer.set_text(&mut system, words, &to_attributes(font), Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut system, false);
        assert_eq!(buffer.layout_runs().flat_map(|run| run.glyphs).count(), words.chars().count());
        off(&mut system, &buffer)
    }

    #[test]
    fn no_character_is_drawn_on_top_of_the_next() {
        for font in faces() {
            for words in ["我胸口疼", "胃病", "王胜利", "胡", "胆", "肾", "胡胆肾胸胃胜"] {
                assert_eq!(set(words, font, true), [], "{words} in {font:?}");
            }
        }
    }

    /// Tells when the error is mended upstream and [`fill_cache`] can go.
    #[test]
    fn the_shaper_still_errs_without_help() {
        let found: String = set("我胸口疼", face("zh-CN"), false).into_iter().map(|one| one.character).collect();
        assert_eq!(found, "胸");
    }
}

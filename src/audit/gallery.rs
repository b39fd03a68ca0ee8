//! Every screen in every size and theme, and every state of it once, as pictures of a desk in one language.

use std::io;
use std::path::Path;

use super::matrix::context;
use super::share::share;
use super::spread::first;
use crate::domain::settings::{Locale, TextSize};
use crate::screen::{self, ScreenId};
use crate::ui::{Headless, Look, Palette, Profile};

/// The window of a desk, px.
const WINDOW: (f32, f32) = (1280.0, 800.0);
/// In which size and theme every state is shown.
const USUAL: (u8, &str) = (2, "paper");

/// A picture that was written.
#[derive(Debug, Clone)]
pub struct Hung {
    /// The screen.
    pub screen: &'static str,
    /// The title of its page.
    pub title: String,
    /// Its state.
    pub state: &'static str,
    /// The text size.
    pub size: u8,
    /// The theme.
    pub theme: &'static str,
    /// How many parts the page has; the first is shown.
    pub parts: usize,
    /// The file, beside the others.
    pub file: String,
    /// Pixels across and down.
    pub extent: (u32, u32),
}

/// Writes the pictures into a directory that is there.
///
/// # Errors
/// What the file system says.
pub fn hang(locale: Locale, directory: &Path) -> io::Result<Vec<Hung>> {
    let settings: Vec<_> = Palette::ALL.into_iter().flat_map(|palette| TextSize::ALL.map(|size| (palette, size))).collect();
    let walls = share(&settings, |(palette, size)| wall(locale, palette, *size, directory));
    Ok(walls.into_iter().collect::<io::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// One size in one theme: the first state of every screen, or all of them.
fn wall(locale: Locale, palette: &'static Palette, size: TextSize, directory: &Path) -> io::Result<Vec<Hung>> {
    let look = Look::new(size.step(), palette, Profile::HOME, WINDOW, locale.tag());
    let (Some(mut bench), Some(ctx)) = (Headless::new(locale.tag()), context(locale, &look)) else { return Ok(Vec::new()) };
    let all = (size.step(), palette.name) == USUAL;
    let mut hung: Vec<Hung> = Vec::new();
    for (id, (state, screen, ctx)) in screen::presets::screens(&ctx) {
        let again = hung.last().is_some_and(|before| before.screen == ScreenId::name(id));
        if again && !all {
            continue;
        }
        let page = screen.page(&ctx);
        let (picture, parts) = first(&mut bench, &ctx, look, &page);
        let file = format!("{}-{state}-{}-{}.png", id.name(), size.step(), palette.name);
        let bytes = picture.png().ok_or(io::ErrorKind::InvalidData)?;
        std::fs::write(directory.join(&file), bytes)?;
        let extent = (picture.width, picture.height);
        hung.push(Hung { screen: id.name(), title: page.title, state, size: size.step(), theme: palette.name, parts, file, extent });
    }
    Ok(hung)
}

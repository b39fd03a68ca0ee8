//! A page as one picture to keep: its content whole, in one piece, without what can be pressed and what passes.
//! Knows no file: what it gives are the bytes of a PNG.

use iced::advanced::renderer::{Headless as _, Style};
use iced::advanced::widget::Tree;
use iced::advanced::{Layout, Renderer as _, layout};
use iced::widget::{column, container};
use iced::{Element, Length, Rectangle, Size, Theme, mouse};

use super::nodes::units;
use super::{Look, Palette, Picture, View, face};
use crate::semantic::{Focus, Kind, Live, Node, Page};

/// The width of the paper, in letters of the body.
const LETTERS: f32 = 34.0;
/// The largest text size on paper, which one holds in the hand.
const LARGEST: u8 = 2;
/// The highest a picture may be, px: a hundred pages of the longest receipt there is.
const HIGHEST: f32 = 30_000.0;

/// The content of `page` as a PNG, black on white, as high as it needs; none if it cannot be drawn. `look` gives language,
/// display and text size.
pub fn picture<M>(page: &Page<M>, look: &Look) -> Option<Vec<u8>> {
    let paper = Look { step: look.step.min(LARGEST), palette: Palette::named("white"), ..*look };
    let look = Look { window: Size::new((LETTERS * paper.body()).ceil(), 1.0), ..paper };
    let focus = Focus(None);
    let view = View::still(look, &focus, 0);
    let mut tight = false;
    let rows = page.content.iter().filter(|node| stays(node)).flat_map(|node| units(node, &view)).map(|unit| {
        let above = if tight && unit.tight { look.line() * 0.3 } else { look.gap() };
        tight = unit.tight;
        container(unit.element).width(Length::Fill).padding(iced::padding::top(above)).into()
    });
    let rows = column(rows).padding(iced::padding::horizontal(look.gap()).bottom(look.gap()));
    draw(rows.into(), &look)
}

/// What is still true on paper: no button, and no word of what goes on just now.
fn stays<M>(node: &Node<M>) -> bool {
    !node.focusable() && !matches!(node.kind, Kind::Group | Kind::Notice(_, Live::Polite))
}

fn draw(mut element: Element<'_, super::Event>, look: &Look) -> Option<Vec<u8>> {
    let mut renderer = iced::Renderer::new(face(look.language), look.body().into());
    let mut tree = Tree::new(&element);
    let limits = layout::Limits::new(Size::ZERO, Size::new(look.window.width, f32::INFINITY));
    let laid = element.as_widget_mut().layout(&mut tree, &renderer, &limits);
    let size = Size::new(look.window.width, laid.size().height.ceil());
    if !(1.0..=HIGHEST).contains(&size.height) {
        return None;
    }
    let bounds = Rectangle::with_size(size);
    let style = Style { text_color: look.palette.page.text };
    renderer.reset(bounds);
    element.as_widget().draw(&tree, &mut renderer, &Theme::Light, &style, Layout::new(&laid), mouse::Cursor::Unavailable, &bounds);
    let size = Size::new(size.width as u32, size.height as u32);
    png(size, &renderer.screenshot(size, 1.0, look.palette.page.ground))
}

/// Rows of RGBA as a PNG, at once.
pub fn png(size: Size<u32>, rgba: &[u8]) -> Option<Vec<u8>> {
    encoded(size, rgba, png::Compression::Fast)
}

impl Picture {
    /// As a PNG, to be sent: it takes longer and is smaller.
    pub fn png(&self) -> Option<Vec<u8>> {
        encoded(Size::new(self.width, self.height), &self.rgba, png::Compression::Balanced)
    }
}

fn encoded(size: Size<u32>, rgba: &[u8], compression: png::Compression) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.width, size.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(compression);
    encoder.write_header().ok()?.write_image_data(rgba).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::{Tone, Weight};
    use crate::ui::Profile;

    fn look(step: u8, theme: &str) -> Look {
        let window = Size::new(1920.0, 1080.0);
        Look { step, palette: Palette::named(theme), profile: Profile::HOME, window, language: "zh-CN" }
    }

    fn page(lines: usize) -> Page<()> {
        let mut page = Page::new("receipt", "", "回执", "zh-CN");
        page.content.push(Node::heading("receipt.service", 1, "高龄津贴"));
        page.content.push(Node::receipt_number("receipt.number", "您的号码", ["2611", "2100", "0178"].map(Into::into).into()));
        page.content.extend((0..lines).map(|at| Node::text(format!("receipt.line-{at}"), "一件一件来")));
        page
    }

    /// Its size, and how many of its pixels are dark.
    fn seen(png: &[u8]) -> (u32, u32, usize) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (info.width, info.height, pixels.chunks(4).filter(|pixel| pixel[0] < 128).count())
    }

    #[test]
    fn all_of_it_is_drawn_in_one_piece() {
        assert!(crate::ui::load_fonts(), "fonts-noto-cjk is not installed");
        let (width, height, dark) = seen(&picture(&page(5), &look(1, "paper")).unwrap());
        let (wide, high, darker) = seen(&picture(&page(100), &look(1, "paper")).unwrap());
        assert_eq!(width, wide);
        assert!(high > height + 1500 && dark > 500 && darker > 4 * dark, "{height} {high} {dark} {darker}");
    }

    #[test]
    fn what_can_be_pressed_and_what_passes_is_left_out() {
        assert!(crate::ui::load_fonts(), "fonts-noto-cjk is not installed");
        let plain = page(3);
        let mut full = page(3);
        full.content.push(Node::button("receipt.save", Weight::Plain, "存成图片", ()));
        full.content.push(Node::group("receipt.acts", "", vec![Node::button("receipt.guide", Weight::Plain, "看看", ())]));
        full.content.insert(1, Node::notice("receipt.saving", Tone::Info, Live::Polite, "正在存"));
        full.header = full.content.clone();
        full.footer = full.content.clone();
        assert_eq!(picture(&full, &look(1, "paper")), picture(&plain, &look(1, "paper")));
    }

    #[test]
    fn it_is_black_on_white_and_no_larger_than_paper() {
        assert!(crate::ui::load_fonts(), "fonts-noto-cjk is not installed");
        assert_eq!(picture(&page(3), &look(5, "night")), picture(&page(3), &look(2, "soft")));
    }
}

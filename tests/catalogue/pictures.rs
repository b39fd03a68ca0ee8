//! Guides and questions of real services drawn at sizes 2 and 5, into `target/tmp/screens/services`, to be looked at by people; every
//! word of them stands on some part.

use std::path::{Path, PathBuf};

use iced::Size;
use tongban::domain::settings::{Locale, TextSize};
use tongban::screen::{Context, Message, frame, presets};
use tongban::semantic::{Focus, Kind, Page};
use tongban::ui::{self, Headless, Look, Palette, Profile, View};

use super::full;
use super::guides::{guide, questions, service};

/// Ten of the forty-five, of every handling and department of weight.
const PICTURED: [&str; 10] =
    ["高龄补贴", "养老金认证", "去外地看病", "身份证丢了", "老年食堂送饭", "丧葬费和抚恤金", "长护险", "残疾证", "低保", "退伍军人的事"];

fn paged(ctx: &Context, page: &Page<Message>, part: usize, parts: usize) -> Page<Message> {
    let mut page = page.clone();
    frame::pager(&mut page, ctx, part, parts, |_| Message::Frame(frame::Act::Repeat));
    page
}

/// How many parts a page has with the buttons that lead from one to the other.
fn parts(bench: &mut Headless, ctx: &Context, look: Look, page: &Page<Message>) -> usize {
    let focus = Focus(page.focus.clone());
    let mut parts = bench.lay(page, &View::still(look, &focus, 0)).layout.parts;
    for _ in 0..4 {
        let now = bench.lay(&paged(ctx, page, parts / 2, parts), &View::still(look, &focus, parts / 2)).layout.parts;
        if std::mem::replace(&mut parts, now) == now {
            break;
        }
    }
    parts
}

/// Writes a picture of each part; every node with words of its own must stand on one.
fn draw(bench: &mut Headless, ctx: &Context, look: Look, page: &Page<Message>, name: &Path) {
    let focus = Focus(page.focus.clone());
    let parts = parts(bench, ctx, look, page);
    let mut placed = Vec::new();
    for part in 0..parts {
        let (sheet, picture) = bench.draw(&paged(ctx, page, part, parts), &View::still(look, &focus, part));
        placed.extend(sheet.layout.nodes.iter().map(|node| node.id.clone()));
        let size = Size::new(picture.width, picture.height);
        let file = format!("{}.{}.png", name.display(), part + 1);
        std::fs::create_dir_all(name.parent().unwrap()).unwrap();
        std::fs::write(file, ui::png(size, &picture.rgba).unwrap()).unwrap();
    }
    for node in &page.content {
        node.walk(&mut |node| {
            let grouped = matches!(node.kind, Kind::Group | Kind::Cards { .. } | Kind::Choices | Kind::Timeline);
            assert!(grouped || placed.contains(&node.id), "{}: {} is on no part", name.display(), node.id);
        });
    }
}

#[test]
fn ten_guides_and_ten_forms_are_drawn_at_sizes_2_and_5() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("screens/services");
    let mut forms = 0;
    for (locale, step) in [(Locale::ZhCn, 2), (Locale::ZhCn, 5), (Locale::En, 5)] {
        let mut bench = Headless::new(locale.tag()).expect("fonts-noto-cjk is not installed");
        let look = Look::new(step, Palette::ALL[0], Profile::HOME, (1280.0, 800.0), locale.tag());
        let mut ctx = presets::context(locale).unwrap();
        ctx.settings.text_size = TextSize::try_from(step).unwrap();
        ctx.compact = look.compact();
        let named = |entry: &tongban::domain::catalogue::Entry| entry.summary.everyday.clone().unwrap().zh_cn;
        let directory = root.join(format!("{}-{step}", locale.tag()));
        for entry in full().iter().filter(|entry| PICTURED.contains(&named(entry).as_str())) {
            let service = service(entry);
            for (at, page) in guide(&ctx, &service).iter().enumerate() {
                draw(&mut bench, &ctx, look, page, &directory.join(format!("guide-{}-{at}", named(entry))));
            }
        }
        for entry in full().iter().filter(|entry| entry.full.as_ref().unwrap().form.is_some()).step_by(4).chain(full().iter().skip(44)) {
            let asked = questions(&ctx, entry, &service(entry));
            let first = asked.iter().find(|(key, _)| !key.contains('/')).into_iter();
            for (key, page) in first.chain(asked.iter().filter(|(key, _)| ["care", "cause", "what", "aid"].contains(&key.as_str()))) {
                draw(&mut bench, &ctx, look, page, &directory.join(format!("form-{}-{key}", named(entry))));
                forms += 1;
            }
        }
    }
    assert!(forms >= 30, "{forms}");
}

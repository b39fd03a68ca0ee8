//! One way, or more, in which each check of each rule is broken.

use super::Spoil::{Laid, Page as Before, Theme, Words};
use super::*;
use crate::screen::frame::Act;
use crate::semantic::{Field, Icon, Kind, Node, Rect};
use crate::ui::RunKind;
use crate::ui::palette::Color;

const HOME: (&str, &str) = ("home", "confirmed");
const NAME: (&str, &str) = ("question", "name");
const RECEIPT: (&str, &str) = ("receipt", "filled");
const NOTICE: (&str, &str) = ("question", "notice");
const LONG: (&str, &str) = ("guide", "longest");
const PALE: Color = Color::from_rgb(0.6, 0.6, 0.6);

fn field<'a>(page: &'a mut Page<Message>, id: &'static str) -> &'a mut Field<Message> {
    match &mut page.content.iter_mut().find(|node| node.id == id.into()).unwrap().kind {
        Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) => field,
        _ => panic!("{id} is no field"),
    }
}

fn say(page: &mut Page<Message>, words: &str) {
    page.content.push(Node::text("home.new", words));
}

/// Nothing on the page is private any more.
fn say_all(page: &mut Page<Message>) {
    for node in &mut page.content {
        node.private = None;
        node.children.iter_mut().for_each(|child| child.private = None);
    }
}

fn secret() -> String {
    presets::samples().unwrap().filled().unwrap().written("identityNumber").to_owned()
}

fn bounds<'a>(spread: &'a mut Spread<'static>, part: usize, id: &'static str) -> &'a mut Rect {
    &mut spread.parts[part].sheet.layout.nodes.iter_mut().find(|placed| placed.id == id.into()).unwrap().bounds
}

fn forget(spread: &mut Spread<'static>, id: &'static str) {
    spread.parts[0].sheet.layout.nodes.retain(|placed| placed.id != id.into());
}

pub const ALL: &[Mutation] = &[
    ("V1", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].cap = spread.look.mm(4.7))),
    ("V1", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].cap = spread.look.mm(6.0))),
    ("V2", 0, Before(HOME, |page| say(page, "\u{10ffff}"))),
    ("V2", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].faces.push("Serif".into()))),
    ("V2", 1, Words("zh-CN", "好", "\u{10ffff}")),
    ("V3", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].line *= 0.9)),
    ("V4", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].lines[0].glyphs = 41)),
    ("V5", 0, Theme("paper", |palette| palette.page.text = PALE)),
    ("V5", 0, Theme("soft", |palette| palette.page.text = Color::BLACK)),
    ("V5", 1, Theme("paper", |palette| palette.page.text = PALE)),
    ("V5", 1, Theme("paper", |palette| palette.primary.ground = Color::from_rgb(0.5, 0.7, 0.8))),
    ("V5", 1, Theme("paper", |palette| palette.line = PALE)),
    ("V5", 1, Theme("paper", |palette| palette.card_pressed.text = PALE)),
    ("V6", 0, Theme("night", |palette| palette.page.text = PALE)),
    ("V6", 0, Theme("white", |palette| palette.page.text = PALE)),
    ("V6", 1, Theme("soft", |palette| palette.page.text = Color::BLACK)),
    ("V6", 1, Theme("soft", |palette| palette.page.text = palette.page.ground)),
    ("V7", 0, Before(("home", "silent"), |page| page.content[0].icon = None)),
    ("V8", 0, Laid(HOME, |spread| spread.parts[0].sheet.layout.nodes[0].bounds.x = -30.0)),
    ("V8", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].needs.0 = 5000.0)),
    ("V8", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].words.push('…'))),
    ("V8", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs[0].seen.height -= 9.0)),
    ("V8", 1, Laid(HOME, |spread| spread.parts[0].sheet.runs[1].seen = spread.parts[0].sheet.runs[0].seen)),
    ("V9", 0, Laid(HOME, |spread| forget(spread, "home.search"))),
    ("V9", 1, Theme("paper", |palette| (palette.ring, palette.ring_inner) = (PALE, PALE))),
    (
        "V10",
        0,
        Laid(HOME, |spread| {
            spread.parts[0].sheet.runs.retain(|run| run.kind == RunKind::Icon || run.node != Some("frame.help".into()));
        }),
    ),
    ("V11", 0, Laid(LONG, |spread| forget(spread, "pager.next"))),
    ("V11", 0, Laid(LONG, |spread| bounds(spread, 1, "frame.home").y += 3.0)),
    // Kerned, and so nearer than the face puts them.
    ("V12", 0, Words("zh-CN", "好", "好AV")),
    ("T1", 0, Laid(HOME, |spread| bounds(spread, 0, "home.search").height = spread.look.mm(10.0))),
    (
        "T1",
        0,
        Laid(HOME, |spread| {
            let (back, three) = (*bounds(spread, 0, "frame.back"), spread.look.mm(3.0));
            bounds(spread, 0, "frame.home").x = back.x + back.width + three;
        }),
    ),
    ("T1", 0, Laid(("question", "date"), |spread| bounds(spread, 0, "question.next").height = spread.look.mm(16.0))),
    (
        "T2",
        0,
        Laid(HOME, |spread| {
            let (side, step) = (spread.look.mm(7.0), spread.look.mm(8.0));
            for (at, placed) in spread.parts[0].sheet.layout.nodes.iter_mut().enumerate() {
                placed.bounds = Rect { x: at as f32 * step, y: 0.0, width: side, height: side };
            }
        }),
    ),
    ("T3", 0, Laid(HOME, |spread| spread.parts[0].answered.retain(|id| *id != "home.search".into()))),
    ("T4", 0, Before(HOME, |page| page.footer[1].id = page.footer[0].id.clone())),
    ("T5", 0, Before(HOME, |page| page.footer.truncate(3))),
    ("T5", 0, Before(HOME, |page| page.footer[3].on_press = None)),
    ("T5", 0, Laid(HOME, |spread| spread.help = spread.help.map(|help| Rect { x: help.x - 40.0, ..help }))),
    ("T5", 1, Before(HOME, |page| page.footer[3].on_press = Some(Message::Frame(Act::Home)))),
    ("T5", 2, Before(HOME, |page| page.content.clear())),
    (
        "T5",
        2,
        Before(NAME, |page| {
            page.content.truncate(1);
            page.actions.clear();
        }),
    ),
    ("T6", 0, Before(HOME, |page| page.content.push(Node::heading("home.new", 2, "请写验证码")))),
    ("T6", 0, Before(NAME, |page| page.content.push(Node::picture("question.puzzle", Icon::Eye, "看图写字")))),
    ("S1", 0, Laid(HOME, |spread| drop(spread.parts[0].page.content.remove(0)))),
    ("S1", 0, Laid(HOME, |spread| spread.parts[0].sheet.runs.retain(|run| run.node != Some("home.question".into())))),
    ("S1", 0, Laid(HOME, |spread| spread.parts[0].page.content.rotate_left(1))),
    ("S2", 0, Laid(HOME, |spread| forget(spread, "home.question"))),
    ("S2", 1, Theme("paper", |palette| palette.primary.ground = PALE)),
    ("S5", 0, Before(HOME, |page| say(page, "Good morning"))),
    ("S5", 0, Before(HOME, |page| page.content[0].language = Some("fr"))),
    ("S6", 0, Before(("question", "name-error"), |page| field(page, "question.field").error = Some(" ".into()))),
    ("S7", 0, Before(RECEIPT, |page| page.result = false)),
    (
        "S7",
        0,
        Before(RECEIPT, |page| {
            let number = page.content.iter_mut().find(|node| matches!(node.kind, Kind::ReceiptNumber(_))).unwrap();
            number.kind = Kind::ReceiptNumber(vec!["261121000178".into()]);
        }),
    ),
    ("S10", 0, Laid(HOME, |spread| spread.parts[0].shots.iter_mut().for_each(|shot| shot.caption = Some("别的话".into())))),
    ("P1", 0, Before(HOME, |page| page.content[0].spoken = Some(format!("号码 {}", secret())))),
    ("P1", 0, Before(("found", "private"), say_all)),
    ("P1", 0, Before(("guide", "private"), say_all)),
    ("P1", 0, Before(("lookup", "shown"), say_all)),
    (
        "P2",
        0,
        Before(("lookup", "found"), |page| {
            let amount = page.content.iter_mut().find(|node| node.id == "lookup.line-3".into()).unwrap();
            amount.kind = Kind::Fact { value: "¥3,287.65".into() };
        }),
    ),
    ("P2", 0, Before(HOME, |page| say(page, &secret()))),
    (
        "P2",
        0,
        Before(("question", "identity-filled"), |page| {
            let field = field(page, "question.field");
            field.shown.clone_from(&field.value);
        }),
    ),
    ("P2", 0, Before(HOME, |page| page.header.retain(|one| one.id.as_str() != "frame.cover"))),
    ("P4", 0, Before(NOTICE, |page| page.content.push(Node::text("notice.long", "长".repeat(61))))),
    ("P4", 0, Before(NOTICE, |page| page.content.retain(|one| one.id.as_str() != "notice.more"))),
    ("E3", 0, Before(("browse", "doors"), |page| page.content.retain(|node| !matches!(node.kind, Kind::Notice(..))))),
    ("U1", 0, Words("zh-CN", "这句话不长也不短，正好记得住", "这句话有一点儿长，老人家听到后面的时候，前面说的是什么就全都忘了")),
    (
        "U1",
        0,
        Words(
            "en",
            "Short.",
            "This is a sentence of more than twenty words, which nobody who is ninety keeps in mind until it comes to its very end.",
        ),
    ),
    ("U1", 1, Words("zh-CN", "请交上去", "请提交")),
    ("U1", 2, Words("zh-CN", "好", "黻鼗龠")),
    ("U2", 0, Before(("review", "filled"), |page| page.whole = false)),
    ("U3", 0, Before(("question", "same-phone"), |page| page.content.retain(|one| one.id.as_str() != "question.same"))),
    ("U3", 1, Words("zh-CN", "问一遍", "再问一遍")),
    ("U5", 0, Before(HOME, |page| say(page, "今天有优惠"))),
    ("AT", 0, Before(HOME, |page| page.content[0].name = String::new())),
    ("AT", 0, Laid(HOME, |spread| spread.parts[0].sheet.layout.nodes[0].bounds.width = 0.0)),
];

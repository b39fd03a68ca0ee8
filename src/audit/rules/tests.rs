//! Each rule can fail: a page that keeps it is spoilt in one way, and the rule finds that.

use super::*;
use crate::audit::report::{Finding, Place, Report};
use crate::audit::spread::{Spread, spread};
use crate::domain::settings::{Locale, TextSize};
use crate::screen::{Message, presets};
use crate::semantic::{Field, Icon, Kind, Node, Page, Weight};
use crate::ui::palette::{Color, Palette};
use crate::ui::{Headless, Look, Profile};

/// A preset at a desk in the language of record, spoilt before it is laid out.
fn laid(screen: &str, state: &str, step: u8, palette: Option<&'static Palette>, spoil: impl FnOnce(&mut Page<Message>)) -> Spread<'static> {
    let locale = Locale::ZhCn;
    let drawn = palette.is_some();
    let look = Look::new(step, palette.unwrap_or(Palette::ALL[0]), Profile::HOME, (1280.0, 800.0), locale.tag());
    let mut ctx = presets::context(locale).unwrap();
    ctx.settings.text_size = TextSize::try_from(step).unwrap();
    ctx.compact = look.compact();
    let ctx: &'static Context = Box::leak(Box::new(ctx));
    let preset = presets::presets(ctx).into_iter().find(|(one, of, _)| *one == screen && *of == state);
    let (_, _, mut page) = preset.unwrap_or_else(|| panic!("no preset {screen}-{state}"));
    spoil(&mut page);
    let mut bench = Headless::new(locale.tag()).expect("fonts-noto-cjk is not installed");
    let mut spread = spread(&mut bench, ctx, look, (Place::default(), page), drawn.then_some(0));
    spread.help = spread.parts[0].bounds(&"frame.help".into());
    spread
}

/// What a rule finds on a laid out page.
fn found(id: &str, spread: &Spread<'_>) -> Vec<Finding> {
    let mut report = Report::default();
    let rule = RULES.iter().find(|rule| rule.id == id).unwrap();
    for check in rule.checks {
        if let Check::Laid(check) | Check::Told(check) | Check::Drawn(check) = check {
            check(spread, &mut Verdict::new(&mut report, id_of(rule), &spread.place));
        }
    }
    assert!(report.checks > 0, "{id} looks at nothing");
    report.findings
}

const fn id_of(rule: &Rule) -> &'static str {
    rule.id
}

/// The rule holds, and does not after the page is spoilt before layout.
fn fails_on_page(id: &str, (screen, state): (&str, &str), spoil: impl FnOnce(&mut Page<Message>)) {
    assert_eq!(found(id, &laid(screen, state, 2, None, |_| ())), [], "{id} on a sound page");
    assert_ne!(found(id, &laid(screen, state, 2, None, spoil)), [], "{id} finds nothing");
}

/// The same, spoilt after layout.
fn fails_on_layout(id: &str, (screen, state): (&str, &str), spoil: impl FnOnce(&mut Spread<'static>)) {
    let mut spread = laid(screen, state, 2, None, |_| ());
    assert_eq!(found(id, &spread), [], "{id} on a sound page");
    spoil(&mut spread);
    assert_ne!(found(id, &spread), [], "{id} finds nothing");
}

fn field<'a>(page: &'a mut Page<Message>, id: &'static str) -> &'a mut Field<Message> {
    match &mut page.content.iter_mut().find(|node| node.id == id.into()).unwrap().kind {
        Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) => field,
        _ => panic!("{id} is no field"),
    }
}

fn say(words: &str) -> impl FnOnce(&mut Page<Message>) + use<> {
    let node = Node::text("home.new", words);
    move |page| page.content.push(node)
}

const HOME: (&str, &str) = ("home", "confirmed");

#[test]
fn a_target_of_ten_millimetres_is_found() {
    fails_on_layout("T1", HOME, |spread| {
        let ten = spread.look.mm(10.0);
        spread.parts[0].sheet.layout.nodes.iter_mut().find(|placed| placed.id == "home.search".into()).unwrap().bounds.height = ten;
    });
}

#[test]
fn a_primary_act_of_sixteen_millimetres_and_a_gap_of_three_are_found() {
    let plain = |page: &mut Page<Message>| page.actions[0].kind = Kind::Button(Weight::Plain);
    let mut spread = laid("question", "name", 2, None, plain);
    assert_eq!(found("T1", &spread), []);
    for part in &mut spread.parts {
        part.page.actions[0].kind = Kind::Button(Weight::Primary);
    }
    assert!(found("T1", &spread).iter().any(|finding| finding.required == "20 mm"));
    fails_on_layout("T1", HOME, |spread| {
        let three = spread.look.mm(3.0);
        let nodes = &mut spread.parts[0].sheet.layout.nodes;
        let back = nodes.iter().find(|placed| placed.id == "frame.back".into()).unwrap().bounds;
        nodes.iter_mut().find(|placed| placed.id == "frame.home".into()).unwrap().bounds.x = back.x + back.width + three;
    });
}

#[test]
fn what_does_not_answer_a_tap_is_found() {
    fails_on_layout("T3", HOME, |spread| spread.parts[0].answered.retain(|id| *id != "home.search".into()));
}

#[test]
fn help_that_is_away_or_elsewhere_is_found() {
    fails_on_page("T5", HOME, |page| page.footer.truncate(3));
    fails_on_page("T5", HOME, |page| page.footer[3].on_press = None);
    fails_on_layout("T5", HOME, |spread| {
        spread.help = spread.help.map(|help| crate::semantic::Rect { x: help.x - 40.0, ..help });
    });
}

#[test]
fn puzzles_and_adverts_are_found() {
    fails_on_page("T6", HOME, |page| page.content.push(Node::heading("home.new", 2, "请写验证码")));
    fails_on_page("T6", ("question", "name"), |page| page.content.push(Node::picture("question.puzzle", Icon::Eye, "看图写字")));
    fails_on_page("U5", HOME, say("今天有优惠"));
}

#[test]
fn small_letters_strange_faces_and_missing_glyphs_are_found() {
    fails_on_layout("V1", HOME, |spread| spread.parts[0].sheet.runs[0].cap = spread.look.mm(4.7));
    fails_on_layout("V1", HOME, |spread| spread.parts[0].sheet.runs[0].cap = spread.look.mm(6.0));
    fails_on_page("V2", HOME, say("\u{10ffff}"));
    fails_on_layout("V2", HOME, |spread| spread.parts[0].sheet.runs[0].faces.push("Serif".into()));
}

#[test]
fn close_and_long_lines_are_found() {
    fails_on_layout("V3", HOME, |spread| spread.parts[0].sheet.runs[0].line *= 0.9);
    fails_on_layout("V4", HOME, |spread| spread.parts[0].sheet.runs[0].lines[0].glyphs = 41);
}

#[test]
fn what_is_lost_by_enlarging_is_found() {
    fails_on_layout("V8", HOME, |spread| spread.parts[0].sheet.layout.nodes[0].bounds.x = -30.0);
    fails_on_layout("V8", HOME, |spread| spread.parts[0].sheet.runs[0].needs.0 = 5000.0);
    fails_on_layout("V8", HOME, |spread| spread.parts[0].sheet.runs[0].words.push('…'));
    fails_on_layout("V8", HOME, |spread| spread.parts[0].sheet.runs[0].seen.height -= 9.0);
    fails_on_layout("V8", HOME, |spread| spread.parts[0].sheet.runs[1].seen = spread.parts[0].sheet.runs[0].seen);
    fails_on_layout("V8", HOME, |spread| spread.parts[0].sheet.layout.nodes.retain(|placed| placed.id != "home.search".into()));
    fails_on_layout("V8", HOME, |spread| spread.parts.clear());
}

#[test]
fn colour_alone_and_icons_alone_are_found() {
    fails_on_page("V7", ("home", "silent"), |page| page.content[0].icon = None);
    fails_on_layout("V10", HOME, |spread| {
        spread.parts[0].sheet.runs.retain(|run| run.kind == crate::ui::RunKind::Icon || run.node != Some("frame.help".into()));
    });
}

#[test]
fn a_pager_that_is_away_and_a_footer_that_moves_are_found() {
    let long = ("guide", "longest");
    fails_on_layout("V11", long, |spread| spread.parts[0].sheet.layout.nodes.retain(|placed| placed.id != "pager.next".into()));
    fails_on_layout("V11", long, |spread| {
        spread.parts[1].sheet.layout.nodes.iter_mut().find(|placed| placed.id == "frame.home".into()).unwrap().bounds.y += 3.0;
    });
}

#[test]
fn a_spoken_text_that_is_dropped_or_unseen_is_found() {
    fails_on_layout("S1", HOME, |spread| drop(spread.parts[0].page.content.remove(0)));
    fails_on_layout("S1", HOME, |spread| spread.parts[0].sheet.runs.retain(|run| run.node != Some("home.question".into())));
    fails_on_layout("S2", HOME, |spread| spread.parts[0].sheet.layout.nodes.retain(|placed| placed.id != "home.question".into()));
    fails_on_layout("S1", HOME, |spread| spread.parts[0].page.content.rotate_left(1));
}

#[test]
fn a_wrong_voice_and_an_error_without_words_are_found() {
    fails_on_page("S5", HOME, |page| page.content[0].language = Some("en"));
    fails_on_page("S6", ("question", "name-error"), |page| field(page, "question.field").error = Some(" ".into()));
}

#[test]
fn a_receipt_that_cannot_be_kept_in_mind_is_found() {
    fails_on_page("S7", ("receipt", "filled"), |page| page.result = false);
    fails_on_page("S7", ("receipt", "filled"), |page| {
        let number = page.content.iter_mut().find(|node| matches!(node.kind, Kind::ReceiptNumber(_))).unwrap();
        number.kind = Kind::ReceiptNumber(vec!["261121000178".into()]);
    });
}

#[test]
fn a_secret_that_is_said_or_seen_is_found() {
    let secret = presets::samples().unwrap().filled().unwrap().written("identityNumber").to_owned();
    fails_on_page("P1", HOME, |page| page.content[0].spoken = Some(format!("号码 {secret}")));
    fails_on_page("P2", HOME, say(&secret));
    fails_on_page("P2", ("question", "identity-filled"), |page| {
        let field = field(page, "question.field");
        field.shown.clone_from(&field.value);
    });
    let said = |page: &mut Page<Message>| {
        for node in &mut page.content {
            node.private = None;
            node.children.iter_mut().for_each(|child| child.private = None);
        }
    };
    fails_on_page("P1", ("found", "private"), said);
    fails_on_page("P1", ("guide", "private"), said);
    fails_on_page("P1", ("lookup", "shown"), said);
    fails_on_page("P2", ("lookup", "found"), |page| {
        let amount = page.content.iter_mut().find(|node| node.id == "lookup.line-3".into()).unwrap();
        amount.kind = Kind::Fact { value: "¥3,287.65".into() };
    });
    fails_on_page("P2", HOME, |page| page.header.retain(|node| node.id != "frame.cover".into()));
}

#[test]
fn a_notice_that_is_long_or_has_nothing_behind_it_is_found() {
    let notice = ("question", "notice");
    fails_on_page("P4", notice, |page| page.content.push(Node::text("notice.long", "长".repeat(61))));
    fails_on_page("P4", notice, |page| page.content.retain(|node| node.id != "notice.more".into()));
}

/// Paper with one thing changed.
fn paper(change: impl FnOnce(&mut Palette)) -> &'static Palette {
    let mut palette = Palette { ..crate::ui::palette::PAPER };
    change(&mut palette);
    Box::leak(Box::new(palette))
}

const PALE: Color = Color::from_rgb(0.6, 0.6, 0.6);

#[test]
fn a_pale_colour_is_found_in_tokens_and_in_pixels() {
    let tokens = |rule: fn(&Palette, &mut Verdict<'_>), palette: &Palette| {
        let mut report = Report::default();
        rule(palette, &mut Verdict::new(&mut report, "V5", &Place::default()));
        report.findings.len()
    };
    let pale = paper(|palette| palette.page.text = PALE);
    assert_eq!(tokens(colour::tokens, &crate::ui::palette::PAPER), 0);
    assert_eq!(tokens(colour::tokens, pale), 1);
    let dim = Box::leak(Box::new(Palette { name: "night", ..crate::ui::palette::PAPER }));
    dim.page.text = PALE;
    assert_eq!(tokens(colour::choices, dim), 1);
    assert_eq!(found("V5", &laid("home", "confirmed", 1, Some(paper(|_| ())), |_| ())), []);
    let spoilt = [
        paper(|palette| palette.page.text = PALE),
        paper(|palette| palette.primary.ground = Color::from_rgb(0.5, 0.7, 0.8)),
        paper(|palette| palette.line = PALE),
        paper(|palette| palette.card_pressed.text = PALE),
    ];
    for palette in spoilt {
        assert_ne!(found("V5", &laid("home", "confirmed", 1, Some(palette), |_| ())), [], "{palette:?}");
    }
    let soft = Box::leak(Box::new(Palette { name: "soft", ..crate::ui::palette::PAPER }));
    assert_ne!(found("V6", &laid("home", "confirmed", 1, Some(soft), |_| ())), [], "too strong for the soft theme");
}

#[test]
fn a_ring_a_bar_and_a_caption_that_are_not_seen_are_found() {
    assert_eq!(found("V9", &laid("home", "confirmed", 1, Some(paper(|_| ())), |_| ())), []);
    let pale = paper(|palette| (palette.ring, palette.ring_inner) = (PALE, PALE));
    assert_ne!(found("V9", &laid("home", "confirmed", 1, Some(pale), |_| ())), []);
    let mut sound = laid("home", "confirmed", 1, Some(paper(|_| ())), |_| ());
    assert_eq!(found("S2", &sound), []);
    assert_eq!(found("S10", &sound), []);
    let faint = paper(|palette| palette.primary.ground = PALE);
    assert_ne!(found("S2", &laid("home", "confirmed", 1, Some(faint), |_| ())), []);
    sound.parts[0].shots.iter_mut().for_each(|shot| shot.caption = Some("别的话".into()));
    assert_ne!(found("S10", &sound), []);
}

#[test]
fn a_stop_that_is_never_seen_is_found() {
    fails_on_layout("V9", HOME, |spread| spread.parts[0].sheet.layout.nodes.retain(|placed| placed.id != "home.search".into()));
}

#[test]
fn a_node_without_a_name_is_found() {
    fails_on_page("AT", HOME, |page| page.content[0].name = String::new());
    fails_on_layout("AT", HOME, |spread| spread.parts[0].sheet.layout.nodes[0].bounds.width = 0.0);
}

#[test]
fn every_rule_is_spoilt_by_a_test() {
    let own = concat!(include_str!("tests.rs"), include_str!("plain.rs"), include_str!("way.rs"));
    for rule in RULES {
        assert!(own.contains(&format!("\"{}\"", rule.id)), "nobody proves that {} can fail", rule.id);
    }
}

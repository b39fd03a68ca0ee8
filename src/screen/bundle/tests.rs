//! What several things in one go promise: each is a line that says where it is, and what was not taken is sent again.

use super::*;
use crate::domain::failure::FailureKind;
use crate::domain::settings::Locale;
use crate::screen::matter::{Matter as Screen, Message};
use crate::screen::presets::{context, samples};
use crate::screen::{Action, Request, receipt};
use crate::semantic::{Kind, Page};

const ASKED: [Option<Stage>; 4] = [Some(Stage::Received), None, Some(Stage::Completed), Some(Stage::Correction)];
const UNSENT: [Option<Stage>; 4] = [Some(Stage::Received), None, None, Some(Stage::Received)];
const TAKEN: [Option<Stage>; 4] = [Some(Stage::Received); 4];

fn filed(stages: [Option<Stage>; 4]) -> Matter {
    let samples = samples().unwrap();
    samples.bundled(&samples.bundle(), stages)
}

fn page(screen: &Screen) -> Page<Message> {
    screen.page(&context(Locale::ZhCn).unwrap())
}

fn has<M>(page: &Page<M>, id: &'static str) -> bool {
    page.find(&id.into()).is_some()
}

#[test]
fn what_is_asked_stands_first_and_each_line_leads_to_its_own_matter() {
    let matter = filed(ASKED);
    let (screen, _) = Screen::known(Box::new(matter.clone()));
    let page = page(&screen);
    let lines = &page.find(&"bundle.lines".into()).unwrap().children;
    let told: Vec<_> = lines.iter().map(|line| (line.name.clone(), line.on_press.clone(), line.icon)).collect();
    let part = |at: usize| (matter.parts[at].name.zh_cn.clone(), Some(Message::OtherPressed(matter.parts[at].file)));
    assert_eq!((told[0].0.clone(), told[0].1.clone()), part(3));
    assert_eq!((told[1].0.clone(), told[1].1.clone()), (part(1).0, None), "there is nothing to see of it yet");
    assert_eq!((told[2].0.clone(), told[2].1.clone()), part(0));
    assert!(lines[1].disabled.as_deref().is_some_and(|why| why.contains("还没送到")) && lines[1].focusable());
    assert!(lines[0].description.as_deref().is_some_and(|told| told.contains("民政局") && told.contains("要您补东西")));
    assert!(lines.iter().all(|line| matches!(line.kind, Kind::Card) && line.icon.is_some()));
    let main = page.actions.first().and_then(|act| act.on_press.clone());
    assert_eq!(main, Some(Message::OtherPressed(matter.parts[3].file)), "what is asked comes before all");
    assert!(has(&page, "bundle.again") && !has(&page, "matter.withdraw") && !has(&page, "matter.timeline"));
}

#[test]
fn sent_again_it_is_waited_for_and_the_outcome_is_told() {
    let matter = filed(UNSENT);
    let (mut screen, _) = Screen::known(Box::new(matter.clone()));
    let send = Action::Load(Request::SendParts(matter.file));
    let told = page(&screen).find(&"bundle.unsent".into()).unwrap().clone();
    assert!(told.name.contains('2') && told.description.is_some_and(|words| words.contains("不会交两遍")));
    assert_eq!(screen.update(Message::SendPressed), send);
    assert!(has(&page(&screen), "bundle.sending") && !has(&page(&screen), "bundle.again"), "pressed twice");
    assert_eq!(screen.resume(), send, "what came meanwhile has been dropped");
    let answer = |matter| Message::Sent(filed(UNSENT).file, Box::new(matter));
    screen.update(answer(Ok(matter)));
    assert!(has(&page(&screen), "bundle.still") && has(&page(&screen), "bundle.again"));
    screen.update(Message::SendPressed);
    screen.update(answer(Err(Failure::new(FailureKind::Unreachable))));
    let away = page(&screen);
    assert!(has(&away, "error.what") && has(&away, "frame.again") && has(&away, "bundle.lines"));
    screen.update(Message::SendPressed);
    screen.update(answer(Ok(filed(TAKEN))));
    let sent = page(&screen);
    assert!(sent.find(&"bundle.sent".into()).is_some_and(|node| matches!(node.kind, Kind::Notice(Tone::Success, Live::Assertive))));
    assert!(!has(&sent, "bundle.again"));
}

#[test]
fn the_receipt_has_one_number_then_the_lines_and_looks_again_when_one_comes_back() {
    let matter = filed(UNSENT);
    let mut screen = receipt::Receipt::new(Box::new(matter.clone()));
    assert_eq!(screen.resume(), Action::Load(Request::Matter(matter.file)));
    let page = screen.page(&context(Locale::ZhCn).unwrap());
    let place = |id: &str| page.content.iter().position(|node| node.id.as_str() == id).unwrap();
    assert!(place("receipt.number") < place("bundle.lines"));
    assert!(page.actions[0].id == "bundle.again".into() && has(&page, "receipt.follow"));
    screen.update(receipt::Message::Reloaded(matter.file, Box::new(Ok(filed(TAKEN)))));
    let page = screen.page(&context(Locale::ZhCn).unwrap());
    assert!(page.actions[0].id == "receipt.follow".into() && !has(&page, "bundle.unsent"));
    let alone = receipt::Receipt::new(Box::new(samples().unwrap().matter(Stage::Received)));
    assert_eq!(alone.resume(), Action::None);
}

#[test]
fn a_part_says_to_what_it_belongs_and_leads_back() {
    let whole = filed(TAKEN).file;
    let part = Matter { whole: Some(whole), ..samples().unwrap().matter(Stage::Accepted) };
    let (mut screen, _) = Screen::known(Box::new(part));
    let page = page(&screen);
    assert!(has(&page, "matter.part-1") && has(&page, "matter.timeline") && !has(&page, "bundle.lines"));
    let Action::Go(crate::screen::Destination::Matter(file)) = screen.update(Message::OtherPressed(whole)) else { panic!("stays") };
    assert_eq!(file, whole);
}

#[test]
fn in_a_few_words_what_is_asked_comes_before_what_is_not_sent() {
    let ctx = context(Locale::ZhCn).unwrap();
    assert_eq!(state(&ctx, &filed(ASKED)), "有 1 样要您补东西");
    assert_eq!(state(&ctx, &filed(UNSENT)), "有 2 样还没送到部门");
    assert_eq!(
        state(
            &ctx,
            &filed(
                [Some(Stage::Completed), Some(Stage::Refused), Some(Stage::Accepted), None].map(|stage| stage.or(Some(Stage::Approved)))
            )
        ),
        "一共 4 样，办完 2 样"
    );
    assert!(asks(&filed(ASKED)) && !asks(&filed(UNSENT)));
}

#[test]
fn after_a_death_nothing_is_a_success() {
    let ctx = context(Locale::ZhCn).unwrap();
    let matter = Matter { manner: Manner::Bereavement, ..filed(TAKEN) };
    let told = Sending::Tried.told(&ctx, &matter, ());
    assert!(matches!(told[0].kind, Kind::Notice(Tone::Info, _)));
}

#[test]
fn in_a_hall_the_name_of_a_private_part_is_shown_and_not_said() {
    let samples = samples().unwrap();
    let mut ctx = context(Locale::ZhCn).unwrap();
    ctx.kiosk = true;
    let matter = samples.bundled(&samples.private_bundle(), TAKEN);
    let said = |ctx: &crate::screen::Context| {
        let (screen, _) = Screen::known(Box::new(matter.clone()));
        let heard = crate::semantic::narrate(&screen.page(ctx), None, &crate::screen::Words(ctx.texts));
        let named = |at: usize| heard.iter().any(|one| one.spoken.contains(ctx.local(&matter.parts[at].name)));
        (named(0), named(1))
    };
    assert_eq!(said(&ctx), (false, true));
    ctx.kiosk = false;
    assert_eq!(said(&ctx), (true, true));
}

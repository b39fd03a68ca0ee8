//! Each door leads to few things; what is pressed takes effect, or is only heard.

use super::*;
use crate::domain::settings::ChineseVoice;
use crate::screen::presets::context;
use crate::semantic::Page;

fn behind(door: Door) -> Settings {
    let mut settings = Settings::new();
    assert_eq!(settings.update(Message::Opened(door)), Action::None);
    settings
}

#[test]
fn a_choice_takes_effect_at_once() {
    let mut ctx = context(Locale::ZhCn).unwrap();
    let mut settings = behind(Door::Theme);
    let page = settings.page(&ctx);
    let night = page.find(&"settings.theme-night".into()).and_then(|node| node.on_press).unwrap();
    let Action::Change(change) = settings.update(night) else { panic!("no change") };
    ctx.settings = ctx.settings.changed(change);
    let page = settings.page(&ctx);
    let selected =
        page.find(&"settings.theme-night".into()).map(|node| matches!(node.kind, crate::semantic::Kind::Choice { selected: true }));
    assert_eq!(selected, Some(true));
}

#[test]
fn the_ends_of_a_scale_say_that_they_are() {
    let mut ctx = context(Locale::ZhCn).unwrap();
    ctx.settings.text_size = TextSize::MIN;
    let page = behind(Door::Size).page(&ctx);
    assert!(page.find(&"settings.smaller".into()).unwrap().disabled.is_some());
    assert!(page.find(&"settings.larger".into()).unwrap().on_press.is_some());
    assert_eq!(page.find(&"settings.size".into()).unwrap().name, "第 1 档，共 5 档");
}

#[test]
fn each_language_speaks_for_itself() {
    let page = behind(Door::Locale).page(&context(Locale::ZhCn).unwrap());
    assert_eq!(page.find(&"settings.locale-en".into()).and_then(|node| node.language), Some("en"));
}

#[test]
fn every_door_leads_to_few_things_and_back() {
    let ctx = context(Locale::ZhCn).unwrap();
    let doors = Settings::new().page(&ctx);
    for door in Door::ALL {
        let card = doors.find(&format!("settings.door-{}", door.name()).into()).unwrap();
        assert_eq!(card.on_press, Some(Message::Opened(door)));
        assert!(card.description.is_some());
        let mut settings = behind(door);
        let pressable = settings.page(&ctx).nodes().iter().filter(|(_, node)| node.focusable()).count();
        assert!((2..=9).contains(&pressable), "{door:?}: {pressable}");
        assert!(settings.back() && !settings.back());
    }
}

/// The voices as they stand on the page: what is chosen, and what each button beside lets one hear.
fn offered(page: &Page<Message>) -> Vec<(bool, Message)> {
    let voices = &page.find(&"settings.chinese".into()).unwrap().children;
    voices.iter().map(|node| (matches!(node.kind, crate::semantic::Kind::Choice { .. }), node.on_press.unwrap())).collect()
}

#[test]
fn each_voice_can_be_heard_beside_its_name() {
    let mut settings = behind(Door::Chinese);
    let page = settings.page(&context(Locale::ZhCn).unwrap());
    let expected = ChineseVoice::ALL
        .into_iter()
        .flat_map(|voice| [(true, Message::Changed(Change::Chinese(voice))), (false, Message::SamplePressed(Sample::Voice(voice)))]);
    assert_eq!(offered(&page), expected.collect::<Vec<_>>());
    assert_eq!(settings.update(Message::SamplePressed(Sample::Rate)), Action::Sample(Sample::Rate));
    assert_eq!(page.find(&"settings.sample-xiaoyi".into()).unwrap().name, "听一听晓伊");
}

#[test]
fn where_nothing_is_heard_it_says_why_and_offers_no_sample() {
    let mut ctx = context(Locale::ZhCn).unwrap();
    let loud = ctx.settings;
    for (change, words, way_out) in [(Change::Speech(false), "现在不念", Change::Speech(true)), (Change::Softer, "最小", Change::Louder)]
    {
        ctx.settings = (0..10).fold(loud, |settings, _| settings.changed(change));
        for door in [Door::Chinese, Door::Rate] {
            let page = behind(door).page(&ctx);
            assert!(page.find(&"settings.unheard".into()).unwrap().name.contains(words), "{door:?}");
            let acts: Vec<_> = page.nodes().iter().filter_map(|(_, node)| node.on_press).collect();
            assert!(acts.contains(&Message::Changed(way_out)), "{door:?}");
            assert!(!acts.iter().any(|act| matches!(act, Message::SamplePressed(_))), "{door:?}");
        }
    }
}

#[test]
fn it_says_who_speaks_and_whom_to_ask_where_it_is_another() {
    let mut ctx = context(Locale::ZhCn).unwrap();
    let speaks = |ctx: &Context| {
        let node = behind(Door::Chinese).page(ctx).find(&"settings.speaks".into()).cloned().unwrap();
        (node.name, node.description)
    };
    assert_eq!(speaks(&ctx), ("现在念给您听的是云希。".to_owned(), None));
    ctx.voice_instead = Some("voice-because-absent");
    ctx.settings.chinese = ChineseVoice::Xiaoyi;
    let (name, home) = speaks(&ctx);
    assert_eq!(name, "晓伊还没有装上，现在由机器声念。");
    ctx.kiosk = true;
    let (_, hall) = speaks(&ctx);
    assert!(home.unwrap().contains("家里人") && hall.unwrap().contains("工作人员"));
}

//! Each check of each rule can fail: what keeps it is spoilt in one way, and it finds that. [`mutations::ALL`] is the list;
//! a check without a line in it fails here.

use std::collections::BTreeSet;

use super::*;
use crate::audit::report::{Finding, Place, Report};
use crate::audit::spread::{Spread, spread};
use crate::domain::settings::{Locale, TextSize};
use crate::screen::presets;
use crate::ui::{Headless, Look, Profile};

mod mutations;

/// What is spoilt, and how.
enum Spoil {
    /// A preset, before it is laid out or asked.
    Page((&'static str, &'static str), fn(&mut Page<Message>)),
    /// A preset, after it was laid out or drawn.
    Laid((&'static str, &'static str), fn(&mut Spread<'static>)),
    /// A theme: as such, or home drawn in it.
    Theme(&'static str, fn(&mut Palette)),
    /// The words of a language: what will do, and what will not.
    Words(&'static str, &'static str, &'static str),
}

/// A check of a rule, by its place among the checks of the rule, and what it is to find.
type Mutation = (&'static str, usize, Spoil);

/// A screen in a state at a desk in the language of record.
fn preset((screen, state): (&str, &str), look: &Look) -> (Screen, Context) {
    let mut ctx = presets::context(Locale::ZhCn).unwrap();
    ctx.settings.text_size = TextSize::try_from(look.step).unwrap();
    ctx.compact = look.compact();
    let all = presets::screens(&ctx).into_iter();
    let found = all.map(|(id, preset)| (id.name(), preset)).find(|(id, (of, ..))| *id == screen && *of == state);
    let (_, (_, screen, ctx)) = found.unwrap_or_else(|| panic!("no preset {screen}-{state}"));
    (screen, ctx)
}

/// It laid out, or drawn, spoilt before.
fn laid(at: (&str, &str), palette: &'static Palette, drawn: bool, spoil: impl FnOnce(&mut Page<Message>)) -> Spread<'static> {
    let look = Look::new(if drawn { 1 } else { 2 }, palette, Profile::HOME, (1280.0, 800.0), "zh-CN");
    let (screen, ctx) = preset(at, &look);
    let mut page = screen.page(&ctx);
    spoil(&mut page);
    let mut bench = Headless::new("zh-CN").expect("fonts-noto-cjk is not installed");
    let mut spread = spread(&mut bench, Box::leak(Box::new(ctx)), look, (Place::default(), page), drawn.then_some(0));
    spread.help = spread.parts[0].bounds(&"frame.help".into());
    spread
}

/// What a check finds.
fn found(id: &'static str, check: impl FnOnce(&mut Verdict<'_>)) -> Vec<Finding> {
    let mut report = Report::default();
    check(&mut Verdict::new(&mut report, id, &Place::default()));
    assert!(report.checks > 0, "{id} looks at nothing");
    report.findings
}

/// The check holds on what is sound and finds what is spoilt.
fn prove((id, at, spoil): &Mutation) {
    let rule = RULES.iter().find(|rule| rule.id == *id).unwrap_or_else(|| panic!("no rule {id}"));
    let found = |check: &dyn Fn(&mut Verdict<'_>)| found(rule.id, check);
    let themed = |name: &str, spoil: &dyn Fn(&mut Palette)| -> &'static Palette {
        let mut palette = Palette { ..*Palette::named(name) };
        spoil(&mut palette);
        Box::leak(Box::new(palette))
    };
    let (sound, spoilt) = match (rule.checks[*at], spoil) {
        (Check::Laid(check) | Check::Told(check) | Check::Drawn(check), Spoil::Page(of, spoil)) => {
            let drawn = matches!(rule.checks[*at], Check::Drawn(_));
            let [sound, spoilt] = [(|_| ()) as fn(&mut _), *spoil].map(|spoil| laid(*of, Palette::ALL[0], drawn, spoil));
            (found(&|verdict| check(&sound, verdict)), found(&|verdict| check(&spoilt, verdict)))
        }
        (Check::Laid(check) | Check::Told(check) | Check::Drawn(check), Spoil::Laid(of, spoil)) => {
            let drawn = matches!(rule.checks[*at], Check::Drawn(_));
            let mut spread = laid(*of, Palette::ALL[0], drawn, |_| ());
            let sound = found(&|verdict| check(&spread, verdict));
            spoil(&mut spread);
            (sound, found(&|verdict| check(&spread, verdict)))
        }
        (Check::Drawn(check), Spoil::Theme(name, spoil)) => {
            let [sound, spoilt] = [(|_| ()) as fn(&mut _), *spoil].map(|spoil| {
                let spread = laid(("home", "confirmed"), themed(name, &spoil), true, |_| ());
                found(&|verdict| check(&spread, verdict))
            });
            (sound, spoilt)
        }
        (Check::Themed(check), Spoil::Theme(name, spoil)) => {
            (found(&|verdict| check(Palette::named(name), verdict)), found(&|verdict| check(themed(name, &spoil), verdict)))
        }
        (Check::Asked(check), Spoil::Page(at, spoil)) => {
            let (screen, ctx) = preset(*at, &Look::new(2, Palette::ALL[0], Profile::HOME, (1280.0, 800.0), "zh-CN"));
            let show = |screen: &Screen, ctx: &Context| {
                let mut page = screen.page(ctx);
                spoil(&mut page);
                page
            };
            let asked = |show: &dyn Fn(&Screen, &Context) -> Page<Message>| {
                found(&|verdict| check(&Seen { screen: &screen, ctx: &ctx, show }, verdict))
            };
            (asked(&Screen::page), asked(&show))
        }
        (Check::Worded(check), Spoil::Words(language, good, bad)) => {
            let [sound, spoilt] = [good, bad].map(|words| {
                let plain = Plain::saying(language, words);
                found(&|verdict| check(&plain, Texts::of(language), verdict))
            });
            (sound, spoilt)
        }
        _ => panic!("{id}.{at} cannot be spoilt like that"),
    };
    assert_eq!(sound, [], "{id}.{at} on what is sound");
    assert_ne!(spoilt, [], "{id}.{at} finds nothing");
}

fn prove_all(of: impl Fn(&str) -> bool) {
    let mutations = mutations::ALL.iter().filter(|(id, ..)| of(id));
    assert!(mutations.map(prove).count() > 5);
}

#[test]
fn what_the_eye_would_miss_is_found() {
    prove_all(|id| ["V1", "V2", "V3", "V4", "V5", "V6"].contains(&id));
}

#[test]
fn what_stands_wrong_is_found() {
    prove_all(|id| id.starts_with('V') && !["V1", "V2", "V3", "V4", "V5", "V6"].contains(&id));
}

#[test]
fn what_the_hand_would_miss_is_found() {
    prove_all(|id| id.starts_with('T'));
}

#[test]
fn what_the_ear_would_miss_is_found() {
    prove_all(|id| id.starts_with('S'));
}

#[test]
fn what_is_said_too_much_badly_or_to_the_wrong_is_found() {
    prove_all(|id| !id.starts_with(['V', 'T', 'S']));
}

#[test]
fn no_check_is_without_its_mutation() {
    let all: BTreeSet<(&str, usize)> = RULES.iter().flat_map(|rule| (0..rule.checks.len()).map(move |at| (rule.id, at))).collect();
    let proved: BTreeSet<(&str, usize)> = mutations::ALL.iter().map(|(id, at, _)| (*id, *at)).collect();
    assert_eq!(all, proved, "left: what is checked; right: what is proved to be able to fail");
}

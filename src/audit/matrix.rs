//! What is checked over what: the settings, the presets in each, and the rules on them.

use super::report::{Place, Verdict};
use super::rules::{Check, Plain, RULES, Rule, Seen};
use super::share::share;
use super::spread::{Spread, spread};
use super::{Error, Options, Report};
use crate::domain::settings::{Locale, TextSize};
use crate::i18n::Texts;
use crate::screen::{self, Context, Screen, ScreenId};
use crate::ui::{Headless, Look, Palette, Profile};

/// The least window of the program, logical px.
pub const SMALLEST_WINDOW: (f32, f32) = (800.0, 600.0);
/// A display lower than this, mm, has no room for the fifth size (V8 and the four buttons of the footer).
const LOW_MM: f32 = 200.0;

/// A display with the window on it.
#[derive(Debug, Clone)]
struct Display {
    name: String,
    profile: Profile,
    window: (f32, f32),
}

impl Display {
    fn new(name: &str, profile: Profile, window: (f32, f32)) -> Self {
        Self { name: name.to_owned(), profile, window }
    }
    /// The largest text size it has room for.
    fn largest(&self) -> u8 {
        if self.window.1 < self.profile.px(LOW_MM) { 4 } else { 5 }
    }
    fn look(&self, step: u8, palette: &'static Palette, locale: Locale) -> Look {
        Look::new(step, palette, self.profile, self.window, locale.tag())
    }
}

/// A desk, a hall with the screen across and upright, the least window.
fn displays(options: &Options) -> Result<Vec<Display>, Error> {
    let Some((name, profile)) = &options.profile else {
        return Ok(vec![
            Display::new("desk-1280x800", Profile::HOME, (1280.0, 800.0)),
            Display::new("hall-1920x1080", Profile::KIOSK, (1920.0, 1080.0)),
            Display::new("hall-1080x1920", Profile::KIOSK, (1080.0, 1920.0)),
            Display::new("least-800x600", Profile::HOME, SMALLEST_WINDOW),
        ]);
    };
    let window = (profile.width_px.unwrap_or(1280) as f32, profile.height_px.unwrap_or(800) as f32);
    if window.0 < SMALLEST_WINDOW.0 || window.1 < SMALLEST_WINDOW.1 {
        return Err(Error::Small(name.clone()));
    }
    Ok(vec![Display::new(name, *profile, window)])
}

/// One setting in which all presets are looked at.
struct Setting {
    display: Display,
    locale: Locale,
    step: u8,
    palette: &'static Palette,
    drawn: bool,
    /// The trees are looked at, too: once a language, with header and footer in full and folded.
    told: bool,
}

fn settings(displays: &[Display], rules: &[&Rule]) -> Vec<Setting> {
    let wants = |wanted: fn(&Check) -> bool| rules.iter().any(|rule| rule.checks.iter().any(wanted));
    let (laid, told) = (wants(|check| matches!(check, Check::Laid(_))), wants(|check| matches!(check, Check::Told(_))));
    let mut settings = Vec::new();
    for locale in Locale::ALL {
        for (at, display) in displays.iter().enumerate() {
            for step in 1..=display.largest() {
                let told = told && at == 0 && (step == 2 || step == display.largest());
                if laid || told {
                    settings.push(Setting { display: display.clone(), locale, step, palette: Palette::ALL[0], drawn: false, told });
                }
            }
        }
    }
    if let Some(display) = displays.first().filter(|_| wants(|check| matches!(check, Check::Drawn(_)))) {
        for palette in Palette::ALL {
            for step in [1, display.largest()] {
                settings.push(Setting { display: display.clone(), locale: Locale::default(), step, palette, drawn: true, told: false });
            }
        }
    }
    settings
}

/// Audits all presets; `watch` is shown each page as it was laid out.
///
/// # Errors
/// Nothing could be audited: an unknown rule, a window too small, no fonts, a screen without presets.
pub fn audit(options: &Options, watch: impl Fn(&Spread<'_>) + Sync) -> Result<Report, Error> {
    let rules = chosen(options)?;
    let settings = settings(&displays(options)?, &rules);
    let mut report = of_words_and_colours(&rules)?;
    for found in share(&settings, |setting| look_at(setting, &rules, &watch)) {
        report.add(found?);
    }
    Ok(report)
}

fn chosen(options: &Options) -> Result<Vec<&'static Rule>, Error> {
    let Some(only) = &options.only else { return Ok(RULES.iter().collect()) };
    match RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(only)) {
        Some(rule) => Ok(vec![rule]),
        None => Err(Error::Rule(only.clone())),
    }
}

/// What needs no layout; and how many screens and states there are.
fn of_words_and_colours(rules: &[&Rule]) -> Result<Report, Error> {
    let ctx = screen::presets::context(Locale::default()).ok_or_else(|| Error::Presets("samples".to_owned()))?;
    let screens = screen::presets::screens(&ctx);
    if let Some(without) = ScreenId::ALL.into_iter().find(|id| !screens.iter().any(|(one, _)| one == id)) {
        return Err(Error::Presets(without.name().to_owned()));
    }
    let mut report = Report { screens: ScreenId::ALL.len(), states: screens.len(), ..Report::default() };
    let plain = Plain::get();
    for (rule, check) in rules.iter().flat_map(|rule| rule.checks.iter().map(move |check| (rule, check))) {
        match check {
            Check::Themed(check) => {
                for palette in Palette::ALL {
                    let place = Place { theme: Some(palette.name), ..Place::default() };
                    check(palette, &mut Verdict::new(&mut report, rule.id, &place));
                }
            }
            Check::Worded(check) => {
                for locale in Locale::ALL {
                    let place = Place { language: Some(locale.tag()), ..Place::default() };
                    check(plain, Texts::of(locale.tag()), &mut Verdict::new(&mut report, rule.id, &place));
                }
            }
            Check::Asked(check) => {
                for (id, (state, screen, ctx)) in &screens {
                    let place = Place { screen: Some(id.name()), state: Some(state), ..Place::default() };
                    check(&Seen { screen, ctx, show: &Screen::page }, &mut Verdict::new(&mut report, rule.id, &place));
                }
            }
            Check::Laid(_) | Check::Told(_) | Check::Drawn(_) => {}
        }
    }
    Ok(report)
}

/// What every screen may read in a setting.
pub(super) fn context(locale: Locale, look: &Look) -> Option<Context> {
    let mut ctx = screen::presets::context(locale)?;
    ctx.settings.text_size = TextSize::try_from(look.step).ok()?;
    ctx.compact = look.compact();
    Some(ctx)
}

fn look_at(setting: &Setting, rules: &[&Rule], watch: &(impl Fn(&Spread<'_>) + Sync)) -> Result<Report, Error> {
    let look = setting.display.look(setting.step, setting.palette, setting.locale);
    let ctx = context(setting.locale, &look).ok_or_else(|| Error::Presets("samples".to_owned()))?;
    let mut bench = Headless::new(setting.locale.tag()).ok_or(Error::Font)?;
    let mut report = Report::default();
    let mut help = None;
    for (round, (screen, state, page)) in screen::presets(&ctx).into_iter().enumerate() {
        let place = Place {
            screen: Some(screen),
            state: Some(state),
            size: Some(setting.step),
            theme: Some(setting.palette.name),
            language: Some(setting.locale.tag()),
            profile: Some(setting.display.name.clone()),
        };
        let mut seen = spread(&mut bench, &ctx, look, (place, page), setting.drawn.then_some(round));
        help = help.or_else(|| seen.parts.first().and_then(|part| part.bounds(&"frame.help".into())));
        seen.help = help;
        for (rule, check) in rules.iter().flat_map(|rule| rule.checks.iter().map(move |check| (rule, check))) {
            let check = match check {
                Check::Laid(check) if !setting.drawn => check,
                Check::Told(check) if setting.told => check,
                Check::Drawn(check) if setting.drawn => check,
                _ => continue,
            };
            check(&seen, &mut Verdict::new(&mut report, rule.id, &seen.place));
        }
        watch(&seen);
    }
    Ok(report)
}

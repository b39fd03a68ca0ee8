//! The report as pages a buyer can read: each rule with its clause, how far each standard is kept, every screen. The
//! pages are templates, the standards tables in `assets/audit`; all words are Fluent's.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use minijinja::value::Kwargs;
use minijinja::{Environment, Value, context};

use super::gallery::{Hung, hang};
use super::tell::line;
use super::{BEYOND, RULES, Report};
use crate::domain::settings::Locale;
use crate::i18n::{FluentValue, Texts};
use crate::ui::Palette;

mod standards;

const TEMPLATES: [(&str, &str); 4] = [
    ("page.html", include_str!("../../assets/audit/report/page.html")),
    ("index.html", include_str!("../../assets/audit/report/index.html")),
    ("screen.html", include_str!("../../assets/audit/report/screen.html")),
    ("standards.html", include_str!("../../assets/audit/report/standards.html")),
];
/// So many findings of a rule are told one by one.
const TOLD: usize = 50;

/// Writes the report with its pictures into a directory, which is made where there is none.
///
/// # Errors
/// What the file system says.
pub fn write(report: &Report, locale: Locale, directory: &Path) -> io::Result<()> {
    let screens = directory.join("screens");
    std::fs::create_dir_all(&screens)?;
    let texts = Texts::of(locale.tag());
    let pages = Pages { environment: environment(texts).map_err(io::Error::other)?, texts };
    let hung = hang(locale, &screens)?;
    let mut rooms = BTreeMap::<&str, Vec<&Hung>>::new();
    for picture in &hung {
        rooms.entry(picture.screen).or_default().push(picture);
    }
    std::fs::write(directory.join("index.html"), pages.index(report, &rooms)?)?;
    std::fs::write(directory.join("standards.html"), pages.standards(report)?)?;
    for (screen, pictures) in &rooms {
        std::fs::write(screens.join(format!("{screen}.html")), pages.screen(pictures)?)?;
    }
    Ok(())
}

fn environment(texts: &'static Texts) -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    environment.add_function("words", move |id: &str, variables: Kwargs| {
        let names: Vec<String> = variables.args().map(str::to_owned).collect();
        let values = names.iter().map(|name| Ok((name.as_str(), FluentValue::from(variables.get::<Value>(name)?.to_string()))));
        let values = values.collect::<Result<Vec<_>, minijinja::Error>>()?;
        Ok::<_, minijinja::Error>(texts.with(&format!("audit-html-{id}"), &values))
    });
    Ok(environment)
}

/// What makes the pages.
struct Pages {
    environment: Environment<'static>,
    texts: &'static Texts,
}

impl Pages {
    fn render(&self, name: &str, values: Value) -> io::Result<String> {
        self.environment.get_template(name).and_then(|template| template.render(values)).map_err(io::Error::other)
    }

    fn words(&self, id: &str, variable: &str, value: impl ToString) -> String {
        self.texts.with(id, &[(variable, value.to_string().into())])
    }

    fn index(&self, report: &Report, rooms: &BTreeMap<&str, Vec<&Hung>>) -> io::Result<String> {
        let texts = self.texts;
        let rules = RULES.iter().map(|rule| {
            let found = || report.findings.iter().filter(|finding| finding.rule == rule.id);
            context! {
                id => rule.id,
                name => self.words(&format!("audit-rule-{}", rule.id), "clause", rule.clause),
                clause => rule.clause,
                checks => report.counts.get(rule.id).copied().unwrap_or_default(),
                findings => found().take(TOLD).map(|finding| line(finding, texts)).collect::<Vec<_>>(),
                more => found().count().saturating_sub(TOLD),
            }
        });
        let screens = rooms.iter().map(|(&name, pictures)| {
            let title = pictures.first().map(|picture| picture.title.as_str());
            context! { name, title, pictures => pictures.len() }
        });
        let (rules, screens): (Vec<_>, Vec<_>) = (rules.collect(), screens.collect());
        self.render(
            "index.html",
            context! {
                lang => texts.language(),
                up => "",
                title => texts.get("audit-html-title"),
                sum => texts.with("audit-sum", &[
                    ("screens", report.screens.to_string().into()),
                    ("states", report.states.to_string().into()),
                    ("checks", report.checks.to_string().into()),
                ]),
                found => texts.with("audit-findings", &[("count", report.findings.len().into())]),
                rules,
                beyond => BEYOND.map(|id| texts.get(id)),
                screens,
            },
        )
    }

    /// A screen: each theme in its sizes, then each state.
    fn screen(&self, pictures: &[&Hung]) -> io::Result<String> {
        let Some(first) = pictures.first() else { return Ok(String::new()) };
        let themes = Palette::ALL.map(|palette| {
            let of: Vec<_> = pictures.iter().filter(|one| one.theme == palette.name && one.state == first.state).collect();
            let theme = self.texts.get(&format!("settings-theme-{}", palette.name));
            let figures: Vec<_> = of.into_iter().map(|one| self.figure(one, self.words("audit-html-size", "size", one.size))).collect();
            context! { id => palette.name, title => self.words("audit-html-sizes", "theme", theme), pictures => figures }
        });
        let others = pictures.iter().filter(|one| one.state != first.state);
        let states: Vec<_> = others.map(|one| self.figure(one, self.words("audit-html-state", "state", one.state))).collect();
        let states =
            (!states.is_empty()).then(|| context! { id => "states", title => self.texts.get("audit-html-states"), pictures => states });
        let parts: Vec<_> = themes.into_iter().chain(states).collect();
        self.render("screen.html", context! { lang => self.texts.language(), up => "../", title => first.title.as_str(), parts })
    }

    fn figure(&self, hung: &Hung, mut words: String) -> Value {
        if hung.parts > 1 {
            words = format!("{words}, {}", self.words("audit-html-first-part", "parts", hung.parts));
        }
        let (width, height) = hung.extent;
        context! { file => hung.file.as_str(), words, width, height }
    }
}

#[cfg(test)]
mod tests;

//! How far each standard is kept: its clauses, what proves each, and what no program can prove.

use std::io;

use minijinja::{Value, context};

use super::super::{BEYOND, RULES, Report};
use super::Pages;

/// The standards: the id of the name, the language of its clauses, and its table: clause, title, verdict, by.
pub const STANDARDS: [(&str, &str, &str); 4] = [
    ("en-301-549", "en", include_str!("../../../assets/audit/en-301-549.tsv")),
    ("section-508", "en", include_str!("../../../assets/audit/section-508.tsv")),
    ("wcag-2-2", "en", include_str!("../../../assets/audit/wcag-2.2.tsv")),
    ("miit", "zh-CN", include_str!("../../../assets/audit/miit.tsv")),
];
/// What may be said of a clause.
pub const VERDICTS: [&str; 5] = ["yes", "partly", "no", "person", "none"];

/// A clause of a standard.
pub struct Clause {
    /// Its number.
    pub number: &'static str,
    /// Its title, as the standard has it.
    pub title: &'static str,
    /// One of [`VERDICTS`].
    pub verdict: &'static str,
    /// Rules, files of tests, or why.
    pub by: Vec<&'static str>,
}

/// The clauses of a table.
pub fn clauses(table: &'static str) -> impl Iterator<Item = Clause> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let (number, title, verdict) = (columns.next()?, columns.next()?, columns.next()?);
        Some(Clause { number, title, verdict, by: columns.next()?.split(' ').collect() })
    })
}

/// The id of the words for why, if it is no rule and no test.
pub fn why(by: &str) -> Option<String> {
    let rule = RULES.iter().any(|rule| rule.id == by);
    let beyond = BEYOND.into_iter().find(|id| id.strip_prefix("audit-beyond-") == Some(by));
    (!rule && !by.contains('/')).then(|| beyond.map_or_else(|| format!("audit-why-{by}"), str::to_owned))
}

impl Pages {
    /// The page of all standards. A clause whose rule fails is not supported, whatever its table says.
    pub(super) fn standards(&self, report: &Report) -> io::Result<String> {
        let texts = self.texts;
        let standards = STANDARDS.map(|(id, lang, table)| {
            let mut sums = [0; VERDICTS.len()];
            let rows = clauses(table).map(|clause| {
                let fails = |by: &&str| report.findings.iter().any(|finding| finding.rule == *by);
                let verdict = if clause.by.iter().any(fails) { "no" } else { clause.verdict };
                if let Some(at) = VERDICTS.iter().position(|one| *one == verdict) {
                    sums[at] += 1;
                }
                let by = clause.by.iter().map(|&by| match why(by) {
                    Some(id) => context! { words => texts.get(&id) },
                    None if by.contains('/') => context! { test => by },
                    None => context! { rule => by },
                });
                let says = texts.get(&format!("audit-verdict-{verdict}"));
                context! { clause => clause.number, title => clause.title, verdict, says, by => by.collect::<Vec<_>>() }
            });
            let rows: Vec<Value> = rows.collect();
            let counted = VERDICTS.iter().zip(sums).filter(|(_, count)| *count > 0);
            let sums: Vec<_> = counted.map(|(one, count)| format!("{}: {count}", texts.get(&format!("audit-verdict-{one}")))).collect();
            context! { id, lang, name => texts.get(&format!("audit-standard-{id}")), rows, sums }
        });
        let title = texts.get("audit-html-standards");
        self.render("standards.html", context! { lang => texts.language(), up => "", title, standards })
    }
}

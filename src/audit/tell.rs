//! The report as sentences, for people.

use std::io::{self, Write};

use super::report::Place;
use super::{BEYOND, Finding, RULES, Report};
use crate::i18n::{FluentValue, Texts};

/// Writes the report: what is wrong, rule by rule, then the sum, then what only people can judge.
///
/// # Errors
/// What `out` says.
pub fn tell(report: &Report, texts: &Texts, out: &mut impl Write) -> io::Result<()> {
    for rule in RULES {
        let mut found = report.findings.iter().filter(|finding| finding.rule == rule.id).peekable();
        if found.peek().is_none() {
            continue;
        }
        let clause = FluentValue::from(rule.clause);
        writeln!(out, "{}", texts.with(&format!("audit-rule-{}", rule.id), &[("clause", clause)]))?;
        for finding in found {
            writeln!(out, "  {}", line(finding, texts))?;
        }
    }
    let number = |number: usize| FluentValue::from(number.to_string());
    let sum = [("screens", number(report.screens)), ("states", number(report.states)), ("checks", number(report.checks))];
    writeln!(out, "{}", texts.with("audit-sum", &sum))?;
    writeln!(out, "{}", texts.with("audit-findings", &[("count", report.findings.len().into())]))?;
    writeln!(out, "{}", texts.get("audit-beyond"))?;
    for id in BEYOND {
        writeln!(out, "  {}", texts.get(id))?;
    }
    Ok(())
}

/// A finding as a sentence.
pub fn line(finding: &Finding, texts: &Texts) -> String {
    let variables = [
        ("place", place(&finding.place).into()),
        ("node", finding.node.as_str().into()),
        ("measured", finding.measured.as_str().into()),
        ("required", finding.required.as_str().into()),
    ];
    texts.with("audit-finding", &variables)
}

/// `question-name zh-CN 5 paper desk-1280x800`
fn place(place: &Place) -> String {
    let screen = match (place.screen, place.state) {
        (Some(screen), Some(state)) => Some(format!("{screen}-{state}")),
        (screen, _) => screen.map(str::to_owned),
    };
    let size = place.size.map(|size| size.to_string());
    let parts = [screen, place.language.map(str::to_owned), size, place.theme.map(str::to_owned), place.profile.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

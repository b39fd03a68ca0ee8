//! The report: nothing in it is taken for markup, and every clause says what proves it.

use std::path::Path;

use super::standards::{STANDARDS, VERDICTS, clauses, why};
use super::*;
use crate::audit::{Finding, Place};

fn pages(language: &str) -> Pages {
    let texts = Texts::of(language);
    Pages { environment: environment(texts).unwrap(), texts }
}

fn spoilt(rule: &'static str) -> Report {
    let [node, measured, required] = ["a.b", "<script>alert(\"1\")</script>", "1 & 2"].map(str::to_owned);
    let findings = vec![Finding { rule, place: Place::default(), node, measured, required }; TOLD + 3];
    Report { screens: 1, states: 2, checks: 60, findings, counts: [(rule, 60)].into() }
}

#[test]
fn what_was_found_is_told_and_never_taken_for_markup() {
    for language in crate::i18n::LANGUAGES {
        let pages = pages(language);
        let page = pages.index(&spoilt("V5"), &BTreeMap::new()).unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{page}");
        assert!(page.contains("&lt;script&gt;") && page.contains("1 &amp; 2") && !page.contains("<script"), "{page}");
        assert_eq!(page.matches("&lt;script&gt;").count(), TOLD);
        assert!(page.contains(&pages.words("audit-html-more", "count", 3)) && !page.contains("audit-"), "{page}");
        for rule in RULES {
            assert!(page.contains(&format!("<tr id=\"{}\">", rule.id)), "{}", rule.id);
        }
    }
}

#[test]
fn a_clause_whose_rule_fails_is_not_supported() {
    let pages = pages("en");
    let row = |page: &str| page.split("<tr>").find(|row| row.contains(">1.4.1<")).unwrap().to_owned();
    assert!(row(&pages.standards(&Report::default()).unwrap()).contains("Supports"));
    let failed = row(&pages.standards(&spoilt("V7")).unwrap());
    assert!(failed.contains("Does not support") && failed.contains("class=\"no\""), "{failed}");
}

#[test]
fn every_clause_says_what_proves_it_and_every_rule_proves_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = Vec::new();
    for (id, _, table) in STANDARDS {
        let mut before = Vec::new();
        for clause in clauses(table) {
            let name = format!("{id} {}", clause.number);
            assert!(!before.contains(&clause.number) && !clause.title.is_empty(), "{name}");
            before.push(clause.number);
            assert!(VERDICTS.contains(&clause.verdict), "{name}: {}", clause.verdict);
            let proofs = clause.by.iter().filter(|by| why(by).is_none()).count();
            let reasons = clause.by.len() - proofs;
            let fits = match clause.verdict {
                "yes" => proofs > 0 && reasons == 0,
                "partly" => proofs > 0 && reasons > 0,
                _ => proofs == 0 && reasons > 0,
            };
            assert!(fits, "{name}: {} by {:?}", clause.verdict, clause.by);
            for by in clause.by {
                match why(by) {
                    Some(words) => assert_ne!(Texts::of("en").get(&words), words, "{name}"),
                    None if by.contains('/') => assert!(root.join(by).is_file(), "{name}: no test {by}"),
                    None => used.push(by),
                }
            }
        }
        assert!(before.len() > 10, "{id}");
    }
    let unused: Vec<_> = RULES.iter().map(|rule| rule.id).filter(|id| !used.contains(id)).collect();
    assert!(unused.is_empty(), "no clause names {unused:?}");
}

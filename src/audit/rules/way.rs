//! Where the acts of a screen lead: each is done once, on a copy (T5, U2).

use super::super::report::Verdict;
use super::Seen;
use crate::screen::{Action, Destination, Message};
use crate::semantic::Page;

/// The only screen from which anything is handed in.
const REVIEW: &str = "review";
/// The page 人工帮助 leads to.
const HELP: &str = "help";

/// T5: 人工帮助 leads to a person, from every state in one act.
pub fn to_help(seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    helps(&seen.screen.page(seen.ctx), verdict);
}

fn helps(page: &Page<Message>, verdict: &mut Verdict<'_>) {
    let press = page.find(&"frame.help".into()).and_then(|node| node.on_press.clone());
    let leads = match press {
        Some(Message::Frame(act)) => act.action() == Action::Go(Destination::Help),
        _ => page.id.as_str() == HELP,
    };
    verdict.check("frame.help", leads, format_args!("leads elsewhere"), format_args!("help"));
}

/// U2: nothing is handed in but from the review, which shows all of it before its act can be done.
pub fn through_review(seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    reviewed(&seen.screen.page(seen.ctx), seen, verdict);
}

fn reviewed(page: &Page<Message>, seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    let whole = page.id.as_str() == REVIEW && page.whole;
    for (_, node) in page.nodes() {
        let Some(message) = node.on_press.clone() else { continue };
        let files = matches!(seen.screen.clone().update(message, seen.ctx), Action::File(..));
        verdict.check(&node.id, !files || whole, format_args!("hands in"), format_args!("a review that was seen whole"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::report::{Place, Report};
    use crate::domain::settings::Locale;
    use crate::screen::frame::Act;
    use crate::screen::presets;

    fn findings(check: impl FnOnce(&mut Verdict<'_>)) -> usize {
        let mut report = Report::default();
        check(&mut Verdict::new(&mut report, "U2", &Place::default()));
        assert!(report.checks > 0);
        report.findings.len()
    }

    #[test]
    fn a_way_past_the_review_and_help_that_leads_elsewhere_are_found() {
        let ctx = presets::context(Locale::ZhCn).unwrap();
        let screens = presets::screens(&ctx);
        let (_, (_, screen, ctx)) = screens.iter().find(|(id, (state, ..))| id.name() == REVIEW && *state == "filled").unwrap();
        let seen = Seen { screen, ctx };
        let mut page = screen.page(ctx);
        assert_eq!(findings(|verdict| reviewed(&page, &seen, verdict)), 0);
        assert_eq!(findings(|verdict| helps(&page, verdict)), 0);
        page.whole = false;
        page.footer[3].on_press = Some(Message::Frame(Act::Home));
        assert_eq!(findings(|verdict| reviewed(&page, &seen, verdict)), 1);
        assert_eq!(findings(|verdict| helps(&page, verdict)), 1);
    }
}

//! What is wrong with an answer, in words that say how to mend it.

use super::Context;
use super::filling::Wrong;
use crate::domain::form::{Doubt, Fault};

/// The words for what is wrong with what was written. They count it, but never repeat it.
pub fn words(ctx: &Context, wrong: Wrong, written: &str) -> String {
    let count = written.chars().filter(|c| !c.is_whitespace()).count();
    ctx.texts.with(id(wrong), &[("count", count.into())])
}

const fn id(wrong: Wrong) -> &'static str {
    let fault = match wrong {
        Wrong::Refused => return "fault-refused",
        Wrong::Doubt(doubt) => return doubt_id(doubt),
        Wrong::Fault(fault) => fault,
    };
    match fault {
        Fault::Empty => "fault-empty",
        Fault::TooLong => "fault-too-long",
        Fault::IdentityLength => "fault-identity-length",
        Fault::IdentityCharacter => "fault-identity-character",
        Fault::IdentityDate => "fault-identity-date",
        Fault::IdentityCheck => "fault-identity-check",
        Fault::Phone => "fault-phone",
        Fault::BankCard => "fault-bank-card",
        Fault::Date => "fault-date",
        Fault::Choice => "fault-choice",
        Fault::Name => "fault-name",
        Fault::Address => "fault-address",
        Fault::Passbook => "fault-passbook",
        Fault::Expired => "fault-expired",
    }
}

/// The words for what deserves a second look.
pub const fn doubt_id(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::BankCard => "doubt-bank-card",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Locale;
    use crate::screen::Words;
    use crate::screen::presets::context;
    use crate::semantic::{Field, Node, Page, narrate};

    /// What tells one how to mend it: a plea, or an act.
    const MENDING: [&str; 8] = ["请", "請", "Please", "Check", "Write", "Add", "Shorten", "choose"];

    /// The fault behind this one: a new one does not compile until it has its place.
    const fn behind(fault: Fault) -> Option<Fault> {
        Some(match fault {
            Fault::Empty => Fault::TooLong,
            Fault::TooLong => Fault::IdentityLength,
            Fault::IdentityLength => Fault::IdentityCharacter,
            Fault::IdentityCharacter => Fault::IdentityDate,
            Fault::IdentityDate => Fault::IdentityCheck,
            Fault::IdentityCheck => Fault::Phone,
            Fault::Phone => Fault::BankCard,
            Fault::BankCard => Fault::Date,
            Fault::Date => Fault::Choice,
            Fault::Choice => Fault::Name,
            Fault::Name => Fault::Address,
            Fault::Address => Fault::Passbook,
            Fault::Passbook => Fault::Expired,
            Fault::Expired => return None,
        })
    }

    /// S6
    #[test]
    fn whatever_is_wrong_is_said_with_the_field_what_it_is_and_how_to_mend_it() {
        for locale in Locale::ALL {
            let ctx = context(locale).unwrap();
            let faults = std::iter::successors(Some(Fault::Empty), |fault| behind(*fault)).map(Wrong::Fault);
            let mut told = Vec::new();
            for wrong in faults.chain([Wrong::Refused, Wrong::Doubt(Doubt::BankCard)]) {
                let error = words(&ctx, wrong, "123");
                let field = Field {
                    value: "123".into(),
                    shown: "1*3".into(),
                    placeholder: String::new(),
                    error: Some(error.clone()),
                    width: 18,
                    on_input: std::sync::Arc::new(|_| ()),
                    on_submit: None,
                    revealed: false,
                };
                let mut page = Page::new("p", "", "p", ctx.texts.language());
                page.content.push(Node::secret_field("p.field", "The Field", field));
                let said = narrate(&page, None, &Words(ctx.texts)).remove(0).spoken;
                assert!(said.starts_with("The Field") && said.contains(&ctx.texts.get("speak-wrong")), "{said}");
                assert!(said.contains(&error) && MENDING.iter().any(|words| error.contains(words)), "{said}");
                assert!(!said.contains("123") && !told.contains(&error), "{said}");
                told.push(error);
            }
            assert_eq!(told.len(), 16);
        }
    }
}

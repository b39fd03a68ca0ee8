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

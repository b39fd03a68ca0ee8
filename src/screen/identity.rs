//! An identity number as a screen asks for it that has somebody looked up: checked, masked, shown whole for a moment.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Context, fault};
use crate::domain::form::Fault;
use crate::domain::identity;
use crate::domain::secret::{Mask, Secret};
use crate::screen::filling::Wrong;
use crate::semantic::{Field, Icon, Node, Weight};

/// What was written so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdentityNumber {
    written: Secret,
    wrong: Option<Fault>,
    revealed: bool,
}

impl IdentityNumber {
    /// As it was written; in its plain form once it was checked.
    pub const fn written(&self) -> &Secret {
        &self.written
    }
    /// Takes in what is written.
    pub fn write(&mut self, written: Secret) {
        (self.written, self.wrong) = (written, None);
    }
    /// 看一眼, or no more.
    pub const fn reveal(&mut self) {
        self.revealed = !self.revealed;
    }
    /// Behind its mask again, and nothing said against it.
    pub const fn hide(&mut self) {
        (self.revealed, self.wrong) = (false, None);
    }
    /// Whether it is one, as of `today`.
    pub fn check(&mut self, today: Date) -> bool {
        self.hide();
        match identity::check(self.written.expose(), today) {
            Ok(plain) => self.written = Secret::new(plain),
            Err(fault) => self.wrong = Some(fault),
        }
        self.wrong.is_none()
    }

    /// The field `id`, which says the words of its id, and the button that shows it whole.
    pub fn nodes<M: 'static>(&self, ctx: &Context, id: &'static str, on_input: fn(Secret) -> M, [submit, reveal]: [M; 2]) -> Vec<Node<M>> {
        let written = self.written.expose();
        let field = Field {
            value: written.to_owned(),
            shown: Mask::Identity.apply(written),
            placeholder: ctx.words("question.example-identity"),
            error: self.wrong.map(|wrong| fault::words(ctx, Wrong::Fault(wrong), written)),
            width: 18,
            on_input: Arc::new(move |text| on_input(Secret::new(text))),
            on_submit: Some(submit),
            revealed: self.revealed,
        };
        let mut button = ctx.button("question.reveal", Weight::Quiet, reveal).icon(Icon::Eye);
        if self.revealed {
            button.name = ctx.words("question.hide");
            button.hint = None;
        }
        vec![Node::secret_field(id, ctx.words(id), field).digits(true), button]
    }
}

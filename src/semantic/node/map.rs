//! The same node with acts of another kind: a screen's page becomes the app's.

use std::sync::Arc;

use super::{Field, Kind, Node};

impl<M> Node<M> {
    /// The same node whose acts are of another kind: a screen's page becomes the app's.
    pub fn map<N>(self, f: &Arc<dyn Fn(M) -> N + Send + Sync>) -> Node<N>
    where
        M: Send + Sync + 'static,
        N: 'static,
    {
        Node {
            id: self.id,
            kind: map_kind(self.kind, f),
            name: self.name,
            language: self.language,
            spoken: self.spoken,
            names: self.names,
            description: self.description,
            private: self.private,
            hint: self.hint,
            icon: self.icon,
            on_press: self.on_press.map(|message| f(message)),
            disabled: self.disabled,
            digits: self.digits,
            children: self.children.into_iter().map(|child| child.map(f)).collect(),
        }
    }
}

fn map_kind<M: Send + Sync + 'static, N: 'static>(kind: Kind<M>, f: &Arc<dyn Fn(M) -> N + Send + Sync>) -> Kind<N> {
    let field = |field: Field<M>| {
        let (on_input, f2) = (field.on_input, f.clone());
        Field {
            value: field.value,
            shown: field.shown,
            placeholder: field.placeholder,
            error: field.error,
            width: field.width,
            on_input: Arc::new(move |text| f2(on_input(text))),
            on_submit: field.on_submit.map(|message| f(message)),
            revealed: field.revealed,
        }
    };
    match kind {
        Kind::Heading(level) => Kind::Heading(level),
        Kind::Text { secondary } => Kind::Text { secondary },
        Kind::Fact { value } => Kind::Fact { value },
        Kind::Notice(tone, live) => Kind::Notice(tone, live),
        Kind::Button(weight) => Kind::Button(weight),
        Kind::Card => Kind::Card,
        Kind::Choice { selected } => Kind::Choice { selected },
        Kind::Choices => Kind::Choices,
        Kind::TextField(one) => Kind::TextField(field(one)),
        Kind::DateField(one) => Kind::DateField(field(one)),
        Kind::SecretField(one) => Kind::SecretField(field(one)),
        Kind::Cards { columns } => Kind::Cards { columns },
        Kind::Timeline => Kind::Timeline,
        Kind::Step(state) => Kind::Step(state),
        Kind::ReceiptNumber(groups) => Kind::ReceiptNumber(groups),
        Kind::Progress(progress) => Kind::Progress(progress),
        Kind::Picture => Kind::Picture,
        Kind::Group => Kind::Group,
    }
}

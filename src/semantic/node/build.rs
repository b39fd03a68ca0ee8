//! The constructors: each demands what its role cannot do without; the rest is added by name.

use super::{Field, Icon, Kind, Live, Node, Private, Progress, StepState, Tone, Weight};
use crate::semantic::{Language, NodeId};

impl<M> Node<M> {
    fn new(id: impl Into<NodeId>, kind: Kind<M>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind,
            name: name.into(),
            language: None,
            spoken: None,
            names: Vec::new(),
            description: None,
            private: None,
            hint: None,
            icon: None,
            on_press: None,
            disabled: None,
            digits: false,
            children: Vec::new(),
        }
    }

    /// The question of the screen (level 1) or of a part of it (level 2).
    pub fn heading(id: impl Into<NodeId>, level: u8, name: impl Into<String>) -> Self {
        Self::new(id, Kind::Heading(level), name)
    }
    /// A sentence or more.
    pub fn text(id: impl Into<NodeId>, name: impl Into<String>) -> Self {
        Self::new(id, Kind::Text { secondary: false }, name)
    }
    /// A sentence drawn quieter.
    pub fn secondary(id: impl Into<NodeId>, name: impl Into<String>) -> Self {
        Self::new(id, Kind::Text { secondary: true }, name)
    }
    /// A label and its value.
    pub fn fact(id: impl Into<NodeId>, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(id, Kind::Fact { value: value.into() }, label)
    }
    /// Something to know now.
    pub fn notice(id: impl Into<NodeId>, tone: Tone, live: Live, name: impl Into<String>) -> Self {
        let mut node = Self::new(id, Kind::Notice(tone, live), name);
        node.icon = Some(match tone {
            Tone::Info => Icon::Info,
            Tone::Success => Icon::Success,
            Tone::Danger => Icon::Danger,
        });
        node
    }
    /// A button.
    pub fn button(id: impl Into<NodeId>, weight: Weight, name: impl Into<String>, on_press: M) -> Self {
        let mut node = Self::new(id, Kind::Button(weight), name);
        node.on_press = Some(on_press);
        node
    }
    /// A card or tile that leads somewhere.
    pub fn card(id: impl Into<NodeId>, name: impl Into<String>, on_press: M) -> Self {
        let mut node = Self::new(id, Kind::Card, name);
        node.on_press = Some(on_press);
        node
    }
    /// Cards side by side. The name is for the ear and the screen reader: what these cards are.
    pub fn cards(id: impl Into<NodeId>, name: impl Into<String>, columns: u8, cards: Vec<Self>) -> Self {
        Self::new(id, Kind::Cards { columns }, name).with(cards)
    }
    /// One of several answers.
    pub fn choice(id: impl Into<NodeId>, name: impl Into<String>, selected: bool, on_press: M) -> Self {
        let mut node = Self::new(id, Kind::Choice { selected }, name);
        node.on_press = Some(on_press);
        node
    }
    /// The answers to choose from.
    pub fn choices(id: impl Into<NodeId>, name: impl Into<String>, choices: Vec<Self>) -> Self {
        Self::new(id, Kind::Choices, name).with(choices)
    }
    /// A line to write in; the name is its label.
    pub fn text_field(id: impl Into<NodeId>, label: impl Into<String>, field: Field<M>) -> Self {
        Self::new(id, Kind::TextField(field), label)
    }
    /// A date to write.
    pub fn date_field(id: impl Into<NodeId>, label: impl Into<String>, field: Field<M>) -> Self {
        Self::new(id, Kind::DateField(field), label)
    }
    /// A secret to write: settable, never readable.
    pub fn secret_field(id: impl Into<NodeId>, label: impl Into<String>, field: Field<M>) -> Self {
        Self::new(id, Kind::SecretField(field), label)
    }
    /// Steps one under the other.
    pub fn timeline(id: impl Into<NodeId>, name: impl Into<String>, steps: Vec<Self>) -> Self {
        Self::new(id, Kind::Timeline, name).with(steps)
    }
    /// One step of a timeline.
    pub fn step(id: impl Into<NodeId>, state: StepState, name: impl Into<String>) -> Self {
        let mut node = Self::new(id, Kind::Step(state), name);
        node.icon = Some(match state {
            StepState::Done => Icon::Done,
            StepState::Now => Icon::Now,
            StepState::ToCome => Icon::ToCome,
        });
        node
    }
    /// The number one takes away; the name is its label: 您的号码.
    pub fn receipt_number(id: impl Into<NodeId>, label: impl Into<String>, groups: Vec<String>) -> Self {
        Self::new(id, Kind::ReceiptNumber(groups), label)
    }
    /// How far it is, in words (the name) and as a bar.
    pub fn progress(id: impl Into<NodeId>, name: impl Into<String>, progress: Progress) -> Self {
        Self::new(id, Kind::Progress(progress), name)
    }
    /// A picture; the name says what it shows.
    pub fn picture(id: impl Into<NodeId>, icon: Icon, name: impl Into<String>) -> Self {
        Self::new(id, Kind::Picture, name).icon(icon)
    }
    /// Nodes side by side.
    pub fn group(id: impl Into<NodeId>, name: impl Into<String>, nodes: Vec<Self>) -> Self {
        Self::new(id, Kind::Group, name).with(nodes)
    }

    fn with(mut self, children: Vec<Self>) -> Self {
        self.children = children;
        self
    }
    /// The same content for the ear.
    pub fn spoken(mut self, spoken: impl Into<String>) -> Self {
        self.spoken = Some(spoken.into());
        self
    }
    /// A person's name that stands in its words.
    pub fn person(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }
    /// A second line, shown and spoken.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
    /// Its words are shown and not said.
    pub fn private(mut self, private: Private) -> Self {
        self.private = Some(private);
        self
    }
    /// Words only spoken.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
    /// The icon beside the name.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
    /// The language of this node's words.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }
    /// A part that follows, such as a line's 改.
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }
    /// Digits are written here, so that keys on the screen begin with them.
    pub fn digits(mut self, digits: bool) -> Self {
        self.digits = digits;
        self
    }
    /// Cannot be pressed now, and why.
    pub fn disabled(mut self, why: impl Into<String>) -> Self {
        self.disabled = Some(why.into());
        self.on_press = None;
        self
    }
}

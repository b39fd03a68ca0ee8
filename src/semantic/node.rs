//! A node of the tree: role, id and name are demanded by every constructor; the rest is added by name.

mod build;
mod map;

use std::sync::Arc;

use super::NodeId;
use super::page::Language;

/// What a node is, in AccessKit's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// 标题
    Heading,
    /// A sentence or more.
    Label,
    /// A label and its value.
    Definition,
    /// Something to know now; live.
    Status,
    /// 按钮
    Button,
    /// 单选
    RadioButton,
    /// The group of choices.
    RadioGroup,
    /// A line to write in.
    TextInput,
    /// A date to write.
    DateInput,
    /// A line whose content is a secret.
    PasswordInput,
    /// A list of cards or steps.
    List,
    /// One step of a timeline.
    ListItem,
    /// How far it is.
    ProgressIndicator,
    /// A picture, its name says what it shows.
    Image,
    /// Nodes that belong together.
    Group,
}

/// How a button weighs on its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// One per screen: 下一步.
    Primary,
    /// The others.
    #[default]
    Plain,
    /// One of a row of small acts: a line's 改.
    Quiet,
}

/// The mood of a notice. Each has an icon and a word beside its colour (V7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// It did not work, or is dangerous.
    Danger,
}

/// How a change is announced (AccessKit's `Live`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Live {
    /// Not by itself.
    #[default]
    Off,
    /// After what is being said.
    Polite,
    /// At once.
    Assertive,
}

/// A picture beside a word; never without one (V10). Each is one glyph of the icon family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Icon {
    Pension,
    Medical,
    Allowance,
    Cards,
    Care,
    Hotline,
    Search,
    All,
    Mine,
    Back,
    Home,
    Repeat,
    Help,
    Settings,
    Cover,
    Above,
    Below,
    Next,
    Done,
    Now,
    ToCome,
    Info,
    Danger,
    Success,
    Phone,
    Bring,
    Fire,
    Ambulance,
    Police,
    Shield,
    Person,
    Larger,
    Smaller,
    Eye,
    Clock,
    Place,
}

/// Whether a step of a timeline is behind, here or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepState {
    /// 已经过了
    Done,
    /// 现在
    Now,
    /// 还没到
    ToCome,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Progress {
    /// This one.
    pub value: u32,
    /// Of so many.
    pub max: u32,
}

/// What of a node the loudspeaker keeps to itself (P1). Eye and screen reader, whose headphones nobody else hears, have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Private {
    /// The name of a service that tells of a hardship, or words about it.
    Name,
    /// What was found out about somebody: of a fact its value.
    Found,
}

/// A field one writes in.
#[derive(Clone)]
pub struct Field<M> {
    /// What is written now. Of a secret field it is not to be read, spoken or given away.
    pub value: String,
    /// What may be shown and spoken of it: the value itself, or the mask of a secret.
    pub shown: String,
    /// An example, shown while it is empty.
    pub placeholder: String,
    /// What is wrong and how to mend it; shown between label and field, spoken.
    pub error: Option<String>,
    /// About how many characters an answer has: how wide the field is drawn.
    pub width: usize,
    /// What becomes of a new value.
    pub on_input: Arc<dyn Fn(String) -> M + Send + Sync>,
    /// What Enter does.
    pub on_submit: Option<M>,
    /// 看一眼: a secret's value may be drawn whole. `shown` stays its mask, for ear and screen reader.
    pub revealed: bool,
}

/// What a node is, with what only that kind has.
#[derive(Clone)]
pub enum Kind<M> {
    /// Level 1 is the question of the screen.
    Heading(u8),
    /// Plain text; `secondary` is drawn quieter.
    Text {
        /// Drawn quieter, still spoken.
        secondary: bool,
    },
    /// A label (the name) and its value; with a `change` button as child if it may be changed.
    Fact {
        /// What stands beside the label.
        value: String,
    },
    /// A notice in a filled bar.
    Notice(Tone, Live),
    /// A button.
    Button(Weight),
    /// A card of a list or a tile: a large button with a second line (the description).
    Card,
    /// One of several answers.
    Choice {
        /// Whether it is the chosen one.
        selected: bool,
    },
    /// The group of several answers; the choices are its children.
    Choices,
    /// A line to write in.
    TextField(Field<M>),
    /// A date to write.
    DateField(Field<M>),
    /// A secret to write.
    SecretField(Field<M>),
    /// Cards side by side; the cards are its children.
    Cards {
        /// How many beside each other where they fit.
        columns: u8,
    },
    /// Steps one under the other; the steps are its children.
    Timeline,
    /// One step.
    Step(StepState),
    /// The receipt number in its groups.
    ReceiptNumber(Vec<String>),
    /// How far it is.
    Progress(Progress),
    /// A picture.
    Picture,
    /// Nodes side by side that belong together, such as buttons in a row.
    Group,
}

/// One node. Built by the constructors; read by the folds.
#[derive(Clone)]
pub struct Node<M> {
    /// Its id.
    pub id: NodeId,
    /// What it is.
    pub kind: Kind<M>,
    /// Its accessible name: the visible words.
    pub name: String,
    /// The language of its words, where it is not the page's (S5).
    pub language: Option<Language>,
    /// The same content for the ear, where the eye's spelling would be read wrongly (S1).
    pub spoken: Option<String>,
    /// The names of persons (人名) that stand in its words, so that the voice need not guess.
    pub names: Vec<String>,
    /// A second line, shown and spoken: what is behind a card, the words of a step.
    pub description: Option<String>,
    /// That its words are private: others are said in their place.
    pub private: Option<Private>,
    /// Explaining words that are only spoken (S1).
    pub hint: Option<String>,
    /// The icon beside the name.
    pub icon: Option<Icon>,
    /// What an activation does; by key, touch or screen reader alike.
    pub on_press: Option<M>,
    /// Why it cannot be pressed now; shown and spoken.
    pub disabled: Option<String>,
    /// It is a field for digits: keys on the screen begin with these.
    pub digits: bool,
    /// Its parts.
    pub children: Vec<Node<M>>,
}

impl<M> Node<M> {
    /// What it is, in AccessKit's words.
    pub const fn role(&self) -> Role {
        match self.kind {
            Kind::Heading(_) => Role::Heading,
            Kind::Text { .. } | Kind::ReceiptNumber(_) => Role::Label,
            Kind::Fact { .. } => Role::Definition,
            Kind::Notice(..) => Role::Status,
            Kind::Button(_) | Kind::Card => Role::Button,
            Kind::Choice { .. } => Role::RadioButton,
            Kind::Choices => Role::RadioGroup,
            Kind::TextField(_) => Role::TextInput,
            Kind::DateField(_) => Role::DateInput,
            Kind::SecretField(_) => Role::PasswordInput,
            Kind::Cards { .. } | Kind::Timeline => Role::List,
            Kind::Step(_) => Role::ListItem,
            Kind::Progress(_) => Role::ProgressIndicator,
            Kind::Picture => Role::Image,
            Kind::Group => Role::Group,
        }
    }
    /// The field, if one can write in it.
    pub const fn field(&self) -> Option<&Field<M>> {
        match &self.kind {
            Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) => Some(field),
            _ => None,
        }
    }
    /// Whether its content must not be read.
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::SecretField(_))
    }
    /// Whether Tab stops here: what can be pressed or written in, and what says why it cannot be.
    pub const fn focusable(&self) -> bool {
        self.on_press.is_some() || self.disabled.is_some() || self.field().is_some()
    }
    /// Its parts that are counted (第 2 项，共 6 项), where it is a set: not the buttons between choices.
    pub fn counted(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(|child| match self.kind {
            Kind::Choices => matches!(child.kind, Kind::Choice { .. }),
            _ => matches!(self.kind, Kind::Cards { .. } | Kind::Timeline),
        })
    }
    /// This node and all below it, in reading order.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
    /// The node of that id, here or below.
    pub fn find(&self, id: &NodeId) -> Option<&Self> {
        if self.id == *id { Some(self) } else { self.children.iter().find_map(|child| child.find(id)) }
    }
}

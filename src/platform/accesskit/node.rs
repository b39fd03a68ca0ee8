//! One node of the tree in AccessKit's terms: role, name, states, acts. Bounds and children are the tree's.

use std::hash::{DefaultHasher, Hash, Hasher};

use ::accesskit::{Action, AriaCurrent, Invalid, Node as Exposed, NodeId, Rect, Role as ExposedRole, TextPosition, TextSelection, Toggled};

use crate::semantic::{Kind, Live, Node, Page, Role, StepState, Wording};

/// What stands in the text of a secret for each of its characters: they can be counted and overwritten, not read.
const HIDDEN: char = '•';

/// The number of a semantic id, the same in every frame of a page; 0 is the root's. The next question is a page of its own
/// with a field of its own, so that a screen reader hears that the focus has come to another.
pub(super) fn id<M>(page: &Page<M>, id: &str) -> NodeId {
    let mut hasher = DefaultHasher::new();
    (page.id.as_str(), &page.state, id).hash(&mut hasher);
    NodeId(hasher.finish() | 1)
}

/// The node without bounds and children.
pub(super) fn exposed<M>(node: &Node<M>, language: &str, words: &dyn Wording) -> Exposed {
    let role = role(node);
    let mut exposed = Exposed::new(role);
    exposed.set_author_id(node.id.as_str());
    exposed.set_language(node.language.unwrap_or(language));
    let name = name(node);
    // AccessKit takes the words of a static text from its value, of everything else from its label.
    if role == ExposedRole::Label {
        exposed.set_value(name)
    } else {
        exposed.set_label(name)
    }
    let description = description(node, words);
    if !description.is_empty() {
        exposed.set_description(description);
    }
    exposed.set_live(match node.kind {
        Kind::Notice(_, live) => live_of(live),
        _ => ::accesskit::Live::Off,
    });
    if node.focusable() {
        exposed.add_action(Action::Focus);
    }
    if node.on_press.is_some() {
        exposed.add_action(Action::Click);
    }
    if node.disabled.is_some() {
        exposed.set_disabled();
    }
    states(node, &mut exposed);
    exposed
}

fn states<M>(node: &Node<M>, exposed: &mut Exposed) {
    match &node.kind {
        Kind::Heading(level) => exposed.set_level((*level).into()),
        Kind::Choice { selected } => exposed.set_toggled(if *selected { Toggled::True } else { Toggled::False }),
        Kind::Choices | Kind::Cards { .. } | Kind::Timeline => exposed.set_size_of_set(node.counted().count()),
        Kind::Step(StepState::Now) => exposed.set_aria_current(AriaCurrent::Step),
        Kind::Progress(progress) => {
            exposed.set_min_numeric_value(0.0);
            exposed.set_max_numeric_value(progress.max.into());
            exposed.set_numeric_value(progress.value.into());
        }
        Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) => {
            exposed.add_action(Action::SetValue);
            if !field.placeholder.is_empty() {
                exposed.set_placeholder(field.placeholder.as_str());
            }
            if field.error.is_some() {
                exposed.set_invalid(Invalid::True);
            }
        }
        _ => {}
    }
}

/// The text of a field as a child of it, without which AT-SPI offers neither to read nor to write it.
pub(super) fn text_run<M>(page: &Page<M>, node: &Node<M>, field: &mut Exposed, bounds: Rect) -> Option<(NodeId, Exposed)> {
    let text: String = match node.field() {
        None => return None,
        Some(field) if node.is_secret() => field.value.chars().map(|_| HIDDEN).collect(),
        Some(field) => field.value.clone(),
    };
    let id = id(page, node.id.part("text").as_str());
    let end = TextPosition { node: id, character_index: text.chars().count() };
    field.set_text_selection(TextSelection { anchor: end, focus: end });
    let mut run = Exposed::new(ExposedRole::TextRun);
    run.set_character_lengths(text.chars().map(|c| u8::try_from(c.len_utf8()).unwrap_or(1)).collect::<Vec<_>>());
    run.set_value(text);
    run.set_bounds(bounds);
    Some((id, run))
}

fn role<M>(node: &Node<M>) -> ExposedRole {
    match node.role() {
        Role::Heading => ExposedRole::Heading,
        Role::Label => ExposedRole::Label,
        Role::Definition => ExposedRole::Definition,
        // What is urgent is a notification of its own (AT-SPI), not a line of status.
        Role::Status if matches!(node.kind, Kind::Notice(_, Live::Assertive)) => ExposedRole::Alert,
        Role::Status => ExposedRole::Status,
        Role::Button => ExposedRole::Button,
        Role::RadioButton => ExposedRole::RadioButton,
        Role::RadioGroup => ExposedRole::RadioGroup,
        Role::TextInput => ExposedRole::TextInput,
        Role::DateInput => ExposedRole::DateInput,
        Role::PasswordInput => ExposedRole::PasswordInput,
        Role::List => ExposedRole::List,
        Role::ListItem => ExposedRole::ListItem,
        Role::ProgressIndicator => ExposedRole::ProgressIndicator,
        Role::Image => ExposedRole::Image,
        Role::Group => ExposedRole::Group,
    }
}

pub(super) const fn live_of(live: Live) -> ::accesskit::Live {
    match live {
        Live::Off => ::accesskit::Live::Off,
        Live::Polite => ::accesskit::Live::Polite,
        Live::Assertive => ::accesskit::Live::Assertive,
    }
}

/// Its name, with the value where there is no other place for one.
fn name<M>(node: &Node<M>) -> String {
    match &node.kind {
        Kind::Fact { value } => format!("{} {value}", node.name),
        Kind::ReceiptNumber(groups) => format!("{} {}", node.name, groups.join(" ")),
        // Buttons that look alike, such as the 改 of each line, are told apart here too.
        Kind::Button(_) => node.spoken.clone().unwrap_or_else(|| node.name.clone()),
        _ => node.name.clone(),
    }
}

/// What colour and icon say to the eye, what is wrong, why it cannot be pressed, how it is used.
fn description<M>(node: &Node<M>, words: &dyn Wording) -> String {
    let state = match &node.kind {
        Kind::Notice(tone, _) => Some(words.tone(*tone)),
        Kind::Step(state) => Some(words.step(*state)),
        // Orca says of a radio button that it is chosen when one comes to it, not when one chooses it; that its words
        // have changed it says.
        Kind::Choice { selected: true } => Some(words.selected(true)),
        _ => None,
    };
    let error = node.field().and_then(|field| field.error.as_ref()).map(|error| format!("{} {error}", words.wrong()));
    let given = |words: &Option<String>| words.clone();
    [state, given(&node.description), error, given(&node.disabled), given(&node.hint)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

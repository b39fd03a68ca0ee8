//! An address: 省、市、区、街道 by lists, one tap a choice, then a line for the house. The answer is both, single spaces
//! between; the lists are read back from it. What was written is kept until another place was chosen to its end.

use std::sync::Arc;

use super::write::{field, secret};
use super::{Context, Filling, Look, Message as Of};
use crate::domain::form::Question;
use crate::domain::region;
use crate::domain::secret::Secret;
use crate::screen::Action;
use crate::semantic::{Icon, Node, Weight};

/// So many places are shown at once: with the buttons beside them at most nine things to press.
const SHOWN: usize = 6;

/// Where in the lists one is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// What was chosen, the province first.
    path: Vec<String>,
    /// 别的地方: not in the hall's own region.
    elsewhere: bool,
    /// The line is written; else the lists stand open.
    line: bool,
    /// Which part of a long list.
    part: usize,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Chosen(Vec<String>),
    MorePressed,
    ElsewherePressed,
    LinePressed,
    ChangePressed,
    Written(Secret),
}

impl Place {
    /// Where the lists stand after what is written.
    pub fn of(written: &str) -> Self {
        let (path, rest) = region::split(written);
        let line = !rest.trim().is_empty() || (!path.is_empty() && region::children(&path).is_empty());
        Self { path: path.into_iter().map(str::to_owned).collect(), line, ..Self::default() }
    }
    /// Whether the line is open to be written.
    pub const fn is_line(&self) -> bool {
        self.line
    }

    fn below(&self) -> Vec<&'static str> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        region::children(&path)
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message, filling: &mut Filling) -> Action {
        match message {
            Message::Chosen(path) => self.choose(path, filling),
            Message::MorePressed => self.part += 1,
            Message::ElsewherePressed => *self = Self { elsewhere: true, ..Self::default() },
            Message::LinePressed => {
                self.line = true;
                self.keep(filling, None);
            }
            Message::ChangePressed => *self = Self::default(),
            Message::Written(text) => self.keep(filling, Some(text.expose())),
        }
        Action::None
    }

    fn choose(&mut self, path: Vec<String>, filling: &mut Filling) {
        *self = Self { path, elsewhere: self.elsewhere, ..Self::default() };
        self.line = self.below().is_empty();
        self.keep(filling, None);
    }

    /// One level up; false at the top, and where a house was written.
    pub fn up(&mut self, filling: &mut Filling) -> bool {
        let written = house(filling);
        if self.line && !written.is_empty() {
            return false;
        }
        let was_line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.part) > 0 || (was_line && !self.below().is_empty()) {
            return true;
        }
        if self.path.pop().is_some() {
            self.keep(filling, None);
            return true;
        }
        std::mem::take(&mut self.elsewhere)
    }

    /// Writes the place and the house. While a place is still being chosen an older address stays as it was.
    fn keep(&self, filling: &mut Filling, line: Option<&str>) {
        let house = line.map_or_else(|| house(filling), str::to_owned);
        if !self.line && !house.is_empty() {
            return;
        }
        let mut text = self.path.join(" ");
        if !text.is_empty() && !house.is_empty() {
            text.push(' ');
        }
        text.push_str(&house);
        filling.write(Secret::new(text));
    }
}

/// What is written of the house.
fn house(filling: &Filling) -> String {
    let written = filling.question().map_or("", |question| filling.written(&question.key));
    region::split(written).1.to_owned()
}

/// What stands behind the place that was chosen.
fn line<'a>(place: &Place, written: &'a str) -> &'a str {
    place.path.iter().try_fold(written, |rest, name| rest.trim_start().strip_prefix(name.as_str())).map_or(written, str::trim_start)
}

/// The lists, or what was chosen and the line.
pub fn nodes(ctx: &Context, filling: &Filling, question: &Question, look: &Look) -> Vec<Node<Of>> {
    if look.place.line { written(ctx, filling, question, look) } else { lists(ctx, &look.place) }
}

/// How deep in the lists one is: another place for eye and ear.
pub fn state(place: &Place) -> String {
    if place.line { String::new() } else { format!("/{}-{}", place.path.len() + usize::from(place.elsewhere), place.part) }
}

fn lists(ctx: &Context, place: &Place) -> Vec<Node<Of>> {
    let own: Vec<&str> = ctx.institution.region.split_whitespace().collect();
    let at_home = place.path.is_empty() && !place.elsewhere && !region::children(&own).is_empty();
    let (path, names) = if at_home {
        (own.iter().map(|name| (*name).to_owned()).collect(), region::children(&own))
    } else {
        (place.path.clone(), place.below())
    };
    let mut nodes = Vec::new();
    match (at_home, path.last()) {
        (true, Some(district)) => nodes.extend(ctx.text_with("question.place-own", &[("district", district.as_str().into())])),
        (false, Some(_)) => {
            let chosen = Node::fact("question.place", ctx.words("question.place"), path.join(" ")).language(CHINESE).icon(Icon::Place);
            nodes.push(chosen);
            nodes.extend(ctx.text("question.place-below"));
        }
        (_, None) => nodes.extend(ctx.text("question.place-top")),
    }
    let parts = names.len().div_ceil(SHOWN).max(1);
    let part = place.part % parts;
    let cards = names.iter().skip(part * SHOWN).take(SHOWN).enumerate().map(|(at, name)| {
        let chosen = path.iter().cloned().chain([(*name).to_owned()]).collect();
        Node::card(format!("question.place-{}", at + 1), *name, Of::Place(Message::Chosen(chosen))).language(CHINESE)
    });
    nodes.push(Node::cards("question.places", ctx.words("question.places"), 3, cards.collect()));
    let mut others = Vec::new();
    if parts > 1 {
        let words = ctx.words_with("question.place-more", &[("part", (part + 1).into()), ("parts", parts.into())]);
        others.push(Node::button("question.place-more", Weight::Plain, words, Of::Place(Message::MorePressed)).icon(Icon::Below));
    }
    others.push(if at_home {
        ctx.button("question.place-elsewhere", Weight::Plain, Of::Place(Message::ElsewherePressed)).icon(Icon::All)
    } else {
        ctx.button("question.place-line", Weight::Plain, Of::Place(Message::LinePressed))
    });
    nodes.push(Node::group("question.place-others", ctx.words("question.places"), others));
    nodes
}

/// The names of places are written and said in one language.
const CHINESE: &str = "zh-CN";

fn written(ctx: &Context, filling: &Filling, question: &Question, look: &Look) -> Vec<Node<Of>> {
    let place = &look.place;
    let text = line(place, filling.written(&question.key));
    let change = ctx.button("question.place-change", Weight::Quiet, Of::Place(Message::ChangePressed));
    let mut nodes = Vec::new();
    if place.path.is_empty() {
        nodes.push(change);
    } else {
        let mut chosen =
            Node::fact("question.place", ctx.words("question.place"), place.path.join(" ")).language(CHINESE).icon(Icon::Place);
        if question.secret.is_some() {
            // What was chosen by ear is not said again to the whole room (P1).
            chosen = chosen.spoken(ctx.words("question.place-chosen")).language(ctx.texts.language());
        }
        nodes.push(chosen.child(change));
    }
    // Where room is scarce question and field stay together on the first part.
    let after = if ctx.compact { std::mem::take(&mut nodes) } else { Vec::new() };
    let mut field = field(ctx, filling, question, text);
    field.on_input = Arc::new(|text| Of::Place(Message::Written(Secret::new(text))));
    let label = ctx.words("question.house");
    match question.secret {
        None => nodes.push(Node::text_field("question.field", label, field)),
        Some(_) => nodes.extend(secret(ctx, label, field, look.revealed)),
    }
    nodes.extend(after);
    nodes
}

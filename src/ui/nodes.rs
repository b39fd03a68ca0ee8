//! One node as rows of elements: what each kind looks like.

use iced::widget::text::Wrapping;
use iced::widget::{Space, column, container, row, text, text_input};
use iced::{Alignment, Border, Color, Element, Fill, Padding, Shrink};

use super::even::even;
use super::look::TextRole;
use super::marked::marked;
use super::paged::Unit;
use super::palette::Pair;
use super::said::{Said, part_of};
use super::{Event, View, icons};
use crate::semantic::{Field, Icon, Kind, Node, Progress, StepState, Tone, Weight};

type Drawn<'a> = Element<'a, Event>;

/// The rows of a content node.
pub fn units<'a, M>(node: &'a Node<M>, view: &View<'a>) -> Vec<Unit<'a>> {
    match &node.kind {
        Kind::Cards { columns } => rows(&node.children, view.columns(*columns), view),
        Kind::Group => rows(&node.children, view.fitting(&node.children), view),
        Kind::Choices => {
            let columns = if node.children.len() > 3 { view.fitting(&node.children).min(2) } else { 1 };
            let mut rows = rows(&node.children, columns, view);
            if columns == 1 {
                // A button that belongs to a choice stays below it.
                let next = node.children.iter().skip(1).map(|child| matches!(child.kind, Kind::Button(_)));
                rows.iter_mut().zip(next).for_each(|(row, with_next)| row.with_next = with_next);
            }
            rows
        }
        Kind::Timeline => node.children.iter().flat_map(|step| step_units(step, view)).collect(),
        Kind::Heading(level) => vec![Unit { with_next: true, tight: *level == 1, ..unit(node, element(node, view)) }],
        // Where room is scarce what changes a line stands under it.
        Kind::Fact { .. } if view.look.compact() && !node.children.is_empty() => {
            let own = Unit {
                element: self::fact(node, &view.of(&node.id)),
                ids: vec![node.id.clone()],
                with_next: true,
                stretches: false,
                tight: true,
            };
            std::iter::once(own).chain(rows(&node.children, 1, view)).collect()
        }
        Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) => {
            let above = above_field(node, field, view).map(|element| Unit {
                element,
                ids: Vec::new(),
                with_next: true,
                stretches: false,
                tight: true,
            });
            // The ring around the field has room below the label.
            above.into_iter().chain([unit(node, element(node, view))]).collect()
        }
        _ => vec![unit(node, element(node, view))],
    }
}

/// A step with what belongs to it: what it means, who holds it, until when; one under the other where room is scarce.
fn step_units<'a, M>(node: &'a Node<M>, view: &View<'a>) -> Vec<Unit<'a>> {
    if !view.look.compact() || node.children.is_empty() {
        return vec![unit(node, element(node, view))];
    }
    let Kind::Step(state) = node.kind else { return Vec::new() };
    let own = Unit { element: step(node, state, &[], view), ids: vec![node.id.clone()], with_next: true, stretches: false, tight: true };
    let below = node.children.iter().map(|child| unit(child, element(child, view)));
    std::iter::once(own).chain(below).collect()
}

fn unit<'a, M>(node: &Node<M>, element: Drawn<'a>) -> Unit<'a> {
    let mut ids = Vec::new();
    node.walk(&mut |node| ids.push(node.id.clone()));
    let tight =
        !ids.is_empty() && !matches!(node.kind, Kind::Notice(..) | Kind::ReceiptNumber(_)) && !node.focusable() && node.children.is_empty();
    Unit { element, ids, with_next: false, stretches: false, tight }
}

/// Nodes side by side in rows of `columns`.
fn rows<'a, M>(nodes: &'a [Node<M>], columns: usize, view: &View<'a>) -> Vec<Unit<'a>> {
    let chunks = nodes.chunks(columns.max(1));
    chunks
        .map(|chunk| {
            let elements = chunk.iter().map(|node| element(node, view)).collect();
            let mut ids = Vec::new();
            chunk.iter().for_each(|node| node.walk(&mut |node| ids.push(node.id.clone())));
            Unit {
                element: even(elements, columns, view.look.gap()).into(),
                ids,
                with_next: false,
                stretches: chunk.iter().all(|node| matches!(node.kind, Kind::Card)),
                tight: false,
            }
        })
        .collect()
}

/// A node as one element.
pub fn element<'a, M>(node: &'a Node<M>, view: &View<'a>) -> Drawn<'a> {
    let (palette, all) = (view.look.palette, view);
    let view = &view.of(&node.id);
    match &node.kind {
        Kind::Heading(level) => {
            let role = if *level == 1 { TextRole::Heading } else { TextRole::Question };
            let widest = view.look.measure() * view.look.size(role) / view.look.body();
            mark(node, view, container(words(&node.name, role, true, palette.page.text, view)).max_width(widest))
        }
        Kind::Text { secondary } => {
            let color = if *secondary { palette.secondary } else { palette.page.text };
            mark(node, view, container(words(&node.name, TextRole::Body, false, color, view)).max_width(view.look.measure()))
        }
        Kind::Fact { .. } => {
            let buttons = node.children.iter().map(|child| button(child, Weight::Quiet, Shrink, all));
            row![fact(node, view)].extend(buttons).spacing(view.look.gap()).align_y(Alignment::Center).into()
        }
        Kind::Notice(tone, _) => notice(node, *tone, view),
        Kind::Button(weight) => button(node, *weight, Fill, view),
        Kind::Card => card(node, view),
        Kind::Choice { selected } => choice(node, *selected, view),
        Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) => self::field(node, field, view),
        Kind::Step(state) => step(node, *state, &node.children, all),
        Kind::ReceiptNumber(groups) => receipt_number(node, groups, view),
        Kind::Progress(progress) => self::progress(node, *progress, view),
        Kind::Picture => {
            let icon = node.icon.map(|icon| glyph(icon, palette.page.text, view));
            let name = words(&node.name, TextRole::Body, false, palette.page.text, view);
            mark(node, view, row![].extend(icon).push(name).spacing(view.look.near()).align_y(Alignment::Center))
        }
        Kind::Cards { .. } | Kind::Choices | Kind::Timeline | Kind::Group => {
            let rows = units(node, all).into_iter().map(|unit| unit.element);
            column(rows).spacing(view.look.gap()).into()
        }
    }
}

/// A button of a given width: in the footer as wide as its words, in the content as wide as the column.
pub fn button<'a, M>(node: &'a Node<M>, weight: Weight, width: iced::Length, view: &View<'a>) -> Drawn<'a> {
    let view = &view.of(&node.id);
    let (look, palette) = (view.look, view.look.palette);
    let pressed = view.is_pressed(&node.id);
    let pair = match (weight, pressed) {
        (Weight::Primary, false) => palette.primary,
        (Weight::Primary, true) => palette.primary_pressed,
        (_, false) => palette.card,
        (_, true) => palette.card_pressed,
    };
    let pair = view.inverted(&node.id, pair);
    let icon = node.icon.filter(|_| !look.compact()).map(|icon| glyph(icon, pair.text, view));
    let mut body = column![words(&node.name, TextRole::Body, weight == Weight::Primary, pair.text, view)];
    let why = node.disabled.as_ref().filter(|_| weight != Weight::Quiet);
    for line in node.description.iter().chain(why) {
        body = body.push(words(line, TextRole::Body, false, pair.text, view));
    }
    // A word of one character is as wide a target as any (T1).
    let short = if icon.is_none() { look.target() - look.estimate(&node.name, look.body()) * 0.8 } else { 0.0 };
    let beside = (short / 2.0).max(look.mm(4.0));
    let inner = row![].extend(icon).push(body).spacing(look.near() * 1.5).align_y(Alignment::Center);
    let least = if weight == Weight::Primary { look.primary() } else { look.target() };
    let centred = width == Shrink || weight == Weight::Primary;
    let face = container(inner)
        .width(width)
        .align_x(if centred { Alignment::Center } else { Alignment::Start })
        .align_y(Alignment::Center)
        .padding(sunk(above(least, view), beside, pressed, look.mm(1.0)))
        .style(plate(pair, if node.disabled.is_some() { 0.0 } else { look.mm(0.5) }, view));
    // Not pale when it cannot be pressed: without a frame, and with the reason under its name.
    mark_pressable(node, view, face)
}

fn card<'a, M>(node: &'a Node<M>, view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let pressed = view.is_pressed(&node.id);
    let pair = view.inverted(&node.id, if pressed { palette.card_pressed } else { palette.card });
    let secondary = if pair == palette.card { palette.secondary } else { pair.text };
    let color = if pair == palette.card { palette.primary.ground } else { pair.text };
    let icon = node.icon.filter(|_| !view.narrow()).map(|icon| glyph(icon, color, view));
    let mut lines = column![measured(&node.name, true, pair.text, view)].width(Fill);
    for line in [&node.description, &node.disabled].into_iter().flatten() {
        lines = lines.push(measured(line, false, secondary, view));
    }
    let inner = row![].extend(icon).push(lines).spacing(look.mm(3.0)).align_y(Alignment::Center);
    let face = container(inner)
        .width(Fill)
        .align_y(Alignment::Center)
        .padding(sunk(above(look.target(), view), look.mm(4.0), pressed, look.mm(1.0)))
        .style(plate(pair, look.mm(0.5), view));
    mark_pressable(node, view, face)
}

fn choice<'a, M>(node: &'a Node<M>, selected: bool, view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let pressed = view.is_pressed(&node.id);
    let pair = match (selected, pressed) {
        (true, false) => palette.primary,
        (true, true) => palette.primary_pressed,
        (false, false) => palette.card,
        (false, true) => palette.card_pressed,
    };
    let pair = view.inverted(&node.id, pair);
    let sign = glyph(if selected { Icon::Done } else { Icon::ToCome }, pair.text, view);
    let mut lines = column![measured(&node.name, selected, pair.text, view)].width(Fill);
    if let Some(line) = &node.description {
        lines = lines.push(measured(line, false, pair.text, view));
    }
    let face = container(row![sign, lines].spacing(look.mm(3.0)).align_y(Alignment::Center))
        .width(Fill)
        .align_y(Alignment::Center)
        .padding(sunk(above(look.target(), view), look.mm(4.0), pressed, look.mm(1.0)))
        .style(plate(pair, look.mm(0.5), view));
    mark_pressable(node, view, face)
}

fn fact<'a, M>(node: &'a Node<M>, view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let value = if let Kind::Fact { value } = &node.kind { value.as_str() } else { "" };
    let icon = node.icon.filter(|_| !look.compact()).map(|icon| glyph(icon, palette.secondary, view));
    let label = words(&node.name, TextRole::Body, false, palette.secondary, view);
    let label = row![].extend(icon).push(label).spacing(look.near()).align_y(Alignment::Center);
    let more = node.description.as_ref().map(|line| words(line, TextRole::Body, false, palette.page.text, view).into());
    let value = column![words(value, TextRole::Body, true, palette.page.text, view)].extend(more);
    let aside = 9.0 * look.body();
    let beside = !look.compact() && look.window.width > 3.2 * aside && look.estimate(&node.name, look.body()) <= aside;
    let both: Drawn<'a> = if beside {
        row![container(label).width(aside), container(value).width(Fill)].spacing(look.near() * 2.0).into()
    } else {
        column![label, value].width(Fill).into()
    };
    container(mark(node, view, container(both).width(Fill).max_width(look.measure()))).width(Fill).into()
}

fn notice<'a, M>(node: &'a Node<M>, tone: Tone, view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let pair = match tone {
        Tone::Info => palette.notice,
        Tone::Success => palette.success,
        Tone::Danger => palette.danger,
    };
    let icon = node.icon.map(|icon| glyph(icon, pair.text, view));
    let mut lines = column![measured(&node.name, true, pair.text, view)].width(Fill);
    if let Some(line) = &node.description {
        lines = lines.push(measured(line, false, pair.text, view));
    }
    let face = container(row![].extend(icon).push(lines).spacing(look.mm(3.0)).align_y(Alignment::Center))
        .width(Fill)
        .padding([look.mm(2.0), look.mm(4.0)])
        .style(plate(pair, look.mm(0.5), view));
    mark(node, view, face)
}

fn step<'a, M>(node: &'a Node<M>, state: StepState, told: &'a [Node<M>], view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let color = if state == StepState::ToCome { palette.secondary } else { palette.page.text };
    let icon = node.icon.map(|icon| glyph(icon, color, view));
    let own = &view.of(&node.id);
    let mut lines = column![measured(&node.name, state == StepState::Now, color, own)].width(Fill);
    if let Some(line) = &node.description {
        lines = lines.push(measured(line, false, color, own));
    }
    let lines = lines.extend(told.iter().map(|child| element(child, view)));
    let frame = if state == StepState::Now { look.mm(0.8) } else { 0.0 };
    let pair = if state == StepState::Now { palette.card } else { palette.page };
    let face = container(row![].extend(icon).push(lines).spacing(look.mm(3.0)))
        .width(Fill)
        .padding([look.mm(2.0), look.mm(4.0)])
        .style(plate(pair, frame, view));
    mark(node, view, face)
}

fn receipt_number<'a, M>(node: &'a Node<M>, groups: &[String], view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let size = look.size(TextRole::Number);
    let group = |group: &String| text(group.clone()).size(size).line_height(1.5).font(look.font(true)).color(palette.card.text);
    let said = |one: &str| view.caption.and_then(|said| part_of(one, said));
    let number = groups.iter().map(|one| Said::words(group(one)).underlined(said(one), palette.card.text).into());
    let number = row(number).spacing(size * 0.6).wrap();
    let label = words(&node.name, TextRole::Body, false, palette.secondary, view);
    let face = container(column![label, number].spacing(look.near())).width(Fill).padding([look.mm(4.0), look.mm(6.0)]).style(plate(
        palette.card,
        look.mm(0.5),
        view,
    ));
    mark(node, view, face)
}

fn progress<'a, M>(node: &'a Node<M>, progress: Progress, view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let cells = (1..=progress.max).map(|at| {
        let pair = if at <= progress.value { palette.primary } else { palette.page };
        container(Space::new()).width(Fill).height(look.mm(3.0)).style(plate(pair, look.mm(0.4), view)).into()
    });
    let bar = row(cells).spacing(look.mm(1.0)).width(Fill);
    let name = words(&node.name, TextRole::Body, false, palette.secondary, view);
    mark(node, view, column![name, bar].spacing(look.near()).width(Fill))
}

fn field<'a, M>(node: &'a Node<M>, field: &'a Field<M>, view: &View<'a>) -> Drawn<'a> {
    let (look, palette) = (view.look, view.look.palette);
    let hidden = node.is_secret() && !field.revealed;
    let id = node.id.clone();
    let style = move |_: &iced::Theme, _| text_input::Style {
        background: palette.card.ground.into(),
        border: Border { color: palette.line, width: look.mm(0.8), radius: look.radius().into() },
        icon: palette.secondary,
        placeholder: palette.secondary,
        value: palette.card.text,
        selection: palette.notice.ground,
    };
    let widest = if view.wide() { field.width as f32 + 3.0 } else { f32::INFINITY };
    let input = text_input(&field.placeholder, &field.value)
        .on_input(move |written| Event::Written(id.clone(), written))
        .secure(hidden)
        .size(look.body())
        .line_height(iced::widget::text::LineHeight::Relative(1.5))
        .font(look.font(false))
        .padding([((look.target() - look.line()) / 2.0).max(look.mm(1.5)), look.mm(4.0)])
        .width(Fill)
        .style(style);
    let shown = match field.value.chars().count() {
        0 => field.placeholder.clone(),
        dots if hidden => "\u{2022}".repeat(dots),
        _ => field.value.clone(),
    };
    let input = marked(&node.id, look, view.standing(&node.id), input).field(shown);
    let input = container(input).width(Fill).max_width(widest * look.body());
    // Below the focus ring. It has its place from the start: what one writes in must neither move nor be made anew.
    // Where room is scarce what is wrong takes its place.
    let shown = if field.shown.is_empty() { " " } else { &field.shown };
    let shows = hidden && !(look.compact() && field.error.is_some());
    let shown = shows.then(|| words(shown, TextRole::Body, false, palette.secondary, view).into());
    column![input].extend(shown).spacing(look.gap()).into()
}

/// The label of a field, where the question does not stand right above it, and what is wrong with what is written.
fn above_field<'a, M>(node: &'a Node<M>, field: &'a Field<M>, view: &View<'a>) -> Option<Drawn<'a>> {
    let view = &view.of(&node.id);
    let (look, palette) = (view.look, view.look.palette);
    let label = (!look.compact()).then(|| words(&node.name, TextRole::Body, true, palette.page.text, view).of(&node.id).into());
    let error = field.error.as_ref().map(|error| {
        let icon = sign(Icon::Danger, palette.danger.text, view).of(&node.id);
        let line = words(error, TextRole::Body, true, palette.danger.text, view).of(&node.id);
        let bar = row![icon, container(line).width(Fill)].spacing(look.mm(3.0)).align_y(Alignment::Center);
        let face = container(bar).width(Fill).padding([look.mm(1.5), look.mm(4.0)]);
        face.style(plate(palette.danger, 0.0, view)).into()
    });
    let lines: Vec<Drawn<'a>> = label.into_iter().chain(error).collect();
    (!lines.is_empty()).then(|| column(lines).spacing(look.near()).width(Fill).into())
}

/// Body text in a plate, no wider than a line may be (V4).
fn measured<'a>(shown: &'a str, bold: bool, color: Color, view: &View<'_>) -> Drawn<'a> {
    container(words(shown, TextRole::Body, bold, color, view)).max_width(view.look.measure()).into()
}

/// Text in a role's size.
pub fn words<'a>(shown: &'a str, role: TextRole, bold: bool, color: Color, view: &View<'_>) -> Said<'a> {
    let set = text(shown).size(view.look.size(role)).line_height(1.5).font(view.look.font(bold)).color(color);
    // A word longer than the line is broken: nothing is ever cut off (V8).
    let said = view.caption.and_then(|said| part_of(shown, said));
    Said::words(set.wrapping(Wrapping::WordOrGlyph)).underlined(said, color)
}

fn glyph<'a>(icon: Icon, color: Color, view: &View<'_>) -> Drawn<'a> {
    sign(icon, color, view).into()
}

fn sign<'a>(icon: Icon, color: Color, view: &View<'_>) -> Said<'a> {
    let size = view.look.body() * 1.5;
    Said::icon(text(icons::glyph(icon).to_string()).size(size).line_height(1.0).font(icons::FONT).color(color))
}

fn plate<'a>(pair: Pair, frame: f32, view: &View<'_>) -> impl Fn(&iced::Theme) -> container::Style + 'a {
    let (line, radius) = (view.look.palette.line, view.look.radius());
    move |_| container::Style {
        text_color: Some(pair.text),
        background: Some(pair.ground.into()),
        border: Border { color: line, width: frame, radius: radius.into() },
        ..container::Style::default()
    }
}

/// The padding of a face, pushed down by `depth` while it is pressed.
fn sunk(y: f32, x: f32, pressed: bool, depth: f32) -> Padding {
    let depth = if pressed { depth } else { 0.0 };
    Padding { top: y + depth, bottom: y - depth, left: x, right: x }
}

/// The space above and below one line so that a target is at least so high (T1).
fn above(least: f32, view: &View<'_>) -> f32 {
    ((least - view.look.line()) / 2.0).max(view.look.mm(1.5))
}

fn mark<'a, M>(node: &'a Node<M>, view: &View<'_>, element: impl Into<Drawn<'a>>) -> Drawn<'a> {
    marked(&node.id, view.look, view.standing(&node.id), element).into()
}

fn mark_pressable<'a, M>(node: &'a Node<M>, view: &View<'_>, element: impl Into<Drawn<'a>>) -> Drawn<'a> {
    marked(&node.id, view.look, view.standing(&node.id), element).pressable(node.focusable()).into()
}

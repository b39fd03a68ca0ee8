//! The tree as a screen reader is given it (EN 301 549 11.5.2).

use std::collections::{HashMap, HashSet};

use accesskit::{Action, Node as Exposed, NodeId, Role, Toggled, TreeUpdate};

use super::super::report::Verdict;
use super::super::spread::Spread;
use crate::platform::accesskit::{Frame, tree_update};
use crate::screen::Words;
use crate::semantic::{Focus, Kind, Node};

/// Rounding of bounds, px.
const ROUND: f64 = 0.5;

/// AT: one root, no cycle, children inside parents; role, name, state, bounds and value of every node; what can be done
/// by hand can be done through the reader; a secret can be set, not read.
pub fn tree(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let words = Words(spread.ctx.texts);
    for part in &spread.parts {
        let focus = Focus(spread.page.focus.clone());
        let frame = Frame { page: &part.page, layout: part.layout(), focus: &focus, words: &words, scale: 1.0, position: None };
        let update = tree_update(&frame, "tongban", None);
        shape(&update, verdict);
        for placed in &part.layout().nodes {
            let Some(node) = part.page.find(&placed.id) else { continue };
            let exposed = update.nodes.iter().find(|(_, one)| one.author_id() == Some(node.id.as_str()));
            verdict.check(&node.id, exposed.is_some(), format_args!("drawn, not exposed"), format_args!("exposed (11.5.2.5)"));
            if let Some((id, exposed)) = exposed {
                named(node, exposed, verdict);
                acts(node, exposed, verdict);
                states(node, *id, exposed, &update, verdict);
            }
        }
    }
}

/// 11.5.2.9: one root, each node a child once, inside its parent, every child there; the focus is one of them (11.5.2.12).
fn shape(update: &TreeUpdate, verdict: &mut Verdict<'_>) {
    let nodes: HashMap<NodeId, &Exposed> = update.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let root = update.tree.as_ref().map(|tree| tree.root);
    verdict.check("tree", nodes.len() == update.nodes.len(), format_args!("an id given twice"), format_args!("one each"));
    verdict.check("tree", nodes.contains_key(&update.focus), format_args!("the focus is on no node"), format_args!("a node"));
    let (mut seen, mut below) = (HashSet::new(), Vec::from_iter(root));
    while let Some(id) = below.pop() {
        let name = nodes.get(&id).and_then(|node| node.author_id()).unwrap_or("tree").to_owned();
        verdict.check(&name, seen.insert(id), format_args!("reached twice"), format_args!("one parent"));
        let Some(node) = nodes.get(&id).filter(|node| seen.len() <= nodes.len() && !node.is_hidden()) else { continue };
        for child in node.children() {
            let inside = match (node.bounds(), nodes.get(child).map(|child| child.bounds())) {
                (_, None) => false,
                (Some(a), Some(Some(b))) => b.x0 + ROUND >= a.x0 && b.y0 + ROUND >= a.y0 && b.x1 <= a.x1 + ROUND && b.y1 <= a.y1 + ROUND,
                _ => true,
            };
            verdict.check(&name, inside, format_args!("a child outside it"), format_args!("children inside"));
            if !seen.contains(child) {
                below.push(*child);
            }
        }
    }
    verdict.check("tree", seen.len() == nodes.len(), format_args!("{} of {} reached", seen.len(), nodes.len()), format_args!("all"));
}

/// 11.5.2.5: name and bounds.
fn named<M>(node: &Node<M>, exposed: &Exposed, verdict: &mut Verdict<'_>) {
    let name = exposed.label().or_else(|| exposed.value()).unwrap_or_default();
    verdict.check(&node.id, !name.trim().is_empty(), format_args!("{:?} without a name", exposed.role()), format_args!("a name"));
    let bounds = exposed.bounds().is_some_and(|b| b.x1 > b.x0 && b.y1 > b.y0);
    verdict.check(&node.id, bounds, format_args!("no bounds"), format_args!("bounds"));
    let generic = matches!(exposed.role(), Role::Unknown | Role::GenericContainer);
    verdict.check(&node.id, !generic, format_args!("{:?}", exposed.role()), format_args!("a role"));
}

/// 11.5.2.11 to 11.5.2.17: what a finger can do a reader can do, and nothing else.
fn acts<M>(node: &Node<M>, exposed: &Exposed, verdict: &mut Verdict<'_>) {
    for (action, wanted) in
        [(Action::Click, node.on_press.is_some()), (Action::Focus, node.focusable()), (Action::SetValue, node.field().is_some())]
    {
        let there = exposed.supports_action(action);
        verdict.check(&node.id, there == wanted, format_args!("{action:?}: {there}"), format_args!("{wanted}"));
    }
    let disabled = exposed.is_disabled();
    verdict.check(&node.id, disabled == node.disabled.is_some(), format_args!("disabled: {disabled}"), format_args!("{}", !disabled));
}

/// 11.5.2.5 to 11.5.2.7, 11.5.2.13, 11.5.2.15: states and values; a secret's text tells its length alone.
fn states<M>(node: &Node<M>, id: NodeId, exposed: &Exposed, update: &TreeUpdate, verdict: &mut Verdict<'_>) {
    match &node.kind {
        Kind::Choice { selected } => {
            let told = exposed.toggled() == Some(if *selected { Toggled::True } else { Toggled::False });
            verdict.check(&node.id, told, format_args!("{:?}", exposed.toggled()), format_args!("{selected}"));
        }
        Kind::Progress(progress) => {
            let told = (exposed.min_numeric_value(), exposed.numeric_value(), exposed.max_numeric_value());
            let wanted = (Some(0.0), Some(f64::from(progress.value)), Some(f64::from(progress.max)));
            verdict.check(&node.id, told == wanted, format_args!("{told:?}"), format_args!("{wanted:?}"));
        }
        _ => {}
    }
    let Some(field) = node.field() else { return };
    let wrong = exposed.invalid().is_some();
    verdict.check(&node.id, wrong == field.error.is_some(), format_args!("invalid: {wrong}"), format_args!("{}", !wrong));
    let runs: Vec<&Exposed> =
        update.nodes.iter().filter(|(run, _)| exposed.children().contains(run) && *run != id).map(|(_, run)| run).collect();
    let run = runs.iter().find(|run| run.role() == Role::TextRun).and_then(|run| run.value());
    verdict.check(&node.id, run.is_some(), format_args!("no text"), format_args!("a text that can be written"));
    if node.is_secret() {
        let hidden = exposed.value().is_none() && run.is_none_or(|text| !text.chars().any(char::is_alphanumeric));
        verdict.check(&node.id, hidden, format_args!("a secret can be read"), format_args!("its length alone"));
    }
}

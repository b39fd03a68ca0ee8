//! U4 as a property: wherever one has got to, by whatever way, a change of size, theme, language, rate, loudness or way of
//! operating leaves the place, the answers and the focus as they were.

use iced_test::core::keyboard::key::Named;
use proptest::prelude::*;
use tongban::domain::settings::Locale;
use tongban::semantic::{Kind, Node, NodeId};

use crate::resident::{Hall, Resident, embedded, runtime};

/// A step of a journey: the stop that is pressed, counted round those there are, and what is typed if it is a field.
type Step = (usize, &'static str);

/// Keys that change how one sees and hears.
const KEYS: [Named; 8] = [Named::F3, Named::F4, Named::F5, Named::F6, Named::F7, Named::F8, Named::F9, Named::F10];
const TYPED: [&str; 4] = ["", "王秀英", "310101194001011235", "高龄"];

/// Where one is, where the focus is, what is written and what is chosen.
#[derive(Debug, Clone, PartialEq)]
struct Standing {
    place: (NodeId, String),
    focus: Option<NodeId>,
    written: Vec<(NodeId, String)>,
    chosen: Vec<NodeId>,
}

fn standing(resident: &Resident) -> Standing {
    let page = resident.app.page();
    let nodes = || page.nodes().into_iter().map(|(_, node)| node);
    let is_settings = page.id.as_str() == "settings";
    Standing {
        place: (page.id.clone(), page.state.clone()),
        // The buttons to the next part go where all fits: shorter words, smaller letters.
        focus: resident.app.focus().0.clone().filter(|id| !id.as_str().starts_with("pager.")),
        written: nodes().filter_map(|node| Some((node.id.clone(), node.field()?.value.clone()))).collect(),
        // What is chosen there is what is changed.
        chosen: nodes()
            .filter(|node| !is_settings && matches!(node.kind, Kind::Choice { selected: true }))
            .map(|node| node.id.clone())
            .collect(),
    }
}

/// Presses a stop of the part that is shown, or writes in it.
fn walk(resident: &mut Resident, (at, typed): Step) {
    let page = resident.app.page();
    let seen = |node: &&Node<_>| resident.app.layout().bounds(&node.id).is_some();
    let own = |node: &&Node<_>| !["frame.cover", "frame.help"].contains(&node.id.as_str());
    let stops: Vec<(NodeId, bool)> =
        page.focusable().into_iter().filter(|node| seen(node) && own(node)).map(|node| (node.id.clone(), node.field().is_some())).collect();
    let Some((stop, field)) = stops.get(at % stops.len().max(1)).cloned() else { return };
    resident.tap_node(&stop);
    if field {
        resident.types(typed);
    }
}

/// A control of one door under 听和看, and back to where one was.
fn change_by_hand(resident: &mut Resident, before: &Standing, door: usize, control: usize) {
    resident.tap_words("frame-settings");
    resident.must_be_on("settings");
    for at in [door, control] {
        let controls: Vec<NodeId> = resident.app.page().content.iter().flat_map(pressable).collect();
        if let Some(control) = controls.get(at % controls.len().max(1)) {
            resident.tap_node(control);
        }
    }
    for _ in 0..4 {
        if standing(resident).place != before.place {
            resident.key(Named::Escape);
        }
    }
}

fn pressable<M>(node: &Node<M>) -> Vec<NodeId> {
    let mut all = Vec::new();
    node.walk(&mut |node| all.extend(node.on_press.is_some().then(|| node.id.clone())));
    all
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..40_usize, prop::sample::select(&TYPED[..])), 1..9)
}

#[test]
fn wherever_one_is_a_change_of_seeing_and_hearing_keeps_everything() {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let config = ProptestConfig { cases: 24, max_shrink_iters: 12, failure_persistence: None, ..ProptestConfig::default() };
    let changes = prop::collection::vec(prop::sample::select(&KEYS[..]), 1..6);
    proptest!(config, |(steps in steps(), changes in changes, door in 0..12_usize, control in 0..12_usize, size in 1_u8..=5)| {
        let hall = Hall { text_size: size, ..Hall::home(Locale::ZhCn) };
        let mut resident = Resident::at(hall, runtime.clone(), backend.clone());
        for step in steps {
            walk(&mut resident, step);
            let before = standing(&resident);
            for key in &changes {
                resident.key(*key);
                let mut after = standing(&resident);
                // Where nothing has the focus, what one writes in may get it.
                after.focus = after.focus.filter(|_| before.focus.is_some());
                prop_assert_eq!(&after, &before, "after {:?}", key);
            }
        }
        let before = standing(&resident);
        if before.place.0.as_str() != "settings" && before.place.0.as_str() != "cover" {
            change_by_hand(&mut resident, &before, door, control);
            let after = standing(&resident);
            prop_assert_eq!((&after.place, &after.written, &after.chosen), (&before.place, &before.written, &before.chosen));
        }
    });
}

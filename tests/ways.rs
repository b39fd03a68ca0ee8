//! Every way to operate finishes every task (T3, T4): by finger with single taps, by keys, by two switches, by one switch and time. The tasks are
//! data; a way knows nothing but how to reach what it looks for. What each task costs is written to `ways/<way>.tsv` in
//! the tests' directory.

mod hands;
mod manners;
mod tasks;
mod traps;

use std::fs;
use std::path::Path;

use hands::{Hands, Way};
use tasks::{Goal, Scene, tasks};

/// Does every task by one way; what each cost.
fn every_task(way: Way) {
    let mut costs = String::from("task\tpresses\tseconds of waiting\n");
    for (name, sent_back, goals) in tasks() {
        let scene = Scene::new(sent_back);
        let mut hands = Hands::new(way, &scene);
        for goal in &goals {
            hands.reach(goal, &scene);
        }
        hands.home();
        costs.push_str(&format!("{name}\t{}\t{}\n", hands.presses, hands.seconds));
    }
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ways");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join(format!("{way:?}.tsv")), costs).unwrap();
}

#[test]
fn by_single_taps() {
    every_task(Way::Touch);
}

#[test]
fn by_keys() {
    every_task(Way::Keys);
}

#[test]
fn by_two_switches() {
    every_task(Way::TwoSwitches);
}

#[test]
fn by_one_switch() {
    every_task(Way::OneSwitch);
}

/// A goal that cannot be reached fails, whatever the way.
#[test]
#[should_panic(expected = "is nowhere")]
fn what_is_not_there_is_not_reached() {
    let scene = Scene::new(false);
    Hands::new(Way::TwoSwitches, &scene).reach(&Goal::Choose("没有这样的事".into()), &scene);
}

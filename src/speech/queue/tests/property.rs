//! What holds whatever happens, in whatever order.

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Act {
    Say(Urgency, u8),
    Hush(bool),
    Pause(bool),
    Begin,
    End,
    Fail,
    Open,
    Lose,
    Wait(u8),
}

fn act() -> impl Strategy<Value = Act> {
    let urgency = prop::sample::select(vec![Urgency::Page, Urgency::Focus, Urgency::Status, Urgency::Result]);
    prop_oneof![
        4 => (urgency, 0..4_u8).prop_map(|(urgency, node)| Act::Say(urgency, node)),
        1 => any::<bool>().prop_map(Act::Hush),
        1 => any::<bool>().prop_map(Act::Pause),
        3 => Just(Act::Begin),
        3 => Just(Act::End),
        1 => Just(Act::Fail),
        2 => Just(Act::Open),
        1 => Just(Act::Lose),
        1 => (0..9_u8).prop_map(Act::Wait),
    ]
}

fn perform(bench: &mut Bench, act: &Act) {
    match *act {
        Act::Say(urgency, node) => bench.say(urgency, &[["甲。乙", "丙", "word", "丁"][usize::from(node)]]),
        Act::Hush(keep_result) => bench.step(Input::Hush { keep_result }),
        Act::Pause(paused) => bench.step(Input::Pause(paused)),
        Act::Begin => bench.begin(),
        Act::End => bench.end(),
        Act::Fail => bench.step(Input::Failed(bench.token)),
        Act::Open => bench.step(Input::Open),
        Act::Lose => bench.step(Input::Lost(Trouble::Hung)),
        Act::Wait(seconds) => bench.wait(seconds.into()),
    }
}

proptest! {
    /// S3: an act silences before anything else, and of what was said or waited before it nothing sounds any more,
    /// whatever the voice still reports.
    #[test]
    fn an_act_silences_first_and_for_good(
        before in prop::collection::vec(act(), 0..30),
        by_focus in any::<bool>(),
        after in prop::collection::vec(act(), 0..30),
    ) {
        let mut bench = Bench::new();
        before.iter().for_each(|act| perform(&mut bench, act));
        let (sounds, late) = (bench.queue.deadline().is_some(), bench.token);
        let (voices, log, said) = (bench.voices.len(), bench.log.len(), bench.queue.numbers);
        if by_focus { bench.say(Urgency::Focus, &["己"]) } else { bench.step(Input::Hush { keep_result: false }) }
        if sounds {
            prop_assert_eq!(bench.voices[voices].as_str(), "stop");
            prop_assert!(bench.log[log].ends_with("stopped"), "{:?}", &bench.log[log..]);
        }
        bench.step(Input::Began(late));
        after.iter().for_each(|act| perform(&mut bench, act));
        for line in bench.log[log..].iter().filter(|line| line.ends_with("begin") || line.ends_with("sentence")) {
            let number: u64 = line.split(' ').next().unwrap().parse().unwrap();
            // A status waits its turn: it is no part of what one acts on.
            prop_assert!(number > said || by_focus && bench.statuses.contains(&number), "{number} of {said}: {:?}", &bench.log[log..]);
        }
    }

    /// S4: between two utterances handed to a voice the first has ended, was stopped, or was lost.
    #[test]
    fn one_voice_at_a_time_and_nothing_is_forgotten(acts in prop::collection::vec(act(), 0..60)) {
        let mut bench = Bench::new();
        for act in acts {
            let before = bench.voices.len();
            let busy = bench.queue.deadline().is_some();
            let frees = matches!(act, Act::End | Act::Fail | Act::Lose | Act::Wait(_));
            perform(&mut bench, &act);
            let new = &bench.voices[before..];
            if busy && !frees && new.iter().any(|voice| voice != "stop") {
                prop_assert_eq!(new.first().map(String::as_str), Some("stop"));
            }
            prop_assert!(new.iter().filter(|voice| *voice != "stop").count() <= 1);
        }
        // in the end all can be said
        bench.step(Input::Pause(false));
        bench.step(Input::Open);
        for _ in 0..200 {
            bench.end();
        }
        prop_assert!(bench.queue.idle());
        let queued = bench.log.iter().filter(|line| line.ends_with("queued")).count();
        let number = |line: &String| line.split(' ').next().unwrap_or_default().to_owned();
        let ended: std::collections::HashSet<_> =
            bench.log.iter().filter(|line| !["queued", "begin", "sentence"].iter().any(|kind| line.ends_with(kind))).map(number).collect();
        prop_assert_eq!(ended.len(), queued);
    }
}

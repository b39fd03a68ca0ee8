//! What queue promises, tried; see the room itself.

use super::*;

const MANNER: Manner = Manner { rate: 100, volume: 5, cantonese: false };

/// A queue, what came of it, and the clock.
struct Bench {
    queue: Queue,
    now: Duration,
    token: u64,
    log: Vec<String>,
    told: Vec<Event>,
    said: Vec<(Tongue, String)>,
    /// What the voices were told, in order: `stop` or the token.
    voices: Vec<String>,
    restarts: usize,
    /// The numbers of what only waits its turn.
    statuses: Vec<u64>,
}

impl Bench {
    fn new() -> Self {
        let mut bench = Self::shut();
        for tongue in Tongue::ALL {
            bench.step(Input::Open(tongue));
        }
        bench
    }
    fn shut() -> Self {
        Self {
            queue: Queue::new(MANNER),
            now: Duration::ZERO,
            token: 0,
            log: Vec::new(),
            told: Vec::new(),
            said: Vec::new(),
            voices: Vec::new(),
            restarts: 0,
            statuses: Vec::new(),
        }
    }
    fn step(&mut self, input: Input) {
        for output in self.queue.step(self.now, input) {
            match output {
                Output::Stop(_) => self.voices.push("stop".into()),
                Output::Speak { token, tongue, text, .. } => {
                    self.token = token;
                    self.voices.push(token.to_string());
                    self.said.push((tongue, text));
                }
                Output::Tell(event) => self.told.push(event),
                Output::Log(entry) => self.log.push(format!("{} {}", entry.number, entry.event)),
                Output::Restart => self.restarts += 1,
            }
        }
    }
    fn say(&mut self, urgency: Urgency, texts: &[&str]) {
        let one = |text: &&str| Utterance {
            node: format!("test.{text}").into(),
            language: if text.is_ascii() { "en" } else { "zh-CN" },
            text: (*text).into(),
            spoken: (*text).into(),
            urgency,
        };
        let before = self.queue.numbers;
        self.step(Input::Say(texts.iter().map(one).collect(), 0));
        if urgency == Urgency::Status {
            self.statuses.extend(before + 1..=self.queue.numbers);
        }
    }
    fn begin(&mut self) {
        self.step(Input::Began(self.token));
    }
    fn end(&mut self) {
        self.begin();
        self.step(Input::Ended(self.token));
    }
    fn last(&self) -> &str {
        self.said.last().map_or("", |(_, text)| text)
    }
    fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        self.step(Input::Tick);
    }
}

#[test]
fn a_page_is_said_in_order_and_then_it_is_silent() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["甲", "乙"]);
    assert_eq!(bench.last(), "甲");
    bench.end();
    assert_eq!(bench.last(), "乙");
    bench.end();
    assert_eq!(bench.log, ["1 queued", "2 queued", "1 begin", "1 end", "2 begin", "2 end"]);
    assert_eq!(bench.told.iter().filter(|event| **event == Event::Silent).count(), 1);
    assert_eq!(bench.told.last(), Some(&Event::Silent));
    assert!(bench.queue.idle());
}

#[test]
fn focus_interrupts_and_the_stop_comes_first() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["甲", "乙"]);
    bench.begin();
    bench.say(Urgency::Focus, &["丙", "丁"]);
    assert_eq!(bench.voices, ["1", "stop", "2"]);
    assert_eq!(bench.last(), "丙");
    bench.step(Input::Ended(1));
    assert_eq!(bench.last(), "丙", "the end of what was stopped means nothing");
    bench.end();
    assert_eq!(bench.last(), "丁");
    bench.end();
    assert!(bench.queue.idle(), "the page's words are gone");
    assert!(bench.log.contains(&"1 stopped".into()) && bench.log.contains(&"2 stopped".into()));
}

#[test]
fn a_status_waits_and_only_the_newest_of_a_node_is_said() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["甲", "乙"]);
    bench.begin();
    bench.say(Urgency::Status, &["大小"]);
    bench.say(Urgency::Status, &["大小", "语速"]);
    for expected in ["乙", "大小", "语速"] {
        bench.end();
        assert_eq!(bench.last(), expected);
    }
    bench.begin();
    bench.say(Urgency::Status, &["语速"]);
    assert_eq!(bench.voices.last_chunk(), Some(&["stop".to_owned(), "5".to_owned()]));
    bench.end();
    assert!(bench.queue.idle());
    assert_eq!(bench.log.iter().filter(|line| line.ends_with("stopped")).count(), 2);
}

#[test]
fn leaving_a_page_clears_it_but_a_result_finishes_however_slow_the_voice() {
    let mut bench = Bench::new();
    bench.step(Input::Manner(Manner { rate: 50, ..MANNER }));
    bench.say(Urgency::Result, &["办好了", "编号"]);
    bench.say(Urgency::Page, &["请带身份证"]);
    bench.begin();
    for page in ["首页", "养老"] {
        // One screen after the other, while it is still being said.
        bench.wait(1);
        bench.step(Input::Hush { keep_result: true });
        bench.say(Urgency::Page, &[page]);
    }
    assert_eq!(bench.voices, ["1"]);
    for expected in ["编号", "养老"] {
        bench.end();
        assert_eq!(bench.last(), expected);
    }
    bench.step(Input::Hush { keep_result: true });
    assert!(bench.queue.idle(), "a page is no result");
    bench.say(Urgency::Result, &["办好了"]);
    bench.step(Input::Hush { keep_result: false });
    assert!(bench.queue.idle());
    assert_eq!(bench.voices.last().map(String::as_str), Some("stop"));
    assert_eq!(bench.told.last(), Some(&Event::Silent));
}

#[test]
fn pause_holds_and_goes_on_with_the_same_sentence() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["第一句。第二句。"]);
    bench.end();
    bench.begin();
    bench.step(Input::Pause(true));
    assert_eq!(bench.voices.last().map(String::as_str), Some("stop"));
    bench.wait(1000);
    assert_eq!(bench.queue.deadline(), None);
    bench.step(Input::Pause(false));
    assert_eq!(bench.last(), "第二句。");
    bench.step(Input::Pause(true));
    bench.say(Urgency::Status, &["大小"]);
    assert_eq!(bench.last(), "第二句。", "saying un-pauses");
    bench.end();
    assert_eq!(bench.last(), "大小");
}

#[test]
fn another_manner_begins_the_sentence_anew() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["您好"]);
    bench.begin();
    bench.step(Input::Manner(Manner { cantonese: true, ..MANNER }));
    assert_eq!(bench.voices, ["1", "stop", "2"]);
    assert_eq!(bench.said[1].0, Tongue::Cantonese);
    bench.step(Input::Manner(Manner { cantonese: true, ..MANNER }));
    assert_eq!(bench.voices.len(), 3, "the same manner changes nothing");
    bench.end();
    assert_eq!(bench.log, ["1 queued", "1 begin", "1 stopped", "1 begin", "1 end"]);
}

#[test]
fn sentences_follow_one_another_as_one_utterance() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["您好。请坐！带3样东西"]);
    for _ in 0..3 {
        bench.end();
    }
    let said: Vec<_> = bench.said.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(said, ["您好。", "请坐！", "带三样东西"]);
    let captions: Vec<_> = bench
        .told
        .iter()
        .filter_map(|event| if let Event::Began { caption, .. } = event { Some(caption.as_str()) } else { None })
        .collect();
    assert_eq!(captions, ["您好。", "请坐！", "带3样东西"]);
    assert_eq!(bench.log, ["1 queued", "1 begin", "1 sentence", "1 sentence", "1 end"]);
}

#[test]
fn one_begins_with_any_sentence() {
    let mut bench = Bench::new();
    let one = |spoken: &str| Utterance {
        node: "a.b".into(),
        language: "zh-CN",
        text: spoken.into(),
        spoken: spoken.into(),
        urgency: Urgency::Page,
    };
    bench.step(Input::Say(vec![one("您好。请坐。"), one("第一句。第二句。")], 1));
    for expected in ["请坐。", "第一句。", "第二句。"] {
        assert_eq!(bench.last(), expected);
        bench.end();
    }
    assert!(bench.queue.idle());
    let sentences = bench.told.iter().filter_map(|event| if let Event::Began { sentence, .. } = event { Some(*sentence) } else { None });
    assert_eq!(sentences.collect::<Vec<_>>(), [1, 0, 1]);
    bench.step(Input::Say(vec![one("您好。")], 1));
    assert!(bench.queue.idle(), "there is no such sentence");
}

#[test]
fn what_is_asked_again_is_softer() {
    for (volume, softer) in [(8, 6), (4, 2), (3, 3), (0, 0)] {
        let manner = Manner { volume, ..MANNER };
        let mut queue = Queue::new(manner);
        queue.step(Duration::ZERO, Input::Open(Tongue::Mandarin));
        let tone = |queue: &mut Queue, urgency| {
            let one = Utterance { node: "a.b".into(), language: "zh-CN", text: String::new(), spoken: "您要办什么".into(), urgency };
            let out = queue.step(Duration::ZERO, Input::Say(vec![one], 0));
            queue.step(Duration::ZERO, Input::Hush { keep_result: false });
            out.into_iter().find_map(|output| if let Output::Speak { tone, .. } = output { Some(tone) } else { None })
        };
        assert_eq!(tone(&mut queue, Urgency::Again), Some(Tone::of(Manner { volume: softer, ..manner })));
        assert_eq!(tone(&mut queue, Urgency::Page), Some(Tone::of(manner)));
    }
}

#[test]
fn each_language_has_its_voice() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["您好", "hello"]);
    bench.end();
    bench.end();
    assert_eq!(bench.said, [(Tongue::Mandarin, "您好".into()), (Tongue::English, "hello".into())]);
}

#[test]
fn an_end_that_never_comes_is_no_sound() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["您好"]);
    bench.begin();
    bench.wait(1);
    assert!(!bench.told.contains(&Event::Lost(Trouble::NoSound)), "it may still end");
    bench.wait(4);
    assert_eq!(bench.told.last(), Some(&Event::Lost(Trouble::NoSound)));
    assert_eq!((bench.restarts, bench.voices.len()), (1, 2));
    bench.step(Input::Lost(Trouble::Hung));
    assert_eq!(bench.told.last(), Some(&Event::Lost(Trouble::NoSound)), "told once");
    bench.step(Input::Open(Tongue::Mandarin));
    assert!(bench.told.contains(&Event::Found));
    bench.end();
    assert_eq!(bench.log, ["1 queued", "1 begin", "1 failed", "1 begin", "1 end"]);
}

#[test]
fn a_beginning_that_never_comes_is_a_daemon_that_hangs() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["您好", "请坐"]);
    bench.wait(4);
    assert_eq!(bench.told.last(), Some(&Event::Lost(Trouble::Hung)));
    bench.step(Input::Open(Tongue::Mandarin));
    assert_eq!(bench.last(), "您好");
    bench.step(Input::Failed(bench.token));
    bench.step(Input::Open(Tongue::Mandarin));
    assert_eq!(bench.last(), "请坐", "what failed twice is given up");
}

#[test]
fn without_a_voice_words_wait_and_can_be_replaced() {
    let mut bench = Bench::shut();
    bench.say(Urgency::Page, &["甲", "乙"]);
    bench.say(Urgency::Focus, &["丙"]);
    assert_eq!(bench.queue.deadline(), None);
    bench.step(Input::Open(Tongue::English));
    assert_eq!(bench.said, []);
    bench.step(Input::Open(Tongue::Mandarin));
    assert_eq!(bench.said, [(Tongue::Mandarin, "丙".into())]);
    assert!(!bench.told.contains(&Event::Found), "nothing was lost");
}

mod property {
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
        Open(usize),
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
            2 => (0..3_usize).prop_map(Act::Open),
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
            Act::Open(at) => bench.step(Input::Open(Tongue::ALL[at])),
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
            for tongue in Tongue::ALL {
                bench.step(Input::Open(tongue));
            }
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
}

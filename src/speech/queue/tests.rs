//! What queue promises, tried; see the room itself.

use super::*;
use crate::speech::Chinese;

mod property;

const MANNER: Manner = Manner { rate: 100, volume: 5, chinese: Chinese::Machine };

/// A queue, what came of it, and the clock.
struct Bench {
    queue: Queue,
    now: Duration,
    token: u64,
    log: Vec<String>,
    told: Vec<Event>,
    said: Vec<(&'static str, String)>,
    /// What the voices were told, in order: `stop` or the token.
    voices: Vec<String>,
    restarts: usize,
    /// The numbers of what only waits its turn.
    statuses: Vec<u64>,
}

impl Bench {
    fn new() -> Self {
        let mut bench = Self::shut();
        bench.step(Input::Open);
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
                Output::Stop => self.voices.push("stop".into()),
                Output::Speak { token, voice, text, .. } => {
                    self.token = token;
                    self.voices.push(token.to_string());
                    self.said.push((voice.name, text));
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
            names: Vec::new(),
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
fn what_holds_no_more_is_not_said() {
    let mut bench = Bench::new();
    bench.say(Urgency::Page, &["甲"]);
    bench.begin();
    bench.say(Urgency::Status, &["停了", "别的"]);
    bench.step(Input::Withdraw("test.停了".into()));
    bench.end();
    assert_eq!(bench.last(), "别的");
    bench.end();
    assert!(bench.queue.idle() && bench.said.iter().all(|(_, text)| text != "停了"));
    assert!(bench.log.contains(&"2 stopped".to_owned()), "{:?}", bench.log);
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
fn leaving_a_page_clears_it_but_a_result_is_said_again_first() {
    let mut bench = Bench::new();
    bench.step(Input::Manner(Manner { rate: 50, ..MANNER }));
    bench.say(Urgency::Result, &["办好了", "编号"]);
    bench.say(Urgency::Page, &["请带身份证"]);
    bench.end();
    bench.begin();
    bench.wait(1);
    // One touches, moves on, and another screen comes while the number is being said.
    bench.step(Input::Hush { keep_result: true });
    assert_eq!(bench.voices, ["1", "2", "stop"], "an act silences at once");
    bench.say(Urgency::Focus, &["回首页"]);
    bench.begin();
    bench.step(Input::Hush { keep_result: true });
    bench.say(Urgency::Page, &["首页"]);
    for expected in ["编号", "首页"] {
        assert_eq!(bench.last(), expected);
        bench.end();
    }
    assert!(bench.queue.idle(), "what was said to its end is not said again");
    // Once: who moves on again does not want to hear it.
    bench.say(Urgency::Result, &["办好了"]);
    for _ in 0..2 {
        bench.step(Input::Hush { keep_result: true });
        bench.say(Urgency::Page, &["养老"]);
    }
    assert_eq!(bench.last(), "养老");
    bench.end();
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
    bench.step(Input::Manner(Manner { chinese: Chinese::Cantonese, ..MANNER }));
    assert_eq!(bench.voices, ["1", "stop", "2"]);
    assert_eq!(bench.said[1].0, "machine-yue");
    bench.step(Input::Manner(Manner { chinese: Chinese::Cantonese, ..MANNER }));
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
        names: Vec::new(),
    };
    bench.step(Input::Say(vec![one("您好。请坐。"), one("您早。请进。")], 1));
    for expected in ["请坐。", "您早。", "请进。"] {
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
        queue.step(Duration::ZERO, Input::Open);
        let tone = |queue: &mut Queue, urgency| {
            let one = Utterance {
                node: "a.b".into(),
                language: "zh-CN",
                text: String::new(),
                spoken: "您要办什么".into(),
                urgency,
                names: Vec::new(),
            };
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
    assert_eq!(bench.said, [("machine", "您好".into()), ("machine-en", "hello".into())]);
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
    bench.step(Input::Open);
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
    bench.step(Input::Open);
    assert_eq!(bench.last(), "您好");
    bench.step(Input::Failed(bench.token));
    bench.step(Input::Open);
    assert_eq!(bench.last(), "请坐", "what failed twice is given up");
}

#[test]
fn without_a_voice_words_wait_and_can_be_replaced() {
    let mut bench = Bench::shut();
    bench.say(Urgency::Page, &["甲", "乙"]);
    bench.say(Urgency::Focus, &["丙"]);
    assert_eq!(bench.queue.deadline(), None);
    bench.step(Input::Open);
    assert_eq!(bench.said, [("machine", "丙".into())]);
    assert!(!bench.told.contains(&Event::Found), "nothing was lost");
}

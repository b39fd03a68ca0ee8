//! Orca beside the program, as a blind person has it who brings their own voice: the main job by keys and by what Orca says
//! alone. What it says is what our own voice would have said, in the same order, and no secret is in it.

use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::hall::{Hall, end};
use super::journeys::{IDENTITY, PHONE, free_of_secrets};

/// So long Orca has been quiet once it has said all it says of one key press.
const QUIET: Duration = Duration::from_millis(400);
/// Longer than Orca takes to begin on a slow, noisy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Orca, heard by its own record of what it says.
struct Orca<'a> {
    hall: &'a Hall,
    child: Child,
    record: PathBuf,
    heard: usize,
}

impl<'a> Orca<'a> {
    /// Starts it beside the program that is in front; it writes down what it says (`orca-customizations.py`).
    fn start(hall: &'a Hall) -> Self {
        let record = hall.path("home/orca/said");
        std::fs::create_dir(hall.path("home/orca")).unwrap();
        std::fs::write(hall.path("home/orca/orca-customizations.py"), include_str!("orca-customizations.py")).unwrap();
        // It will not start beside another Orca of the same user, so it must not find one: its `pgrep` finds nobody.
        let alone = format!("PATH={}:{}", hall.path("alone").display(), std::env::var("PATH").unwrap());
        std::fs::create_dir(hall.path("alone")).unwrap();
        std::os::unix::fs::symlink("/bin/false", hall.path("alone/pgrep")).unwrap();
        let child = hall.command("env").args([&alone, "orca", "--disable", "braille"]).stdout(Stdio::null()).process_group(0).spawn();
        let child = child.unwrap_or_else(|error| panic!("orca: {error}; `make setup` installs it"));
        hall.until("Orca", || std::fs::read_to_string(&record).is_ok_and(|record| record.contains("ready")));
        Self { hall, child, record, heard: 0 }
    }

    /// All it has said so far.
    fn said(&self) -> Vec<String> {
        let record = std::fs::read_to_string(&self.record).unwrap_or_default();
        record.split("SPEECH OUTPUT: '").skip(1).map(|said| said.trim_end().trim_end_matches('\'').to_owned()).collect()
    }

    /// Waits until it has something new to say; false if it keeps silent for so long.
    fn speaks(&self, patience: Duration) -> bool {
        let begin = Instant::now();
        while self.said().len() <= self.heard && begin.elapsed() < patience {
            std::thread::park_timeout(Duration::from_millis(20));
        }
        self.said().len() > self.heard
    }

    /// Presses a key; who hears nothing after it presses again.
    fn press(&self, key: &str) {
        for _ in 0..4 {
            self.hall.keys(&[key]);
            if self.speaks(Duration::from_secs(10)) {
                return;
            }
        }
    }

    /// Hears it out: what is new since it was last listened to.
    fn listen(&mut self, what: &str) -> Vec<String> {
        let begin = Instant::now();
        let mut before = (self.said().len(), Instant::now());
        loop {
            let said = self.said();
            if said.len() != before.0 {
                before = (said.len(), Instant::now());
            }
            if said.len() > self.heard && before.1.elapsed() > QUIET {
                return said[std::mem::replace(&mut self.heard, said.len())..].to_vec();
            }
            assert!(begin.elapsed() < PATIENCE, "{what}: Orca says nothing after {said:#?}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// Hears on until it says this.
    fn hears(&mut self, text: &str) {
        let mut all = Vec::new();
        while !all.iter().any(|said: &String| said.contains(text)) {
            all.extend(self.listen(text));
        }
    }

    /// Presses Tab until it says a name that begins so, then Enter.
    fn choose(&mut self, name: &str) {
        for _ in 0..60 {
            self.press("Tab");
            if self.listen(name).iter().any(|said| said.starts_with(name)) {
                // Longer than a tremor: a second press within half a second is none (T2).
                self.hall.run("sleep", &["0.6"]);
                self.press("Return");
                return;
            }
        }
        panic!("Orca never came to {name}: {:#?}", self.said());
    }

    /// Hears the question, chooses an answer, hears that it is chosen, and goes on.
    fn answer(&mut self, question: &str, answer: &str) {
        self.hears(question);
        self.choose(answer);
        self.hears("已选");
        self.choose("下一步");
    }

    /// Hears the question, writes in its field, which has the focus, and goes on.
    fn write(&mut self, question: &str, text: &str) {
        self.hears(question);
        self.hall.type_text(text);
        self.press("Return");
    }
}

impl Drop for Orca<'_> {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

#[test]
fn with_orca_from_home_to_the_receipt() {
    let hall = Hall::open();
    std::fs::create_dir(hall.path("data")).unwrap();
    // Our own voice goes on beside it, for its log.
    std::fs::write(hall.path("data/settings.json"), r#"{"size_confirmed": true, "beside_reader": true}"#).unwrap();
    let log = hall.path("speech.jsonl");
    let mut tongban = hall.tongban(&["--speech", "off"]);
    tongban.hear_node("home.question");
    hall.until("the window", || !hall.run("xdotool", &["getactivewindow"]).trim().is_empty());
    let mut orca = Orca::start(&hall);
    orca.hears("您好，您要办什么事？");
    orca.choose("老年卡津贴");
    orca.hears("老年卡津贴：找到");
    orca.choose("高龄补贴");
    orca.hears("高龄补贴");
    orca.choose("开始办");
    orca.hears("写之前");
    orca.choose("开始写");
    orca.answer("给谁办", "我自己");
    orca.write("请写您的姓名", "Wang Xiuying");
    orca.write("请写您的身份证号", IDENTITY);
    orca.hears("请写户口簿上的地址");
    orca.choose("陆家嘴街道");
    orca.write("路、几号、几室", "Meiyuan Road 7-12-301");
    orca.answer("有事的时候，怎么找到您", "打我的电话");
    orca.write("请写能找到您的电话", PHONE);
    orca.answer("钱发到哪里", "发到社保卡");
    orca.hears("请看看，写得对不对");
    orca.choose("交上去");
    orca.hears("您的号码");

    let said = orca.said();
    free_of_secrets("what Orca says", &said.concat());
    assert!(!said.concat().contains("7-12-301"), "an address in what Orca says");
    said_in_order(&focused(&std::fs::read_to_string(log).unwrap()), &said);
}

/// The names of what had the focus, one after the other, as our own voice had them to say.
fn focused(log: &str) -> Vec<String> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let focus = lines.filter(|line| line["event"] == "queued" && line["spoken"].as_str().is_some_and(|spoken| spoken.contains("按回车")));
    let mut names: Vec<String> = focus.map(|line| line["text"].as_str().unwrap().split('，').next().unwrap().to_owned()).collect();
    // An answer is told again once it is chosen.
    names.dedup();
    names
}

/// Each of `ours` is said by Orca, in that order.
fn said_in_order(ours: &[String], orcas: &[String]) {
    let mut rest = orcas.iter();
    for name in ours {
        assert!(rest.any(|said| said.starts_with(name.as_str())), "Orca does not say {name}: {orcas:#?}");
    }
    assert!(ours.len() > 20, "{ours:?}");
}

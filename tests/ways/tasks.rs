//! What one comes for, as goals: what to press by its words, what to write, where one then is.

use std::sync::Arc;

use serde_json::json;
use tokio::runtime::Runtime;
use tongban::app::Reached;
use tongban::domain::application::Matter;
use tongban::domain::settings::Locale;

use crate::journeys::following;
use crate::journeys::{allowance, called};

/// One thing to do, or to see.
pub enum Goal {
    /// Press what says the words of this id.
    Press(&'static str),
    /// Press what has this name.
    Choose(String),
    /// Press the node of this id, whatever it says.
    Node(&'static str),
    /// Write into the field at hand, and go on.
    Write(String),
    /// Write the number of what was sent back, and go on.
    Receipt,
    /// Answer the form at hand up to its review; the identity number wrong at first.
    Fill,
    /// Be on this screen.
    On(&'static str),
    /// See the words of this id, up to what varies in them.
    See(&'static str),
}

/// A backend with its staff; for some tasks with a matter of another machine that was sent back.
pub struct Scene {
    following: following::Scene,
    sent_back: Option<Matter>,
}

/// One task: its name, whether something was sent back before, and the way to it from home.
pub type Task = (&'static str, bool, Vec<Goal>);

impl Scene {
    pub fn new(sent_back: bool) -> Self {
        let following = following::scene();
        if !sent_back {
            return Self { following, sent_back: None };
        }
        let matter = following.file(None);
        let fields = json!([{ "pointer": "/formData/data/phone", "reason": "这个电话打不通" }]);
        following.decides(&matter, &json!({ "decision": "SENDBACK", "reason": "有一项要改", "fields": fields }));
        Self { following, sent_back: Some(matter) }
    }

    /// The number of what was sent back.
    pub fn receipt(&self) -> String {
        self.sent_back.as_ref().and_then(|matter| matter.receipt).expect("a matter that was sent back").groups().concat()
    }

    pub fn runtime(&self) -> Arc<Runtime> {
        self.following.runtime.clone()
    }

    pub fn reached(&self) -> Reached {
        self.following.reached()
    }
}

/// Every task of the program.
pub fn tasks() -> Vec<Task> {
    use Goal::{Choose, Fill, Node, On, Press, Receipt, See, Write};
    let name = || Choose(called(allowance(), Locale::ZhCn).to_owned());
    let guide = || vec![Press("home-tile-allowance"), On("found"), name(), On("guide")];
    let with = |mut first: Vec<Goal>, then: Vec<Goal>| {
        first.extend(then);
        first
    };
    let search = vec![Press("home-search"), On("find"), Write("高龄".into()), On("found"), name(), On("guide")];
    let door = vec![Press("home-browse"), Press("browse-door-grown-old"), On("found")];
    let department = vec![
        Press("home-browse"),
        Press("browse-departments"),
        See("browse-departments-question"),
        Node("browse.department-1"),
        On("found"),
    ];
    let file = vec![Press("guide-start"), Press("notice-begin"), Fill, On("review"), Press("review-send"), On("receipt")];
    let follow = vec![Press("receipt-follow"), On("matter"), See("matter-timeline")];
    let rate = vec![
        Press("receipt-rate"),
        On("rate"),
        Press("rate-level-dissatisfied"),
        Press("rate-send"),
        Write("号不好".into()),
        See("rate-thanks"),
        Press("rate-on"),
    ];
    let correct = vec![
        Press("home-matters"),
        Press("matters-number"),
        Receipt,
        Write("001X".into()),
        On("matter"),
        Press("matter-mend"),
        Write("13700001111".into()),
        On("review"),
        Press("review-send"),
        On("matter"),
        See("matter-mended"),
    ];
    vec![
        ("find by a tile", false, guide()),
        ("find by words", false, search),
        ("find by an event of life", false, door),
        ("find by department", false, department),
        ("file, correct an error, follow, rate", false, with(guide(), with(file, with(rate, follow)))),
        ("mend what was sent back", true, correct),
        ("help and the urgent numbers", false, vec![Press("frame-help"), On("help"), See("help-police")]),
        ("hotline", false, vec![Press("home-tile-hotline"), On("hotline"), Press("hotline-urgent-help"), On("help")]),
        ("cover the screen", false, vec![Press("frame-cover"), On("cover"), Press("cover-open"), On("home")]),
        ("change every setting", false, settings()),
        ("learn and practise", false, practise()),
    ]
}

/// Through every door under 听和看. What is behind the last of them would take the way away: it is left as it is.
fn settings() -> Vec<Goal> {
    use Goal::{On, Press, See};
    let mut goals = vec![Press("frame-settings"), On("settings")];
    for (door, change) in [
        ("settings-door-size", "settings-larger"),
        ("settings-door-volume", "settings-softer"),
        ("settings-door-rate", "settings-slower"),
        ("settings-door-chinese", "settings-chinese-xiaoyi"),
        ("settings-door-voice", "settings-sounds-off"),
        ("settings-door-theme", "settings-theme-night"),
        ("settings-door-locale", "settings-locale-en"),
        ("settings-door-locale", "settings-locale-zh-CN"),
    ] {
        goals.extend([Press(door), Press(change), Press("frame-back")]);
    }
    goals.push(Press("settings-door-operate"));
    for (door, change) in [
        ("settings-door-move-key", "settings-key-f12"),
        ("settings-door-select-key", "settings-key-f11"),
        ("settings-door-scan", "settings-scan-shorter"),
        ("settings-door-hold", "settings-hold-longer"),
    ] {
        goals.extend([Press(door), Press(change), Press("frame-back")]);
    }
    goals.extend([Press("settings-door-way"), See("settings-ask-way")]);
    goals
}

fn practise() -> Vec<Goal> {
    use Goal::{On, Press, See, Write};
    vec![
        Press("frame-settings"),
        Press("settings-door-operate"),
        Press("settings-learn"),
        On("intro"),
        Press("intro-two-switches"),
        Press("intro-practise"),
        On("practise"),
        Press("practise-melon"),
        See("practise-melon"),
        Press("practise-write"),
        Write("王2".into()),
        Press("practise-on"),
    ]
}

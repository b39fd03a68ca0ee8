//! The voices: what one can be asked, the real one ([`machine`]) and the mute one. Knows no queue.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Chinese, Manner};
use crate::semantic::Language;

pub mod machine;

/// A voice, by the name under which any program of the machine may ask for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: &'static str,
    /// What it speaks (BCP 47).
    pub tag: &'static str,
    /// How what it says is read.
    pub language: Language,
    /// Which of the voices of Chinese it is; nothing for English.
    pub chinese: Option<Chinese>,
}

/// All voices: Mandarin, the one that is understood best first, as on the mainland and as in Taiwan; Cantonese; English.
pub static VOICES: [Named; 8] = [
    Named { name: "yunxi", tag: "zh-CN", language: "zh-CN", chinese: Some(Chinese::Yunxi) },
    Named { name: "yunxi-tw", tag: "zh-TW", language: "zh-TW", chinese: Some(Chinese::Yunxi) },
    Named { name: "xiaoyi", tag: "zh-CN", language: "zh-CN", chinese: Some(Chinese::Xiaoyi) },
    Named { name: "xiaoyi-tw", tag: "zh-TW", language: "zh-TW", chinese: Some(Chinese::Xiaoyi) },
    Named { name: "machine", tag: "zh-CN", language: "zh-CN", chinese: Some(Chinese::Machine) },
    Named { name: "machine-tw", tag: "zh-TW", language: "zh-TW", chinese: Some(Chinese::Machine) },
    Named { name: "machine-yue", tag: "yue", language: "zh-CN", chinese: Some(Chinese::Cantonese) },
    Named { name: "machine-en", tag: "en", language: "en", chinese: None },
];

/// The one that needs nothing to be made ready.
pub static QUICKEST: &Named = &VOICES[7];

impl Named {
    /// Whether it is a voice of the app's own, and not of the machine.
    pub fn is_neural(&self) -> bool {
        matches!(self.chinese, Some(Chinese::Yunxi | Chinese::Xiaoyi))
    }
}

/// The voice of that name.
pub fn named(name: &str) -> Option<&'static Named> {
    VOICES.iter().find(|voice| voice.name == name)
}

/// Who speaks a language (any tag) where no voice was named: `default`, or another that speaks it; a woman if one was asked for.
/// A language nobody speaks is the default's.
pub fn for_language(tag: &str, female: bool, default: &'static Named) -> &'static Named {
    let tag = tag.to_ascii_lowercase().replace('_', "-");
    let begins = |starts: &[&str]| starts.iter().any(|start| tag == *start || tag.starts_with(&format!("{start}-")));
    let voice = |chinese, language| VOICES.iter().find(|voice| voice.chinese == chinese && voice.language == language);
    let mandarin = match default.chinese {
        Some(Chinese::Yunxi) if female => Some(Chinese::Xiaoyi),
        Some(Chinese::Cantonese) | None => Some(if female { Chinese::Xiaoyi } else { Chinese::Yunxi }),
        own => own,
    };
    let found = if begins(&["en"]) {
        voice(None, "en")
    } else if begins(&["yue", "zh-hk", "zh-mo", "zh-yue"]) {
        voice(Some(Chinese::Cantonese), "zh-CN")
    } else if begins(&["zh-tw", "zh-hant"]) {
        voice(mandarin, "zh-TW")
    } else if begins(&["zh", "cmn"]) {
        voice(mandarin, "zh-CN")
    } else if default.chinese.is_some() {
        voice(if default.chinese == Some(Chinese::Cantonese) { default.chinese } else { mandarin }, default.language)
    } else {
        None
    };
    found.unwrap_or(default)
}

/// The speed in per cent of the usual one that speech-dispatcher means by a rate of -100 to 100: 50, 100 and 200 at -100, 0 and 100,
/// straight in between.
pub fn percent(rate: i32) -> u16 {
    let rate = rate.clamp(-100, 100);
    let percent = if rate < 0 { 100 + rate / 2 } else { 100 + rate };
    u16::try_from(percent).unwrap_or(100)
}

/// Who says something in `language` (S5).
pub fn of(language: Language, manner: Manner) -> &'static Named {
    let (chinese, language) = match (language.starts_with("zh"), manner.chinese) {
        (false, _) => (None, "en"),
        (true, Chinese::Cantonese) => (Some(Chinese::Cantonese), "zh-CN"),
        (true, chinese) => (Some(chinese), language),
    };
    VOICES.iter().find(|voice| voice.chinese == chinese && voice.language == language).unwrap_or(&VOICES[0])
}

/// Rate and volume as speech-dispatcher counts them, -100 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tone {
    /// -100 half as fast as normal, 0 normal, 100 twice as fast: see [`percent`].
    pub rate: f32,
    /// -100 silent, 100 full.
    pub volume: f32,
    /// How long it will take, for the mute voice: per cent of the normal rate.
    pub percent: u16,
}

impl Tone {
    /// The tone of a manner: below 100 % the lower half of the scale, to 200 % the upper.
    pub fn of(manner: Manner) -> Self {
        let percent = manner.rate.clamp(50, 200);
        let above = f32::from(percent) - 100.0;
        let volume = f32::from(manner.volume.min(10)).mul_add(20.0, -100.0);
        Self { rate: if above < 0.0 { above * 2.0 } else { above }, volume, percent }
    }

    /// Nothing is heard: to warm a connection up.
    pub const SILENT: Self = Self { rate: 100.0, volume: -100.0, percent: 200 };
}

/// What became of what a voice was given; the number is its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// It began.
    Began(u64),
    /// It was said, or somebody else cut it short.
    Ended(u64),
    /// It cannot be said: the voice is gone.
    Failed(u64),
}

/// One voice. Both calls return at once; what came of them arrives as a [`Report`] on the channel it was made with.
/// Nothing more is heard of what was stopped.
pub trait Voice: Send {
    /// Says `text` as the voice of that name; the report names `token`.
    fn speak(&self, token: u64, voice: &'static Named, text: String, tone: Tone);
    /// Silence, now.
    fn stop(&self);
}

/// A voice that only takes its time (`--speech off`).
#[derive(Debug)]
pub struct Mute {
    orders: Sender<Option<(u64, Duration)>>,
}

impl Mute {
    /// Reports through `report`; its thread ends with the handle.
    pub fn start(report: impl Fn(Report) + Send + 'static) -> Self {
        let (orders, inbox) = channel::<Option<(u64, Duration)>>();
        thread::spawn(move || {
            let Ok(mut order) = inbox.recv() else { return };
            loop {
                let next = match order {
                    None => inbox.recv().ok(),
                    Some((token, length)) => {
                        report(Report::Began(token));
                        match inbox.recv_timeout(length) {
                            Ok(next) => Some(next),
                            Err(RecvTimeoutError::Timeout) => {
                                report(Report::Ended(token));
                                inbox.recv().ok()
                            }
                            Err(RecvTimeoutError::Disconnected) => None,
                        }
                    }
                };
                let Some(next) = next else { return };
                order = next;
            }
        });
        Self { orders }
    }
}

impl Voice for Mute {
    fn speak(&self, token: u64, _voice: &'static Named, text: String, tone: Tone) {
        let length = super::pieces::expected(&text, tone.percent);
        // an ended thread is the end of the program
        let _ = self.orders.send(Some((token, length)));
    }
    fn stop(&self) {
        let _ = self.orders.send(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tone_follows_the_manner() {
        let tone = |rate, volume| Tone::of(Manner { rate, volume, chinese: Chinese::Machine });
        assert_eq!((tone(100, 10).rate, tone(100, 10).volume), (0.0, 100.0));
        assert_eq!((tone(50, 0).rate, tone(50, 0).volume), (-100.0, -100.0));
        assert_eq!((tone(200, 5).rate, tone(200, 5).volume), (100.0, 0.0));
        assert_eq!((tone(900, 99).rate, tone(0, 99).rate), (100.0, -100.0));
        assert_eq!(tone(80, 5).rate, -40.0);
        for rate in [50, 60, 100, 130, 200] {
            assert_eq!(percent(tone(rate, 5).rate as i32), rate);
        }
    }

    #[test]
    fn chinese_is_spoken_as_chosen() {
        let name = |language, chinese| of(language, Manner { rate: 100, volume: 5, chinese }).name;
        assert_eq!(name("zh-TW", Chinese::Yunxi), "yunxi-tw");
        assert_eq!(name("zh-CN", Chinese::Machine), "machine");
        assert_eq!(name("zh-TW", Chinese::Cantonese), "machine-yue");
        assert_eq!(name("en", Chinese::Cantonese), "machine-en");
    }

    #[test]
    fn a_language_is_spoken_by_who_can() {
        let name = |tag, female, default| for_language(tag, female, named(default).unwrap()).name;
        for (tag, female, default, expected) in [
            ("c", false, "yunxi", "yunxi"),
            ("", false, "machine-tw", "machine-tw"),
            ("fr", true, "yunxi", "xiaoyi"),
            ("zh", false, "yunxi", "yunxi"),
            ("zh", true, "yunxi-tw", "xiaoyi"),
            ("zh_TW", false, "yunxi", "yunxi-tw"),
            ("ZH-hant-TW", false, "machine", "machine-tw"),
            ("cmn-latn-pinyin", false, "machine", "machine"),
            ("zh-HK", false, "yunxi", "machine-yue"),
            ("yue", true, "yunxi", "machine-yue"),
            ("en-GB", true, "yunxi", "machine-en"),
            ("zh-CN", false, "machine-en", "yunxi"),
            ("zhx", false, "machine-yue", "machine-yue"),
        ] {
            assert_eq!(name(tag, female, default), expected, "{tag} {female} {default}");
        }
        assert!(VOICES.iter().all(|voice| named(voice.name) == Some(voice)), "no name twice");
    }

    #[test]
    fn a_mute_voice_begins_and_ends_but_not_what_was_stopped() {
        let (send, reports) = channel();
        let voice = Mute::start(move |report| {
            let _ = send.send(report);
        });
        voice.speak(1, QUICKEST, "一句很长很长很长很长很长很长的话".into(), Tone::SILENT);
        voice.stop();
        voice.speak(2, QUICKEST, "a".into(), Tone::SILENT);
        let heard: Vec<_> = (0..3).map(|_| reports.recv_timeout(Duration::from_secs(5)).unwrap()).collect();
        assert_eq!(heard, [Report::Began(1), Report::Began(2), Report::Ended(2)]);
    }
}

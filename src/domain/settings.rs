//! How the resident sees and hears: text size, theme, language, voice (听和看).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

mod lesson;
mod operation;

pub use lesson::{Heard, Lesson};
pub use operation::{Operation, SwitchKey, Way};

/// A value given by a person that is none of the known ones.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown value")]
pub struct Unknown;

/// The language of screen and voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// Traditional Chinese.
    #[serde(rename = "zh-TW")]
    ZhTw,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// Every locale, in the order of the language key (F10).
    pub const ALL: [Self; 3] = [Self::ZhCn, Self::ZhTw, Self::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::En => "en",
        }
    }

    /// The one after this, round and round.
    pub fn next(self) -> Self {
        next(&Self::ALL, self)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = Unknown;
    fn from_str(tag: &str) -> Result<Self, Unknown> {
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(tag)).ok_or(Unknown)
    }
}

/// One of the five text sizes of rule V1, 1 the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct TextSize(u8);

impl TextSize {
    /// Smallest.
    pub const MIN: Self = Self(1);
    /// Largest.
    pub const MAX: Self = Self(5);
    /// At home (V1).
    pub const HOME: Self = Self(2);
    /// In a hall (V1).
    pub const KIOSK: Self = Self(4);
    /// All five.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// 1 to 5.
    pub const fn step(self) -> u8 {
        self.0
    }
    /// One step larger, or `self` at the largest.
    pub fn larger(self) -> Self {
        Self((self.0 + 1).min(5))
    }
    /// One step smaller, or `self` at the smallest.
    pub fn smaller(self) -> Self {
        Self((self.0 - 1).max(1))
    }
}

impl TryFrom<u8> for TextSize {
    type Error = Unknown;
    fn try_from(step: u8) -> Result<Self, Unknown> {
        (1..=5).contains(&step).then_some(Self(step)).ok_or(Unknown)
    }
}
impl From<TextSize> for u8 {
    fn from(size: TextSize) -> u8 {
        size.0
    }
}
impl FromStr for TextSize {
    type Err = Unknown;
    fn from_str(text: &str) -> Result<Self, Unknown> {
        text.parse::<u8>().map_err(|_| Unknown)?.try_into()
    }
}

/// The four contrast choices of rules V5 and V6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// 米黄底黑字
    #[default]
    Paper,
    /// 白底黑字
    White,
    /// 黑底黄字
    Night,
    /// 柔和
    Soft,
}

impl Theme {
    /// All four, in the order of the theme key (F9).
    pub const ALL: [Self; 4] = [Self::Paper, Self::White, Self::Night, Self::Soft];

    /// The name on the command line and in Fluent ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::White => "white",
            Self::Night => "night",
            Self::Soft => "soft",
        }
    }
    /// The one after this, round and round.
    pub fn next(self) -> Self {
        next(&Self::ALL, self)
    }
}
impl FromStr for Theme {
    type Err = Unknown;
    fn from_str(name: &str) -> Result<Self, Unknown> {
        Self::ALL.into_iter().find(|theme| theme.name() == name).ok_or(Unknown)
    }
}

/// How fast the voice speaks: a step of rule S8, in per cent of the default rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rate(u16);

impl Rate {
    /// The steps one can choose, per cent.
    pub const STEPS: [u16; 8] = [50, 60, 75, 90, 100, 125, 150, 200];
    /// 100 %.
    pub const DEFAULT: Self = Self(100);
    /// Per cent, 50 to 200.
    pub const fn percent(self) -> u16 {
        self.0
    }
    /// One step faster, or the fastest.
    pub fn faster(self) -> Self {
        Self(Self::STEPS.into_iter().find(|step| *step > self.0).unwrap_or(200))
    }
    /// One step slower, or the slowest.
    pub fn slower(self) -> Self {
        Self(Self::STEPS.into_iter().rev().find(|step| *step < self.0).unwrap_or(50))
    }
}

/// How loud the voice speaks: 0 to 10 (rule S9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Volume(u8);

impl Volume {
    /// 8 of 10.
    pub const DEFAULT: Self = Self(8);
    /// 0 (silent) to 10.
    pub const fn step(self) -> u8 {
        self.0
    }
    /// One step louder, or the loudest.
    pub fn louder(self) -> Self {
        Self((self.0 + 1).min(10))
    }
    /// One step softer, or silent.
    pub fn softer(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// Which voice speaks Chinese (说中文的声音).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChineseVoice {
    /// 云希, a man.
    #[default]
    #[serde(alias = "mandarin")]
    Yunxi,
    /// 晓伊, a woman.
    Xiaoyi,
    /// 机器声: hard to follow, but on every machine.
    Machine,
    /// 粤语, a machine voice on trial.
    Cantonese,
}

impl ChineseVoice {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Yunxi, Self::Xiaoyi, Self::Machine, Self::Cantonese];

    /// The name in Fluent ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yunxi => "yunxi",
            Self::Xiaoyi => "xiaoyi",
            Self::Machine => "machine",
            Self::Cantonese => "cantonese",
        }
    }
    /// Whether it is one of the program's own, in whose place the machine's may have to speak.
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Yunxi | Self::Xiaoyi)
    }
}

impl FromStr for ChineseVoice {
    type Err = Unknown;
    fn from_str(name: &str) -> Result<Self, Unknown> {
        Self::ALL.into_iter().find(|voice| voice.name() == name).ok_or(Unknown)
    }
}

/// Everything under 听和看.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Text size.
    pub text_size: TextSize,
    /// Contrast.
    pub theme: Theme,
    /// Language.
    pub locale: Locale,
    /// Speed of the voice.
    pub rate: Rate,
    /// Loudness of the voice.
    pub volume: Volume,
    /// Whether it speaks at all.
    pub speech: bool,
    /// Clicks and chimes.
    pub sounds: bool,
    /// Which Chinese.
    pub chinese: ChineseVoice,
    /// How one operates it.
    pub operation: Operation,
    /// The introductions that were heard.
    pub heard: Heard,
    /// Our own voice speaks though a screen reader does; else it gives way.
    pub beside_reader: bool,
    /// Whether the question "这样的字看得清吗？" has been answered.
    pub size_confirmed: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            text_size: TextSize::HOME,
            theme: Theme::default(),
            locale: Locale::default(),
            rate: Rate::DEFAULT,
            volume: Volume::DEFAULT,
            speech: true,
            sounds: true,
            chinese: ChineseVoice::default(),
            operation: Operation::default(),
            heard: Heard::default(),
            beside_reader: false,
            size_confirmed: false,
        }
    }
}

fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|one| *one == now).map_or(0, |at| (at + 1) % all.len());
    all[at]
}

/// One change of the settings, by key or on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Change {
    Larger,
    Smaller,
    Faster,
    Slower,
    Louder,
    Softer,
    Theme(Theme),
    Locale(Locale),
    Chinese(ChineseVoice),
    Speech(bool),
    Sounds(bool),
    Operate(Operation),
    Heard(Lesson),
    BesideReader(bool),
    SizeConfirmed,
}

impl Settings {
    /// The settings after `change`; at the end of a scale they stay as they are.
    pub fn changed(mut self, change: Change) -> Self {
        match change {
            Change::Larger => self.text_size = self.text_size.larger(),
            Change::Smaller => self.text_size = self.text_size.smaller(),
            Change::Faster => self.rate = self.rate.faster(),
            Change::Slower => self.rate = self.rate.slower(),
            Change::Louder => self.volume = self.volume.louder(),
            Change::Softer => self.volume = self.volume.softer(),
            Change::Theme(theme) => self.theme = theme,
            Change::Locale(locale) => self.locale = locale,
            Change::Chinese(voice) => self.chinese = voice,
            Change::Speech(on) => self.speech = on,
            Change::Sounds(on) => self.sounds = on,
            Change::Operate(operation) => self.operation = operation,
            Change::Heard(lesson) => self.heard = self.heard.with(lesson),
            Change::BesideReader(on) => self.beside_reader = on,
            Change::SizeConfirmed => self.size_confirmed = true,
        }
        self
    }
}

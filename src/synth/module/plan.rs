//! What is to be said of a text of speech-dispatcher's: its words without the marking, read out, sentence by sentence, each with its voice.
//! Any text will do; what is no marking is words.

use super::Config;
use crate::speech;
use crate::speech::voice::{self, Named};

/// How the daemon wants it said.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who speaks where nobody was asked for.
    default: &'static Named,
    /// `synthesis_voice`.
    voice: Option<&'static Named>,
    /// `language`.
    language: String,
    /// `voice`: a woman was asked for.
    female: bool,
    rate: i32,
    volume: i32,
}

/// A sentence, and who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words, read out.
    pub text: String,
    /// Who.
    pub voice: &'static Named,
    /// What is told when it was said.
    pub mark: Option<String>,
}

/// A text, ready to be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its sentences.
    pub parts: Vec<Part>,
    /// Per cent of the usual speed, 50 to 200.
    pub percent: u16,
    /// How loud, 0 to 1.
    pub gain: f32,
}

impl Settings {
    /// Before anything was set.
    pub fn of(config: &Config) -> Self {
        Self { default: config.voice, voice: None, language: String::new(), female: false, rate: 0, volume: 100 }
    }

    /// Takes one setting; what it does not know, it lets be.
    pub fn set(&mut self, key: &str, value: &str) {
        match key {
            "synthesis_voice" => self.voice = voice::named(value),
            "language" => value.clone_into(&mut self.language),
            "voice" => self.female = value.starts_with("female"),
            "rate" => self.rate = value.parse().unwrap_or(self.rate),
            "volume" => self.volume = value.parse().unwrap_or(self.volume),
            _ => {}
        }
    }

    fn voice(&self) -> &'static Named {
        self.voice.unwrap_or_else(|| voice::for_language(&self.language, self.female, self.default))
    }
}

/// What is to be said of `text`.
pub fn plan(text: &str, settings: &Settings) -> Plan {
    let voice = settings.voice();
    let mut parts: Vec<Part> = Vec::new();
    for (words, mark) in unmarked(text) {
        for (language, read) in speech::sentences_of(&words, voice.language) {
            let voice = if language == voice.language { voice } else { voice::for_language(language, settings.female, settings.default) };
            parts.push(Part { text: read, voice, mark: None });
        }
        if mark.is_some() {
            match parts.last_mut().filter(|last| last.mark.is_none()) {
                Some(last) => last.mark = mark,
                None => parts.push(Part { text: String::new(), voice, mark }),
            }
        }
    }
    Plan { parts, percent: voice::percent(settings.rate), gain: (settings.volume.clamp(-100, 100) + 100) as f32 / 200.0 }
}

/// The words of a marked text, cut at each mark, with the mark's name.
fn unmarked(text: &str) -> Vec<(String, Option<String>)> {
    let (mut parts, mut words, mut rest) = (Vec::new(), String::new(), text);
    while let Some(at) = rest.find('<') {
        words += &entities(&rest[..at]);
        let tag = rest[at..].find('>').map(|end| &rest[at..at + end + 1]).filter(|tag| is_tag(tag));
        match tag {
            Some(tag) => {
                if let Some(name) = mark_name(tag) {
                    parts.push((std::mem::take(&mut words), Some(name)));
                }
                rest = &rest[at + tag.len()..];
            }
            None => {
                words.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    words += &entities(rest);
    parts.push((words, None));
    parts
}

/// `<name …>`, `</name>`, `<?…>`, `<!…>`.
fn is_tag(tag: &str) -> bool {
    tag[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '?' | '!'))
}

fn mark_name(tag: &str) -> Option<String> {
    let (_, name) = tag.strip_prefix("<mark")?.split_once("name=")?;
    let quote = name.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let (name, _) = name[1..].split_once(quote)?;
    // the name stands in an answer of one line
    Some(name.replace(char::is_control, ""))
}

fn entities(text: &str) -> String {
    let (mut words, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        words += &rest[..at];
        let known = rest[at + 1..].split_once(';').and_then(|(name, _)| Some((entity(name)?, name.len())));
        match known {
            Some((c, length)) => {
                words.push(c);
                rest = &rest[at + length + 2..];
            }
            None => {
                words.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    words + rest
}

fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)
        }
    }
}

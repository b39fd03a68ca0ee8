//! The app's own voice (合成声音): a neural Mandarin voice on this machine, one warm process that any program may ask,
//! and the module through which speech-dispatcher, and so the `tts` crate, speaks with it. Knows no screen, no queue and no settings.
//!
//! The way of a sentence: [`module`] gets it from speech-dispatcher and hands it to [`client`]; [`server`] cuts it into clauses ([`clause`]),
//! takes each from the [`cache`] or has it made: [`phonemes`] says how it is read, [`engine`] makes sound of that, [`sound`] makes
//! it even. What the model cannot say is said by espeak-ng, a program of its own.

pub mod cache;
pub mod clause;
pub mod client;
pub mod engine;
pub mod folder;
pub mod install;
pub mod module;
pub mod onnx;
pub mod phonemes;
pub mod server;
pub mod sound;
pub mod wav;
pub mod wire;

pub use folder::Folder;

/// How many samples a second the voice has, one channel.
pub const RATE: u32 = 24_000;

/// Who speaks (音色). The names are the model's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Timbre {
    /// 云希, a man.
    Yunxi,
    /// 晓伊, a woman.
    Xiaoyi,
}

impl Timbre {
    /// Both, the one that is understood best first.
    pub const ALL: [Self; 2] = [Self::Yunxi, Self::Xiaoyi];

    /// The file of its style, in the [`Folder`].
    pub const fn file(self) -> &'static str {
        match self {
            Self::Yunxi => "zm_yunxi.bin",
            Self::Xiaoyi => "zf_xiaoyi.bin",
        }
    }
}

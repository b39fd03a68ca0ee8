//! What a module is told when it is started, by a file such as speech-dispatcher's own: a key and a value a line.

use std::path::{Path, PathBuf};

use crate::speech::daemon;
use crate::speech::voice::{self, Named};
use crate::synth::Folder;

/// What is fixed for the life of a module.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the voice lives.
    pub folder: Folder,
    /// The file that tells who speaks Chinese, if anybody wants to know.
    pub speaks: Option<PathBuf>,
    /// Who speaks where nobody was asked for.
    pub voice: &'static Named,
}

impl Config {
    /// Without a file.
    pub fn at(folder: Folder) -> Self {
        Self { folder, speaks: None, voice: &voice::VOICES[0] }
    }

    /// What the file says; of what it does not say, or if it is not there, as without it.
    pub fn read(path: &Path, folder: Folder) -> Self {
        let mut config = Self::at(folder);
        for (key, value) in std::fs::read_to_string(path).unwrap_or_default().lines().filter_map(|line| line.trim().split_once(' ')) {
            let value = value.trim().trim_matches('"');
            match key {
                daemon::FOLDER => config.folder = Folder::of_user(value, |name| std::env::var_os(name).map(PathBuf::from)),
                daemon::SPEAKS => config.speaks = Some(value.into()),
                daemon::VOICE => config.voice = voice::named(value).unwrap_or(config.voice),
                _ => {}
            }
        }
        config
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_and_what_it_does_not_tell_stays() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "# of us\nVoiceFolder \"/srv/my voice\"\nDefaultVoice xiaoyi-tw\nOther 1\nDefaultVoice nobody\n\n")
            .unwrap();
        let config = Config::read(file.path(), Folder::at("/default"));
        assert_eq!((config.folder.path(), config.speaks, config.voice.name), (Path::new("/srv/my voice"), None, "xiaoyi-tw"));
        let config = Config::read(Path::new("/no/such/file"), Folder::at("/default"));
        assert_eq!((config.folder, config.voice.name), (Folder::at("/default"), "yunxi"));
    }
}

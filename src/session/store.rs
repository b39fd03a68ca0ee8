//! The small files of the data directory: settings, the applicant's id, the hall. A broken one is kept aside, never lost.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use uuid::Uuid;

use super::{DataDirectory, Error};
use crate::domain::institution::Institution;
use crate::domain::settings::{Rate, Settings};

/// The made-up hall of a machine that nobody has set up yet; it says so itself.
const SAMPLE: &str = include_str!("../../assets/institution.toml");

impl DataDirectory {
    /// The settings kept here; the defaults if there are none or they cannot be read.
    pub fn settings(&self) -> Settings {
        self.read("settings.json", |text| {
            let settings: Settings = serde_json::from_str(text).map_err(|error| error.to_string())?;
            let known = Rate::STEPS.contains(&settings.rate.percent()) && settings.volume.step() <= 10 && settings.operation.is_known();
            known.then_some(settings).ok_or_else(|| "a rate, volume or way of pressing there is not".to_owned())
        })
        .unwrap_or_default()
    }

    /// Keeps the settings: whole, or as they were before.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::ReadOnly`], [`Error::Unusable`].
    pub fn keep_settings(&self, settings: &Settings) -> Result<(), Error> {
        let path = self.path().join("settings.json");
        let text =
            serde_json::to_string_pretty(settings).map_err(|error| Error::Mistake { path: path.clone(), mistake: error.to_string() })?;
        write(&path, text.as_bytes())
    }

    /// By whom matters are filed: an opaque id, at home always the same, in a hall a fresh one a session, kept nowhere.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::ReadOnly`], [`Error::Unusable`].
    pub fn applicant(&self, kiosk: bool) -> Result<Uuid, Error> {
        if kiosk {
            return Ok(Uuid::new_v4());
        }
        let kept = self.read("applicant", |text| text.trim().parse().map_err(|error: uuid::Error| error.to_string()));
        kept.map_or_else(
            || {
                let fresh = Uuid::new_v4();
                write(&self.path().join("applicant"), format!("{fresh}\n").as_bytes()).map(|()| fresh)
            },
            Ok,
        )
    }

    /// What `name` holds; nothing if it is not there, or broken: then it is logged and kept aside.
    pub(super) fn read<T>(&self, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let path = self.path().join(name);
        let error = match std::fs::read_to_string(&path) {
            Ok(text) => match parse(&text) {
                Ok(value) => return Some(value),
                Err(error) => error,
            },
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return None,
            Err(cause) => cause.to_string(),
        };
        let aside = path.with_extension("broken");
        let kept = std::fs::rename(&path, &aside).is_ok();
        tracing::error!(%error, path = %path.display(), kept, "a file that cannot be read");
        None
    }
}

/// Writes a file whole or not at all, for its owner alone: beside it, synced, then in its place.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension("new");
    let written = File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path))
        .and_then(|()| path.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all()));
    written.map_err(|cause| {
        // What is left of the attempt is of no use to anybody.
        std::fs::remove_file(&beside).unwrap_or_default();
        Error::of_file(path, cause)
    })
}

/// The hall of `institution.toml` in `directory`, or the sample. With a mistake in it nothing is guessed: a wrong phone is worse than none.
///
/// # Errors
/// [`Error::Mistake`] with the line.
pub fn institution(directory: &Path) -> Result<Institution, Error> {
    let path = directory.join("institution.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => SAMPLE.to_owned(),
        Err(cause) => return Err(Error::of_file(&path, cause)),
    };
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        Error::Mistake { path, mistake: format!("{line}: {}", error.message()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::{Change, ChineseVoice, Locale, Theme};

    fn directory() -> (tempfile::TempDir, DataDirectory) {
        let root = tempfile::tempdir().unwrap();
        let directory = DataDirectory::open(root.path()).unwrap();
        (root, directory)
    }

    #[test]
    fn settings_come_back_as_they_were_kept() {
        let (root, directory) = directory();
        assert_eq!(directory.settings(), Settings::default());
        let settings = Settings::default().changed(Change::Larger).changed(Change::Theme(Theme::Night));
        directory.keep_settings(&settings).unwrap();
        assert_eq!(directory.settings(), settings);
        assert!(!root.path().join("settings.new").exists());
    }

    #[test]
    fn broken_settings_are_kept_aside_and_the_defaults_hold() {
        for text in ["{", "3", "{\"text_size\": 9}", "{\"rate\": 9999}", "{\"volume\": 11}", "\u{0}\u{ff}"] {
            let (root, directory) = directory();
            std::fs::write(root.path().join("settings.json"), text).unwrap();
            assert_eq!(directory.settings(), Settings::default(), "{text}");
            assert_eq!(std::fs::read_to_string(root.path().join("settings.broken")).unwrap(), text);
        }
    }

    #[test]
    fn settings_of_an_older_program_are_filled_up() {
        let (root, directory) = directory();
        std::fs::write(root.path().join("settings.json"), "{\"locale\": \"en\"}").unwrap();
        assert_eq!(directory.settings(), Settings { locale: Locale::En, ..Settings::default() });
        // 普通话 was one voice once; who had chosen it hears it better now.
        for (text, chinese) in [("mandarin", ChineseVoice::Yunxi), ("cantonese", ChineseVoice::Cantonese)] {
            std::fs::write(root.path().join("settings.json"), format!("{{\"volume\": 3, \"chinese\": \"{text}\"}}")).unwrap();
            let read = directory.settings();
            assert_eq!((read.chinese, read.volume.step()), (chinese, 3), "{text}");
        }
    }

    #[test]
    fn settings_that_cannot_be_kept_leave_the_old_ones() {
        let (root, directory) = directory();
        directory.keep_settings(&Settings::default()).unwrap();
        // A directory where the new file is written first: as root, permissions would not hinder.
        std::fs::create_dir(root.path().join("settings.new")).unwrap();
        let larger = Settings::default().changed(Change::Larger);
        assert!(directory.keep_settings(&larger).is_err());
        assert_eq!(directory.settings(), Settings::default());
    }

    #[test]
    fn the_applicant_is_the_same_at_home_and_fresh_in_a_hall() {
        let (root, directory) = directory();
        let hall = directory.applicant(true).unwrap();
        assert_ne!(hall, directory.applicant(true).unwrap());
        assert!(!root.path().join("applicant").exists());
        let home = directory.applicant(false).unwrap();
        assert_eq!(home, directory.applicant(false).unwrap());
        std::fs::write(root.path().join("applicant"), "nobody").unwrap();
        assert_ne!(home, directory.applicant(false).unwrap());
    }

    #[test]
    fn the_hall_is_the_sample_until_one_is_written() {
        let (root, directory) = directory();
        let sample = institution(directory.path()).unwrap();
        assert!(sample.sample);
        for text in [&sample.name, &sample.window, &sample.hours, &sample.address] {
            assert!(text.zh_tw.is_some() && text.en.is_some() && !text.zh_cn.is_empty());
        }
        let path = root.path().join("institution.toml");
        std::fs::write(&path, SAMPLE.replace("sample = true", "sample = false")).unwrap();
        assert!(!institution(directory.path()).unwrap().sample);
        std::fs::write(&path, SAMPLE.replace("Asia/Shanghai", "America/New_York")).unwrap();
        let zone = institution(directory.path()).unwrap().zone;
        assert_eq!(zone.to_datetime("2028-03-01T04:59:59Z".parse().unwrap()).date(), jiff::civil::date(2028, 2, 29));
        std::fs::write(&path, SAMPLE.replace("zone = \"Asia/Shanghai\"\n", "")).unwrap();
        assert_eq!(institution(directory.path()).unwrap().zone, crate::domain::clock::CHINA);
        std::fs::write(&path, SAMPLE.replace("Asia/Shanghai", "Asia/Nowhere")).unwrap();
        assert!(institution(directory.path()).is_err());
        std::fs::write(&path, "phone = \"1\"\nname = 3\n").unwrap();
        let (id, detail) = institution(directory.path()).unwrap_err().words();
        assert_eq!(id, "startup-mistake");
        assert!(detail.contains("institution.toml: 2:") && !detail.contains('\n'), "{detail}");
    }
}

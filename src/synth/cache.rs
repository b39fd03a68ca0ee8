//! The clauses that were made once, kept as FLAC so that they are there at once. A file a clause, named by the hash of all that makes
//! its sound; a broken one is made again; what was not heard for longest goes when there are too many.

use std::fs::{self, File};
use std::io::{self, BufReader, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use flacenc::bitsink::ByteSink;
use flacenc::component::BitRepr as _;
use flacenc::config::Encoder;
use flacenc::error::Verify as _;
use flacenc::source::MemSource;
use ring::digest::{SHA256, digest};
use unicode_normalization::UnicodeNormalization as _;

use super::clause::clauses;
use super::folder::{keep_private, make_private};
use super::{RATE, Timbre, engine, phonemes, sound};

/// Raised whenever the same clause is read or sounds otherwise than before.
const VERSION: &str = "3";
/// How large it may become, in bytes.
pub const LIMIT: u64 = 400_000_000;
/// A file that was heard is marked as such once a day, to spare the disk.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What makes the sound of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The clause, numbers read out.
    pub text: String,
    /// How it is read in its sentence (`phonemes::readings_of`): this, and not how it is written, is what is kept.
    pub said: String,
    /// Whether it is read as in Taiwan.
    pub taiwan: bool,
    /// Who says it.
    pub timbre: Timbre,
}

/// The folder of the clauses.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    limit: u64,
    /// How much may be written before it is looked at as a whole.
    left: AtomicU64,
}

impl Cache {
    /// At `path`, whether it is there or not, of at most `limit` bytes.
    pub const fn at(path: PathBuf, limit: u64) -> Self {
        Self { path, limit, left: AtomicU64::new(0) }
    }

    /// Whether a clause is kept.
    pub fn has(&self, key: &Key) -> bool {
        self.file(key).is_file()
    }

    /// The sound of a clause, if it is kept. A file that cannot be read is removed.
    pub fn get(&self, key: &Key) -> Option<Vec<i16>> {
        let path = self.file(key);
        let file = File::open(&path).ok()?;
        match decoded(&file) {
            Ok(samples) => {
                heard(&file);
                Some(samples)
            }
            Err(error) => {
                tracing::warn!(%error, "a kept clause cannot be read and is made again");
                // what cannot be removed is written over
                let _ = fs::remove_file(path);
                None
            }
        }
    }

    /// Keeps the sound of a clause.
    ///
    /// # Errors
    /// What the file system says: a full disk. Nothing half written is ever found by [`Self::get`].
    pub fn put(&self, key: &Key, samples: &[i16]) -> io::Result<()> {
        let (path, bytes) = (self.file(key), encoded(samples)?);
        if let Some(folder) = path.parent() {
            make_private(folder)?;
        }
        let beside = path.with_extension("new");
        let written = File::options().create(true).truncate(true).write(true).mode(0o600).open(&beside);
        written.and_then(|mut file| file.write_all(&bytes)).and_then(|()| fs::rename(&beside, &path)).inspect_err(|_| {
            // what is left of it is found by the next trimming
            let _ = fs::remove_file(&beside);
        })?;
        let size = bytes.len() as u64;
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size)).is_err() {
            self.left.store(self.trimmed()?, Ordering::Relaxed);
        }
        Ok(())
    }

    fn file(&self, key: &Key) -> PathBuf {
        let name = key.name();
        self.path.join(&name[..2]).join(&name[2..]).with_extension("flac")
    }

    /// Makes the folder, and whatever is in it, its owner's alone.
    ///
    /// # Errors
    /// What the file system says.
    pub fn tighten(&self) -> io::Result<()> {
        make_private(&self.path)?;
        for folder in fs::read_dir(&self.path)? {
            let folder = folder?.path();
            if !folder.is_dir() {
                keep_private(&folder, 0o600)?;
                continue;
            }
            keep_private(&folder, 0o700)?;
            for file in fs::read_dir(folder)? {
                keep_private(&file?.path(), 0o600)?;
            }
        }
        Ok(())
    }

    /// Removes what was not heard for longest until nine tenths of the limit are left; how much may be written then.
    fn trimmed(&self) -> io::Result<u64> {
        let mut files = Vec::new();
        for folder in fs::read_dir(&self.path)? {
            let folder = folder?.path();
            if folder.is_dir() {
                files.extend(fs::read_dir(folder)?.filter_map(|file| known(&file.ok()?.path())));
            }
        }
        files.sort_unstable();
        let mut total: u64 = files.iter().map(|(_, size, _)| size).sum();
        let goal = if total > self.limit { self.limit / 10 * 9 } else { total };
        for (_, size, path) in files {
            if total <= goal {
                break;
            }
            fs::remove_file(path)?;
            total -= size;
        }
        Ok((self.limit - total).min(self.limit / 10))
    }
}

/// The clauses of a text, and the pause behind each. The text is taken in its NFKC form, in which speech-dispatcher hands it on, so that
/// a sentence has one key whoever asks for it.
pub fn keys(text: &str, taiwan: bool, timbre: Timbre) -> impl Iterator<Item = (Key, Duration)> {
    let normal: String = text.nfkc().collect();
    let clauses = clauses(&normal);
    let said = phonemes::readings_of(clauses.iter().map(|clause| clause.text.as_str()), taiwan);
    let key = move |text: &str, said| Key { text: text.trim().to_owned(), said, taiwan, timbre };
    clauses.into_iter().zip(said).map(move |(clause, said)| (key(&clause.text, said), clause.pause))
}

impl Key {
    fn name(&self) -> String {
        let Self { said, taiwan, timbre, .. } = self;
        let made = format!("{} {VERSION} {} {}", env!("CARGO_PKG_VERSION"), engine::speed(*timbre), sound::LOUDNESS);
        let all = format!("{made}\n{}\n{taiwan}\n{said}", timbre.file());
        digest(&SHA256, all.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// When it was heard last, its size, and where it is.
fn known(path: &Path) -> Option<(SystemTime, u64, PathBuf)> {
    let known = path.metadata().ok()?;
    Some((known.modified().ok()?, known.len(), path.to_owned()))
}

/// Marks a file as heard just now.
fn heard(file: &File) {
    let now = SystemTime::now();
    let long_ago = file.metadata().and_then(|known| known.modified()).is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age > DAY));
    if long_ago && let Err(error) = file.set_modified(now) {
        tracing::debug!(%error, "a kept clause is not marked as heard");
    }
}

fn encoded(samples: &[i16]) -> io::Result<Vec<u8>> {
    let samples: Vec<i32> = samples.iter().copied().map(i32::from).collect();
    let source = MemSource::from_samples(&samples, 1, 16, RATE as usize);
    let config = Encoder::default().into_verified().map_err(|(_, error)| io::Error::other(error))?;
    let size = config.block_size;
    let mut stream = flacenc::encode_with_fixed_block_size(&config, source, size).map_err(|error| io::Error::other(error.to_string()))?;
    // the last block is not counted, however short
    stream.stream_info_mut().set_block_sizes(size, size).map_err(io::Error::other)?;
    let mut sink = ByteSink::new();
    stream.write(&mut sink).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(sink.into_inner())
}

fn decoded(file: &File) -> claxon::Result<Vec<i16>> {
    let mut reader = claxon::FlacReader::new(BufReader::new(file))?;
    let length = reader.streaminfo().samples;
    let samples: Vec<i16> = reader.samples().map(|sample| Ok(sample? as i16)).collect::<claxon::Result<_>>()?;
    // a file that ends between two blocks is cut off, too
    if length.is_some_and(|length| length != samples.len() as u64) {
        return Err(claxon::Error::FormatError("cut off"));
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> Key {
        Key { text: text.into(), said: text.into(), taiwan: false, timbre: Timbre::Yunxi }
    }

    /// A tone of that many samples.
    fn tone(length: usize) -> Vec<i16> {
        (0..length).map(|at| (8000.0 * (at as f32 / 17.0).sin()) as i16).collect()
    }

    fn cache(limit: u64) -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().join("cache"), limit);
        (folder, cache)
    }

    fn size(cache: &Cache) -> u64 {
        let folders = fs::read_dir(&cache.path).unwrap().map(|folder| folder.unwrap().path());
        folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|file| file.unwrap().metadata().unwrap().len()).sum()
    }

    #[test]
    fn a_clause_is_kept_by_all_that_makes_its_sound() {
        let (_folder, cache) = cache(LIMIT);
        let one = key("请坐。");
        assert_eq!((cache.has(&one), cache.get(&one)), (false, None));
        cache.put(&one, &tone(9000)).unwrap();
        assert_eq!((cache.has(&one), cache.get(&one)), (true, Some(tone(9000))));
        for other in [key("请坐"), Key { taiwan: true, ..one.clone() }, Key { timbre: Timbre::Xiaoyi, ..one.clone() }] {
            assert_eq!(cache.get(&other), None, "{other:?}");
        }
        cache.put(&one, &tone(5000)).unwrap();
        assert_eq!(cache.get(&one), Some(tone(5000)), "the newest counts");
    }

    #[test]
    fn a_broken_file_is_removed_and_made_again() {
        let (_folder, cache) = cache(LIMIT);
        let one = key("请坐。");
        for harm in [
            |_: &[u8]| Vec::new(),
            |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec(),
            |bytes: &[u8]| bytes.iter().enumerate().map(|(at, byte)| if at == bytes.len() / 2 { !byte } else { *byte }).collect(),
        ] {
            cache.put(&one, &tone(30_000)).unwrap();
            let path = cache.file(&one);
            fs::write(&path, harm(&fs::read(&path).unwrap())).unwrap();
            assert_eq!(cache.get(&one), None);
            assert!(!path.exists());
        }
        cache.put(&one, &tone(30_000)).unwrap();
        assert_eq!(cache.get(&one), Some(tone(30_000)));
    }

    #[test]
    fn what_was_not_heard_for_longest_goes_first() {
        let (_folder, cache) = cache(100_000);
        let sound = tone(24_000);
        let each = encoded(&sound).unwrap().len() as u64;
        let all: Vec<_> = (0..100_000 / each).map(|at| key(&at.to_string())).collect();
        for key in &all {
            cache.put(key, &sound).unwrap();
        }
        let now = SystemTime::now();
        for (key, age) in all.iter().zip([9, 8, 7, 6, 5]) {
            File::options().write(true).open(cache.file(key)).unwrap().set_modified(now - age * DAY).unwrap();
        }
        assert!(cache.get(&all[0]).is_some(), "heard again");
        cache.put(&key("new"), &sound).unwrap();
        cache.put(&key("newer"), &sound).unwrap();
        assert!(size(&cache) <= 100_000);
        assert!(!cache.has(&all[1]), "not heard for longest");
        assert!(cache.has(&all[0]) && cache.has(&key("newer")));
    }

    #[test]
    fn a_full_disk_leaves_nothing_half_written() {
        let (folder, cache) = cache(LIMIT);
        fs::write(folder.path().join("cache"), "not a folder").unwrap();
        assert!(cache.put(&key("请坐。"), &tone(100)).is_err());
        assert_eq!(cache.get(&key("请坐。")), None);
    }

    #[test]
    fn only_its_owner_may_read_it_whatever_was_before() {
        let (folder, cache) = cache(LIMIT);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = cache.file(&key("请坐。"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "of an earlier version").unwrap();
        for (path, mode) in [(folder.path().join("cache"), 0o755), (path.clone(), 0o644), (path.parent().unwrap().to_owned(), 0o755)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
        cache.tighten().unwrap();
        let modes = || [folder.path().join("cache"), path.parent().unwrap().to_owned(), path.clone()].map(|path| mode(&path));
        assert_eq!(modes(), [0o700, 0o700, 0o600]);
        cache.put(&key("请坐。"), &tone(100)).unwrap();
        assert_eq!(modes(), [0o700, 0o700, 0o600]);
    }

    #[test]
    fn a_sentence_has_one_key_however_it_is_spelled() {
        let texts = |text| keys(text, false, Timbre::Yunxi).map(|(key, _)| key.text).collect::<Vec<_>>();
        assert_eq!(texts("看得清，按钮：（一）"), texts("看得清,按钮:(一)"));
        assert_eq!(texts("⽼年证！"), texts("老年证!"), "a Kangxi radical");
    }

    proptest! {
        #[test]
        fn any_sound_comes_back_as_it_was(samples in prop::collection::vec(any::<i16>(), 0..9000)) {
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), encoded(&samples).unwrap()).unwrap();
            prop_assert_eq!(decoded(file.as_file()).unwrap(), samples);
        }
    }
}

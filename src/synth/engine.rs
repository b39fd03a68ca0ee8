//! The model at work: ids of sounds go in, samples come out. One clause at a time, on threads of its own.

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::{Folder, Timbre, onnx};

/// How fast the model speaks, as it counts: smaller is slower. With the rests between clauses ([`super::clause`]) it is what gives the
/// ear its 160 characters a minute (S8). Slower than this the man puts a breath before his clauses that a recogniser takes for a
/// syllable: at 0.8 it heard 6.5 % of his syllables wrong.
pub const fn speed(timbre: Timbre) -> f32 {
    match timbre {
        Timbre::Yunxi | Timbre::Xiaoyi => 0.85,
    }
}

/// The most ids of one clause. The model was trained on no more.
pub const MOST: usize = 510;

/// The most threads: the other cores are the screen's.
const THREADS: usize = 2;

/// The numbers of a style's row.
const STYLE: usize = 256;

/// The model's ids of punctuation and of the space are no greater.
const PUNCTUATION: u16 = 16;

/// The model's ids of the tones, which stand behind their syllable.
const TONES: std::ops::RangeInclusive<u16> = 169..=173;

/// Frames of silence before a clause, where the model takes 22; its first sound begins five frames early.
const BEFORE: f32 = 10.0;

/// Frames the last tone of a clause may take, in which its syllable fades; the model takes up to 34.
const ENDING: f32 = 8.0;

/// Frames each sign behind the last syllable may take, where the model takes 13 and 5. The pause is the clause's.
const AFTER: f32 = 2.0;

/// The largest file we take for a model: the real one has 92 MB.
const LARGEST: u64 = 128 << 20;

/// What the process that loads an engine should be started with: glibc then gives large blocks back when they are free. On two threads, after
/// a clause of seven seconds, that is 300 MB at the most instead of 350, and 115 MB while it waits instead of 180.
pub const ENVIRONMENT: [(&str, &str); 2] = [("MALLOC_MMAP_THRESHOLD_", "262144"), ("MALLOC_ARENA_MAX", "1")];

/// Why there is no sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The model or a style is not there, cannot be read, or is not what it should be.
    #[error("the voice cannot be loaded: {0}")]
    Unusable(String),
    /// There are no ids.
    #[error("there is nothing to say")]
    Empty,
    /// More ids than [`MOST`].
    #[error("{0} sounds are too many for one clause")]
    Long(usize),
    /// The model failed, or what it made is no sound.
    #[error("the model made no sound of this: {0}")]
    Failed(String),
}

/// The model, loaded, with both styles.
pub struct Engine {
    model: Model,
    tokens: NodeId,
    style: NodeId,
    speed: NodeId,
    longest: NodeId,
    /// Where the work is cut in two: what the first half used is given back before the second takes the most there is.
    middle: [NodeId; 2],
    sound: NodeId,
    styles: Vec<(Timbre, Vec<f32>)>,
    threads: Arc<ThreadPool>,
    /// One thread, as unimportant as the one that first needed it.
    idle: OnceLock<Arc<ThreadPool>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// Loads the model and the styles of `folder`, to work on one thread or two.
    ///
    /// # Errors
    /// [`Error::Unusable`].
    pub fn load(folder: &Folder, threads: usize) -> Result<Self, Error> {
        let styles = Timbre::ALL.into_iter().map(|timbre| Ok((timbre, style(&folder.style(timbre))?)));
        let styles = styles.collect::<Result<_, Error>>()?;
        let path = folder.model();
        let bytes = std::fs::metadata(&path).map_err(|error| unusable(&path, &error))?.len();
        if bytes > LARGEST {
            return Err(unusable(&path, &format!("it has {bytes} bytes")));
        }
        // rten answers most broken files with an error, and should one be broken in a new way, only the voice is lost
        let loaded = catch_unwind(|| ModelOptions::with_all_ops().load_file(&path)).map_err(|_| unusable(&path, &"it cannot be read"))?;
        let model = loaded.map_err(|error| unusable(&path, &error))?;
        let input = |names: &[&str]| {
            let found = names.iter().find_map(|name| model.find_node(name));
            found.ok_or_else(|| unusable(&path, &format!("it has no {}", names.join(" or "))))
        };
        let (tokens, style, speed) = (input(&["tokens", "input_ids"])?, input(&["style"])?, input(&["speed"])?);
        let (longest, middle) = (input(&[onnx::LONGEST])?, [input(&[onnx::MIDDLE[0]])?, input(&[onnx::MIDDLE[1]])?]);
        let sound = *model.output_ids().first().ok_or_else(|| unusable(&path, &"it makes nothing"))?;
        let threads = Arc::new(ThreadPool::with_num_threads(threads.clamp(1, THREADS)));
        Ok(Self { model, tokens, style, speed, longest, middle, sound, styles, threads, idle: OnceLock::new() })
    }

    /// The sound of a clause, at [`super::RATE`], as the model makes it: with a breath of silence at both ends, and not yet even.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Long`], [`Error::Failed`].
    pub fn render(&self, ids: &[u16], timbre: Timbre) -> Result<Vec<f32>, Error> {
        self.rendered(ids, timbre, &self.threads)
    }

    /// The same on one thread, which is scheduled as the first caller is.
    ///
    /// # Errors
    /// See [`Self::render`].
    pub fn render_idle(&self, ids: &[u16], timbre: Timbre) -> Result<Vec<f32>, Error> {
        self.rendered(ids, timbre, self.idle.get_or_init(|| Arc::new(ThreadPool::with_num_threads(1))))
    }

    fn rendered(&self, ids: &[u16], timbre: Timbre, threads: &Arc<ThreadPool>) -> Result<Vec<f32>, Error> {
        let row = ids.len().checked_sub(1).ok_or(Error::Empty)?;
        let styles = self.styles.iter().find(|(of, _)| *of == timbre);
        let style = styles.and_then(|(_, rows)| rows.get(row * STYLE..(row + 1) * STYLE)).ok_or(Error::Long(ids.len()))?;
        let style = NdTensor::from_data([1, STYLE], style.to_vec());
        // The model knows a sentence by the 0 at both its ends
        let tokens: Vec<i32> = [0].into_iter().chain(ids.iter().map(|id| i32::from(*id))).chain([0]).collect();
        let count = tokens.len();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(threads)));
        let both = || {
            let inputs: Vec<(NodeId, ValueOrView)> = vec![
                (self.tokens, NdTensor::from_data([1, count], tokens).into()),
                (self.longest, NdTensor::from_data([1, count], longest(ids)).into()),
                (self.speed, NdTensor::from_data([1], vec![speed(timbre)]).into()),
                (self.style, style.view().into()),
            ];
            let middle = self.model.run(inputs, &self.middle, Some(options.clone()))?;
            let mut inputs: Vec<(NodeId, ValueOrView)> = self.middle.into_iter().zip(middle.into_iter().map(ValueOrView::from)).collect();
            inputs.push((self.style, style.view().into()));
            self.model.run(inputs, &[self.sound], Some(options))
        };
        let made = catch_unwind(AssertUnwindSafe(both)).map_err(|_| Error::Failed("it broke off".to_owned()))?;
        let made = made.map_err(|error| Error::Failed(error.to_string()))?;
        let Some(Value::FloatTensor(sound)) = made.into_iter().next() else { return Err(Error::Failed("no floats".to_owned())) };
        let sound = sound.into_data();
        if sound.is_empty() || !sound.iter().all(|sample| sample.is_finite()) {
            return Err(Error::Failed(format!("{} samples, not all of them numbers", sound.len())));
        }
        Ok(sound)
    }
}

/// How many frames each token may last: what is spoken, any; the silence at both ends, no longer than a breath.
fn longest(ids: &[u16]) -> Vec<f32> {
    let spoken = ids.iter().rposition(|id| *id > PUNCTUATION).map_or(0, |last| last + 1);
    let mut longest = vec![f32::MAX; ids.len() + 2];
    longest[0] = BEFORE;
    longest[spoken + 1..].fill(AFTER);
    if spoken > 0 && TONES.contains(&ids[spoken - 1]) {
        longest[spoken] = ENDING;
    }
    longest
}

fn unusable(path: &Path, why: &dyn std::fmt::Display) -> Error {
    Error::Unusable(format!("{}: {why}", path.display()))
}

/// The rows of a style's file.
fn style(path: &Path) -> Result<Vec<f32>, Error> {
    let mut bytes = Vec::new();
    let whole = MOST * STYLE * size_of::<f32>();
    // One byte more than it should have: an endless file is noticed as well as a short one
    let file = File::open(path).map_err(|error| unusable(path, &error))?;
    file.take(whole as u64 + 1).read_to_end(&mut bytes).map_err(|error| unusable(path, &error))?;
    if bytes.len() != whole {
        return Err(unusable(path, &format!("it should have {whole} bytes")));
    }
    let numbers: Vec<f32> = bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number)).collect();
    numbers.iter().all(|number| number.is_finite()).then_some(numbers).ok_or_else(|| unusable(path, &"it holds what is no number"))
}

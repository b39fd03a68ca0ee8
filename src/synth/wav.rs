//! The voice as a WAV file: 24 kHz, 16 bits, one channel.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use hound::{SampleFormat, WavSpec, WavWriter};

use super::RATE;

/// A file that is being written.
pub struct Wav(WavWriter<BufWriter<File>>);

impl Wav {
    /// Begins it; what was there is gone.
    ///
    /// # Errors
    /// What the file system says.
    pub fn create(path: &Path) -> io::Result<Self> {
        let spec = WavSpec { channels: 1, sample_rate: RATE, bits_per_sample: 16, sample_format: SampleFormat::Int };
        WavWriter::create(path, spec).map(Self).map_err(plain)
    }

    /// More sound.
    ///
    /// # Errors
    /// What the file system says: a full disk.
    pub fn write(&mut self, samples: &[i16]) -> io::Result<()> {
        samples.iter().try_for_each(|sample| self.0.write_sample(*sample)).map_err(plain)
    }

    /// Ends it.
    ///
    /// # Errors
    /// What the file system says: a full disk.
    pub fn finish(self) -> io::Result<()> {
        self.0.finalize().map_err(plain)
    }
}

fn plain(error: hound::Error) -> io::Error {
    match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    }
}

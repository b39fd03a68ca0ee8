//! A soft click and a chime, made here and kept by the sound server, which plays them when told. Knows no voice.
//!
//! The server's sample cache means no stream of ours, no work while nothing sounds, and no memory of a mixer.

use std::collections::VecDeque;
use std::f32::consts::TAU;
use std::ffi::{CStr, CString};
use std::io::BufReader;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use pulseaudio::protocol::{
    self, AuthParams, AuthReply, ChannelMap, Command, CreateUploadStreamReply, LookupReply, PlaySampleParams, PlaybackStreamParams, Prop,
    Props, ProtocolError, SampleFormat, SampleSpec, SetClientNameReply, UploadStreamParams,
};
use pulseaudio::{AsPlaybackSource as _, Client, ClientError};

const RATE: u16 = 48_000;
/// How long the chime is heard.
pub const CHIME: Duration = Duration::from_millis(400);
/// A volume of PulseAudio at which nothing is changed, and one that means what the sink gives to new streams.
const FULL: u32 = 0x10000;
const USUAL: u32 = u32::MAX;
/// How long the server may take to answer.
const LIMIT: Duration = Duration::from_secs(2);

/// What can be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sound {
    Click,
    Chime,
}

/// What is to be heard, and at which volume of PulseAudio.
type Order = (Sound, u32);

/// The handle of the sounds. Every call returns at once; without a server nothing is heard.
#[derive(Debug, Clone)]
pub struct Sounds {
    orders: Sender<Order>,
}

impl Sounds {
    /// Starts the thread. It connects when the first sound is wanted.
    pub fn start() -> Self {
        let (orders, inbox) = channel();
        if let Err(error) = thread::Builder::new().name("sounds".into()).spawn(move || run(&inbox)) {
            tracing::warn!(%error, "no sounds");
        }
        Self { orders }
    }

    /// A soft click: a key or a touch was understood.
    pub fn click(&self) {
        self.play((Sound::Click, USUAL));
    }

    /// Two soft tones, at the voice's volume of 0 to 10, whatever it is: a result is about to be said.
    pub fn chime(&self, volume: u8) {
        self.play((Sound::Chime, FULL / 10 * u32::from(volume.min(10))));
    }

    fn play(&self, order: Order) {
        // without its thread there is no sound, as told above
        let _ = self.orders.send(order);
    }
}

/// Plays pieces of one channel as they come, and returns when the last was heard.
///
/// # Errors
/// There is no sound server, or it has gone.
pub fn play(rate: u32, mut pieces: impl Iterator<Item = Vec<i16>> + Send + 'static) -> Result<(), ClientError> {
    let mut bytes = VecDeque::new();
    let source = move |buffer: &mut [u8]| {
        while bytes.is_empty() {
            let Some(piece) = pieces.next() else { return 0 };
            bytes.extend(piece.into_iter().flat_map(i16::to_le_bytes));
        }
        let length = bytes.len().min(buffer.len());
        buffer.iter_mut().zip(bytes.drain(..length)).for_each(|(place, byte)| *place = byte);
        length
    };
    let params = PlaybackStreamParams {
        sample_spec: SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: rate },
        channel_map: ChannelMap::mono(),
        sink_name: Some(protocol::DEFAULT_SINK.to_owned()),
        ..PlaybackStreamParams::default()
    };
    let client = Client::from_env(c"tongban")?;
    tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
        let stream = client.create_playback_stream(params, source.as_playback_source()).await?;
        stream.play_all().await
    })
}

fn run(inbox: &Receiver<Order>) {
    let mut server = None;
    while let Ok((sound, volume)) = inbox.recv() {
        // a server that has gone may be there again: one more try
        for _ in 0..2 {
            if server.is_none() {
                server = Server::connect().ok();
            }
            match server.as_mut().map(|server| server.play(sound, volume)) {
                Some(Err(error)) => {
                    tracing::debug!(%error, "a sound was not played");
                    server = None;
                }
                Some(Ok(())) | None => break,
            }
        }
    }
}

/// A connection with both sounds uploaded.
struct Server {
    stream: BufReader<UnixStream>,
    version: u16,
    sequence: u32,
}

impl Server {
    fn connect() -> Result<Self, ProtocolError> {
        let unavailable = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let stream = UnixStream::connect(pulseaudio::socket_path_from_env().ok_or_else(unavailable)?)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        let mut server = Self { stream: BufReader::new(stream), version: protocol::MAX_VERSION, sequence: 0 };
        let cookie = pulseaudio::cookie_path_from_env().and_then(|path| std::fs::read(path).ok()).unwrap_or_default();
        let version = protocol::MAX_VERSION;
        server.send(&Command::Auth(AuthParams { version, supports_shm: false, supports_memfd: false, cookie }))?;
        let (_, auth) = protocol::read_reply_message::<AuthReply>(&mut server.stream, version)?;
        server.version = auth.version.min(version);
        let mut props = Props::new();
        props.set(Prop::ApplicationName, CString::from(c"tongban"));
        server.send(&Command::SetClientName(props))?;
        protocol::read_reply_message::<SetClientNameReply>(&mut server.stream, server.version)?;
        server.upload(Sound::Click)?;
        server.upload(Sound::Chime)?;
        Ok(server)
    }

    fn upload(&mut self, sound: Sound) -> Result<(), ProtocolError> {
        let samples: Vec<u8> = sound.samples().iter().flat_map(|sample| sample.to_le_bytes()).collect();
        let params = UploadStreamParams {
            media_name: Some(sound.name().into()),
            sample_spec: SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: RATE.into() },
            channel_map: ChannelMap::mono(),
            length: u32::try_from(samples.len()).unwrap_or_default(),
            props: Props::new(),
        };
        self.send(&Command::CreateUploadStream(params))?;
        let (_, reply) = protocol::read_reply_message::<CreateUploadStreamReply>(&mut self.stream, self.version)?;
        for block in samples.chunks(16_384) {
            protocol::write_memblock(self.stream.get_mut(), reply.channel, block, 0)?;
        }
        self.send(&Command::FinishUploadStream(reply.channel))?;
        protocol::read_ack_message(&mut self.stream)?;
        Ok(())
    }

    fn play(&mut self, sound: Sound, volume: u32) -> Result<(), ProtocolError> {
        let (name, props) = (sound.name().into(), Props::new());
        let params = PlaySampleParams { sink_index: None, sink_name: None, volume, name, props };
        self.send(&Command::PlaySample(params))?;
        // the answer is one number, like that of a look-up; the crate has no type for it
        protocol::read_reply_message::<LookupReply>(&mut self.stream, self.version).map(drop)
    }

    fn send(&mut self, command: &Command) -> Result<(), ProtocolError> {
        self.sequence += 1;
        protocol::write_command_message(self.stream.get_mut(), self.sequence, command, self.version)
    }
}

impl Sound {
    fn name(self) -> &'static CStr {
        match self {
            Self::Click => c"tongban-click",
            Self::Chime => c"tongban-chime",
        }
    }

    /// 48 kHz, mono. The chime is a fourth between 600 and 900 Hz, where the ears of the old still hear well.
    fn samples(self) -> Vec<i16> {
        let tones: &[Tone] = match self {
            Self::Click => &[Tone(1000.0, 0.0, 0.003, 0.025, 0.15), Tone(2000.0, 0.0, 0.003, 0.012, 0.05)],
            Self::Chime => &[Tone(660.0, 0.0, 0.02, 0.22, 0.11), Tone(880.0, 0.16, 0.02, 0.24, 0.11)],
        };
        let length = tones.iter().map(|Tone(_, start, _, length, _)| start + length).fold(0.0, f32::max);
        (0..=u16::MAX)
            .map(|at| f32::from(at) / f32::from(RATE))
            .take_while(|time| *time < length)
            .map(|time| tones.iter().map(|tone| tone.at(time)).sum::<f32>())
            .map(pcm)
            .collect()
    }
}

/// Its frequency; when it starts, how long it rises and how long it is heard, in seconds; how loud it is.
struct Tone(f32, f32, f32, f32, f32);

impl Tone {
    /// In slowly, then fading, silent at its end, so that nothing cracks.
    fn at(&self, time: f32) -> f32 {
        let Self(frequency, start, rise, length, loudness) = *self;
        let at = time - start;
        if !(0.0..length).contains(&at) {
            return 0.0;
        }
        let envelope = (at / rise).min(1.0) * (1.0 - at / length).powi(2);
        (TAU * frequency * at).sin() * envelope * loudness
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of the sample")]
fn pcm(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sounds_are_soft_short_and_do_not_crack() {
        for (sound, milliseconds) in [(Sound::Click, 25), (Sound::Chime, CHIME.as_millis() as usize)] {
            let samples = sound.samples();
            let length = samples.len() / (usize::from(RATE) / 1000);
            assert!(length.abs_diff(milliseconds) <= 1, "{sound:?} takes {length} ms");
            let peak = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((1000..6000).contains(&peak), "{sound:?} peaks at {peak}");
            let step = samples.windows(2).map(|two| (i32::from(two[1]) - i32::from(two[0])).abs()).max().unwrap();
            assert!(step < 1500, "{sound:?} jumps by {step}");
            assert!(samples[0].abs() < 50 && samples[samples.len() - 1].abs() < 50);
        }
    }

    /// How loud the voice is, in LUFS (`synth::sound`, a room that this one does not know).
    const VOICE: f64 = -20.0;

    #[test]
    fn the_chime_is_quieter_than_the_voice_and_yet_heard() {
        // EBU R 128 weighs tones of 600 to 900 Hz as they are, within half a decibel, and measures 400 ms at once
        let samples = Sound::Chime.samples();
        let power = samples.iter().map(|sample| (f64::from(*sample) / f64::from(i16::MAX)).powi(2)).sum::<f64>() / samples.len() as f64;
        let below = VOICE - 10.0 * power.log10();
        assert!((8.0..14.0).contains(&below), "{below} LU below the voice");
    }
}

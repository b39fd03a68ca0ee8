//! A hall of air: Xvfb with a window manager, a session bus with the accessibility service, a PulseAudio that plays
//! into nothing and is recorded. All of it is made anew for each test and ended with it.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::outside::Outside;

/// Longer than anything takes on a slow, noisy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The hall. Dropped, everything in it ends.
pub struct Hall {
    directory: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
    servants: Vec<Child>,
}

impl Hall {
    /// Opens one; panics if a package of `make setup` is missing.
    pub fn open() -> Self {
        Self::with_display("1920x1200", 0)
    }

    /// A desktop of 1280x800 px of which a panel takes the lowest `panel` px.
    pub fn desktop(panel: u32) -> Self {
        Self::with_display("1280x800", panel)
    }

    fn with_display(size: &str, panel: u32) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut hall = Self { directory, variables: Vec::new(), servants: Vec::new() };
        for sub in ["home", "run"] {
            std::fs::create_dir(hall.path(sub)).unwrap();
        }
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        hall.variables = vec![
            ("HOME", text(hall.path("home"))),
            ("XDG_RUNTIME_DIR", text(hall.path("run"))),
            ("XDG_DATA_HOME", text(hall.path("home"))),
            ("XDG_CONFIG_HOME", text(hall.path("home"))),
            ("LANG", "C.UTF-8".into()),
            ("PULSE_SERVER", format!("unix:{}", text(hall.path("pulse")))),
        ];
        hall.open_display(size, panel);
        hall.open_bus();
        hall.open_sound();
        hall
    }

    /// Gives what is started from now on another variable.
    pub fn set(&mut self, name: &'static str, value: String) {
        self.variables.push((name, value));
    }

    fn open_display(&mut self, size: &str, panel: u32) {
        let number = self.serve("Xvfb", &["-displayfd", "1", "-screen", "0", &format!("{size}x24"), "-nolisten", "tcp", "-noreset"]);
        self.variables.push(("DISPLAY", format!(":{number}")));
        let rules = self.path("openbox.xml");
        let kept = format!("<margins><top>0</top><bottom>{panel}</bottom><left>0</left><right>0</right></margins>");
        std::fs::write(&rules, format!("<openbox_config xmlns=\"http://openbox.org/3.4/rc\">{kept}</openbox_config>")).unwrap();
        let arguments: &[&str] = if panel > 0 { &["--sm-disable", "--config-file", rules.to_str().unwrap()] } else { &["--sm-disable"] };
        self.start("openbox", arguments, Stdio::null());
        self.until("the window manager", || self.run("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"]).contains("window id"));
    }

    fn open_bus(&mut self) {
        let address = self.serve("dbus-daemon", &["--session", "--print-address=1", "--nofork", "--nopidfile"]);
        self.variables.push(("DBUS_SESSION_BUS_ADDRESS", address));
        self.status("IsEnabled", true);
    }

    /// What the bus tells of accessibility: `IsEnabled`, `ScreenReaderEnabled`.
    pub fn status(&self, name: &str, on: bool) {
        // Without waiting for the reply the call is lost.
        let set = ["--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties.Set"];
        let status = ["string:org.a11y.Status", &format!("string:{name}"), &format!("variant:boolean:{on}")];
        self.run("dbus-send", &[&set[..], &status[..]].concat());
    }

    fn open_sound(&mut self) {
        let socket = format!("module-native-protocol-unix socket={} auth-anonymous=1", self.path("pulse").display());
        let sink = "module-null-sink sink_name=hall rate=48000 channels=1";
        let options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disallow-exit", "-L", &socket, "-L", sink];
        self.start("pulseaudio", &options, Stdio::null());
        self.until("the sound server", || self.path("pulse").exists() && self.run("pactl", &["list", "short", "sinks"]).contains("hall"));
        let record = ["-d", "hall.monitor", "--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=5"];
        let recording = File::create(self.path("sound.raw")).unwrap();
        self.start("parec", &record, recording.into());
        self.until("the recording", || self.path("sound.raw").metadata().unwrap().len() > 0);
    }

    /// A file of this hall.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A program in this hall, not yet started.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        for name in ["WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE", "XAUTHORITY", "SPEECHD_ADDRESS"] {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value))).stdin(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Runs a tool to its end; what it printed.
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.command(program).args(arguments).output();
        let output = output.unwrap_or_else(|error| panic!("{program}: {error}; `make setup` installs it"));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn start(&mut self, program: &str, arguments: &[&str], output: Stdio) -> &mut Child {
        // A group of its own, so that what it starts ends with it.
        let child = self.command(program).args(arguments).stdout(output).process_group(0).spawn();
        self.servants.push(child.unwrap_or_else(|error| panic!("{program}: {error}; `make setup` installs it")));
        self.servants.last_mut().unwrap()
    }

    /// Starts a servant that says in its first line where it is.
    fn serve(&mut self, program: &str, arguments: &[&str]) -> String {
        let output = self.start(program, arguments, Stdio::piped()).stdout.take().unwrap();
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).unwrap();
        assert!(!line.trim().is_empty(), "{program} did not start");
        line.trim().to_owned()
    }

    /// Waits until it is so; panics when patience ends.
    pub fn until(&self, what: &str, so: impl Fn() -> bool) {
        let begin = Instant::now();
        while !so() {
            assert!(begin.elapsed() < PATIENCE, "waited in vain for {what}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// The program itself, at 1280x800, with its own data directory and speech log.
    pub fn tongban(&self, options: &[&str]) -> Tongban<'_> {
        self.tongban_of_its_own_size(&[&["--window", "1280x800"], options].concat())
    }

    /// The same without a size of its window.
    pub fn tongban_of_its_own_size(&self, options: &[&str]) -> Tongban<'_> {
        let log = self.path("speech.jsonl");
        let data = self.path("data");
        let errors = File::create(self.path("errors")).unwrap();
        let child = self
            .command(env!("CARGO_BIN_EXE_tongban"))
            .arg("--speech-log")
            .arg(&log)
            .arg("--data-dir")
            .arg(data)
            .args(options)
            .stderr(errors)
            .process_group(0)
            .spawn()
            .unwrap();
        Tongban { hall: self, child, log, heard: 0 }
    }

    /// Somebody who reads the screen of the program of that name (`· name` ends its title).
    pub fn outside(&self, name: &str) -> Outside {
        Outside::new(self.command("/usr/bin/python3"), name)
    }

    /// Presses keys one after the other: `Tab`, `Return`, `F7`, `shift+Tab`.
    pub fn keys(&self, keys: &[&str]) {
        self.run("xdotool", &[&["key", "--clearmodifiers"][..], keys].concat());
    }

    /// Types a line.
    pub fn type_text(&self, text: &str) {
        self.run("xdotool", &["type", "--clearmodifiers", "--delay", "20", text]);
    }

    /// A picture of the whole display among the output of the tests.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window");
        std::fs::create_dir_all(&directory).unwrap();
        let picture = directory.join(format!("{name}.png"));
        self.run("import", &["-window", "root", picture.to_str().unwrap()]);
        picture
    }

    /// The loudest tenth of a second heard so far: root mean square, 0 to 1.
    pub fn loudness(&self) -> f64 {
        let mut bytes = Vec::new();
        File::open(self.path("sound.raw")).unwrap().read_to_end(&mut bytes).unwrap();
        let samples: Vec<f64> = bytes.chunks_exact(2).map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0).collect();
        let level = |part: &[f64]| (part.iter().map(|sample| sample * sample).sum::<f64>() / part.len() as f64).sqrt();
        samples.chunks_exact(4_800).map(level).fold(0.0, f64::max)
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        for servant in self.servants.iter_mut().rev() {
            end(servant);
        }
    }
}

/// Ends a child with all it started.
pub(super) fn end(child: &mut Child) {
    let group = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        rustix::process::kill_process_group(group, rustix::process::Signal::KILL).unwrap_or_default();
    }
    child.kill().unwrap_or_default();
    child.wait().map(drop).unwrap_or_default();
}

/// The program in its window.
pub struct Tongban<'a> {
    hall: &'a Hall,
    child: Child,
    log: PathBuf,
    heard: usize,
}

impl Tongban<'_> {
    /// Waits for the next line of the speech log that fits, and passes over those before it.
    pub fn hear(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let begin = Instant::now();
        loop {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            // The last line may be half written.
            let whole = &log[..log.rfind('\n').map_or(0, |at| at + 1)];
            for line in whole.lines().skip(self.heard) {
                self.heard += 1;
                let line: Value = serde_json::from_str(line).unwrap();
                if fits(&line) {
                    return line;
                }
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the program ended with {status}: {}", std::fs::read_to_string(self.hall.path("errors")).unwrap());
            }
            assert!(begin.elapsed() < PATIENCE, "never heard {what}:\n{whole}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// Waits until something of this node is begun to be said; what is said.
    pub fn hear_node(&mut self, node: &str) -> String {
        let line = self.hear(node, |line| line["event"] == "begin" && line["node"] == node);
        line["spoken"].as_str().unwrap_or_default().to_owned()
    }
}

impl Drop for Tongban<'_> {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

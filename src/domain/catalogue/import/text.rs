//! The bytes of a city's list as text, whatever its encoding. What is no text in it becomes U+FFFD, by which a row is known
//! that cannot be used.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text in `bytes`: by its mark (UTF-8, UTF-16), else as UTF-8 or GB 18030, whichever leaves more rows whole.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None if std::str::from_utf8(bytes).is_ok() || broken(bytes, UTF_8) <= broken(bytes, GB18030) => UTF_8,
        None => GB18030,
    };
    encoding.decode_with_bom_removal(bytes).0
}

/// How many lines are no text in `encoding`, and where it is all one line, how many characters.
fn broken(bytes: &[u8], encoding: &'static Encoding) -> (usize, usize) {
    let text = encoding.decode_without_bom_handling(bytes).0;
    let lines = text.lines().filter(|line| line.contains(char::REPLACEMENT_CHARACTER)).count();
    (lines, text.matches(char::REPLACEMENT_CHARACTER).count())
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_16LE;

    use super::*;

    const TEXT: &str = "事项名称\t实施主体\n社保卡补领\t市人社局\n𬭎\t㐂\n";

    #[test]
    fn every_encoding_of_a_city_is_read() {
        let marked = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
        let wide: Vec<u8> = [0xfeff].into_iter().chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = [0xfeff].into_iter().chain(TEXT.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(UTF_16LE.decode(&wide).0, TEXT);
        for bytes in [TEXT.as_bytes().to_vec(), marked, GB18030.encode(TEXT).0.into_owned(), wide, big] {
            assert_eq!(decode(&bytes), TEXT);
        }
    }

    #[test]
    fn a_broken_line_does_not_change_the_encoding_of_the_others() {
        let mut utf8 = TEXT.repeat(20).into_bytes();
        utf8.extend(b"\xb8\xdf\xc1\xe4\tx\n");
        assert_eq!(decode(&utf8).lines().filter(|line| line.contains('\u{fffd}')).count(), 1);
        let mut national = GB18030.encode(&TEXT.repeat(20)).0.into_owned();
        national.extend(b"\xff\xff\tx\n");
        let text = decode(&national);
        assert!(text.starts_with(TEXT) && text.lines().filter(|line| line.contains('\u{fffd}')).count() == 1);
    }
}

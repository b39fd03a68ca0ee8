//! Where in a JSON text a value stands: line of a pointer, pointer of a line and column. Takes broken and cut-off
//! texts as far as they go. Knows no format.

/// A value, with its key if it has one.
struct Span {
    pointer: String,
    start: usize,
    end: usize,
}

/// The line, from 1, of the value at `pointer`, or of the nearest one around where it would be.
pub fn line(text: &str, pointer: &str) -> usize {
    let spans = spans(text);
    let mut wanted = pointer;
    let start = loop {
        if let Some(span) = spans.iter().find(|span| span.pointer == wanted) {
            break span.start;
        }
        match wanted.rfind('/') {
            Some(cut) => wanted = &wanted[..cut],
            None => break 0,
        }
    };
    1 + text.bytes().take(start).filter(|byte| *byte == b'\n').count()
}

/// The innermost value around `line` and `column` (both from 1; bytes), as serde_json reports them.
pub fn pointer(text: &str, line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let offset = before + column.saturating_sub(1);
    let around = |span: &&Span| span.start <= offset && offset < span.end.max(span.start + 1);
    spans(text).iter().filter(around).max_by_key(|span| span.start).map(|span| span.pointer.clone()).unwrap_or_default()
}

fn spans(text: &str) -> Vec<Span> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, spans: Vec::new() };
    scanner.value(String::new(), 0, 0);
    scanner.spans
}

/// How deep objects may be nested, as in serde_json.
const DEEPEST: usize = 128;

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    spans: Vec<Span>,
}

impl Scanner<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.bytes.get(self.at)?.is_ascii_whitespace() {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// The value here; `start` is where its key begins.
    fn value(&mut self, pointer: String, start: usize, depth: usize) {
        let index = self.spans.len();
        self.spans.push(Span { pointer: pointer.clone(), start, end: self.bytes.len() });
        match self.peek() {
            Some(b'{') if depth < DEEPEST => self.members(&pointer, depth, b'}'),
            Some(b'[') if depth < DEEPEST => self.members(&pointer, depth, b']'),
            Some(b'"') => drop(self.string()),
            _ => {
                while self.bytes.get(self.at).is_some_and(|byte| !matches!(byte, b',' | b'}' | b']')) {
                    self.at += 1;
                }
            }
        }
        self.spans[index].end = self.at;
    }

    fn members(&mut self, pointer: &str, depth: usize, close: u8) {
        self.at += 1;
        for index in 0.. {
            let Some(first) = self.peek() else { return };
            let start = self.at;
            if first == close {
                break;
            }
            let key = if close == b'}' { self.string().replace('~', "~0").replace('/', "~1") } else { index.to_string() };
            if close == b'}' && self.peek() == Some(b':') {
                self.at += 1;
            }
            self.value(format!("{pointer}/{key}"), start, depth + 1);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => break,
                _ => return,
            }
        }
        self.at += 1;
    }

    /// The string here, escapes left as they are.
    fn string(&mut self) -> String {
        let start = self.at + 1;
        self.at = start;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(self.bytes.len());
        let inside = String::from_utf8_lossy(&self.bytes[start.min(self.at)..self.at]).into_owned();
        self.at = (self.at + 1).min(self.bytes.len());
        inside
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "{\n  \"a\": [1,\n    {\"b/c\": \"x\\\"}\"}],\n  \"d\": {\n    \"e\": true\n  }\n}\n";

    #[test]
    fn lines_and_pointers_find_each_other() {
        for (at, expected) in [("", 1), ("/a", 2), ("/a/1/b~1c", 3), ("/d/e", 5), ("/d/missing", 4), ("/nothing/at/all", 1)] {
            assert_eq!(line(TEXT, at), expected, "{at}");
        }
        assert_eq!(pointer(TEXT, 3, 13), "/a/1/b~1c");
        assert_eq!(pointer(TEXT, 5, 7), "/d/e");
        assert_eq!(pointer(TEXT, 6, 3), "/d");
        assert_eq!(pointer(TEXT, 7, 1), "");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), cut in 0..TEXT.len(), junk in "[\\[\\]{}\",:\\\\a1 \n]{0,40}") {
            for text in [&text, &TEXT[..cut], &junk] {
                line(text, "/a/1");
                pointer(text, 2, 3);
            }
        }
    }
}

//! Finding services by name: words, parts of words, in any order, in any of the names a service has.
//! Everything is in memory and built at start. Knows positions and names, not services.

use std::collections::{BTreeSet, HashMap};

/// The names of all services, folded, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    /// Every name.
    text: String,
    /// Where each name ends in `text`.
    ends: Vec<u32>,
    /// Where the names of each service end in `ends`.
    documents: Vec<u32>,
    /// In which services a character occurs, in order.
    postings: HashMap<char, Vec<u32>>,
}

/// How well a service fits; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A name is what was asked.
    Exact,
    /// A name begins with it.
    Prefix,
    /// A name contains it.
    Contains,
    /// Every word is in some name.
    Words,
    /// Every character is in one name.
    Characters,
}

impl Index {
    /// The names of each service, the best known service first.
    pub fn new<'a, D, N>(documents: D) -> Self
    where
        D: IntoIterator<Item = N>,
        N: IntoIterator<Item = &'a str>,
    {
        let mut index = Self::default();
        for (position, names) in (0_u32..).zip(documents) {
            for name in names {
                let start = index.text.len();
                index.text.extend(fold(name));
                index.ends.push(narrow(index.text.len()));
                for c in index.text[start..].chars().filter(|c| !c.is_whitespace()) {
                    let places = index.postings.entry(c).or_default();
                    if places.last() != Some(&position) {
                        places.push(position);
                    }
                }
            }
            index.documents.push(narrow(index.ends.len()));
        }
        index.text.shrink_to_fit();
        index
    }

    /// The positions of the services that fit `query`, the best first; among equals the better known first. Those that
    /// `lead` stand before the others, but not before one that is called so.
    /// All of them for an empty query.
    pub fn search(&self, query: &str, lead: impl Fn(u32) -> bool) -> Vec<u32> {
        let query: String = fold(query).collect();
        let mut words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            let (first, then): (Vec<_>, Vec<_>) = (0..narrow(self.documents.len())).partition(|position| lead(*position));
            return [first, then].concat();
        }
        let whole = words.join(" ");
        distinct(&mut words);
        let mut pieces: Vec<&str> = words.iter().flat_map(|word| pieces(word)).collect();
        distinct(&mut pieces);
        let mut found: Vec<(Fit, u32)> = self
            .holding_all(&whole)
            .into_iter()
            .filter_map(|position| Some((self.fit(position, &whole, &words, &pieces)?, position)))
            .collect();
        found.sort_unstable_by_key(|(fit, position)| (*fit != Fit::Exact, !lead(*position), *fit, *position));
        found.into_iter().map(|(_, position)| position).collect()
    }

    /// The services in which every character of `query` occurs.
    fn holding_all(&self, query: &str) -> Vec<u32> {
        let mut lists = Vec::new();
        // A character that is repeated says nothing more and would be looked for again in every service.
        let distinct: BTreeSet<char> = query.chars().filter(|c| !c.is_whitespace()).collect();
        for c in distinct {
            match self.postings.get(&c) {
                Some(places) => lists.push(places.as_slice()),
                None => return Vec::new(),
            }
        }
        lists.sort_unstable_by_key(|places| places.len());
        let Some((rarest, others)) = lists.split_first() else { return Vec::new() };
        rarest.iter().copied().filter(|position| others.iter().all(|places| places.binary_search(position).is_ok())).collect()
    }

    /// The folded names of a service.
    fn names(&self, position: u32) -> impl Iterator<Item = &str> {
        let at = position as usize;
        let first = at.checked_sub(1).map_or(0, |before| self.documents[before] as usize);
        (first..self.documents[at] as usize).map(|name| {
            let start = name.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
            &self.text[start..self.ends[name] as usize]
        })
    }

    fn fit(&self, position: u32, whole: &str, words: &[&str], pieces: &[&str]) -> Option<Fit> {
        let of_name = |name: &str| match name.find(whole) {
            Some(0) if name.len() == whole.len() => Some(Fit::Exact),
            Some(0) => Some(Fit::Prefix),
            Some(_) => Some(Fit::Contains),
            None => None,
        };
        let best = self.names(position).filter_map(of_name).min();
        best.or_else(|| words.iter().all(|word| self.names(position).any(|name| name.contains(word))).then_some(Fit::Words))
            .or_else(|| self.names(position).any(|name| pieces.iter().all(|piece| name.contains(piece))).then_some(Fit::Characters))
    }
}

/// Each of `words` once.
fn distinct(words: &mut Vec<&str>) {
    words.sort_unstable();
    words.dedup();
}

/// A length or position; there are never more than four billion.
fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// `text` in small letters of half width.
fn fold(text: &str) -> impl Iterator<Item = char> {
    text.trim().chars().flat_map(|c| {
        let half = match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        };
        half.to_lowercase()
    })
}

/// The pieces of a word that may stand apart: each Chinese character, but a run of letters and digits whole.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    let mut run = 0;
    for (at, c) in word.char_indices() {
        if c.is_ascii() {
            continue;
        }
        pieces.extend([&word[run..at], &word[at..at + c.len_utf8()]]);
        run = at + c.len_utf8();
    }
    pieces.push(&word[run..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        Index::new([
            vec!["老年人福利补贴（高龄津贴）", "高龄津贴", "Old-age allowance"],
            vec!["养老金资格认证", "刷脸认证"],
            vec!["企业职工基本养老保险待遇", "领养老金"],
            vec!["养老金"],
            vec!["ＩＣ卡补办", "Card Replacement"],
        ])
    }

    #[test]
    fn ranks_exact_then_prefix_then_contains() {
        assert_eq!(index().search("养老金", |_| false), [3, 1, 2]);
    }

    #[test]
    fn those_that_lead_stand_first_but_not_before_one_that_is_called_so() {
        let lead = |position| position == 2;
        assert_eq!(index().search("养老金", lead), [3, 2, 1]);
        assert_eq!(index().search("", lead), [2, 0, 1, 3, 4]);
    }

    #[test]
    fn finds_words_in_any_order_and_characters_apart() {
        assert_eq!(index().search("津贴 高龄", |_| false), [0]);
        assert_eq!(index().search("津贴高龄", |_| false), [0]);
        assert_eq!(index().search("老人补贴", |_| false), [0]);
        assert_eq!(index().search("刷脸 资格", |_| false), [1]);
    }

    #[test]
    fn folds_width_and_case() {
        assert_eq!(index().search("ic卡", |_| false), [4]);
        assert_eq!(index().search("ＩＣ　补办", |_| false), [4]);
        assert_eq!(index().search("OLD-AGE", |_| false), [0]);
    }

    #[test]
    fn what_is_repeated_is_looked_for_once() {
        let index = index();
        for (repeated, once) in [("津贴 津贴 高龄", "津贴 高龄"), ("老人老人补贴", "老人补贴")] {
            assert_eq!(index.search(repeated, |_| false), index.search(once, |_| false), "{repeated}");
        }
        // The lists of characters are crossed once for each character, however often it is written.
        let mut words = vec!["1"; 60_000];
        distinct(&mut words);
        assert_eq!(words, ["1"]);
    }

    #[test]
    fn letters_are_not_found_scattered() {
        assert_eq!(index().search("dlo", |_| false), [] as [u32; 0]);
    }

    #[test]
    fn bad_queries_find_nothing_and_empty_ones_all() {
        let index = index();
        for nothing in ["'; DROP TABLE", "\u{0}", "𠮷", "%", "<script>"] {
            assert_eq!(index.search(nothing, |_| false), [] as [u32; 0], "{nothing:?}");
        }
        for all in ["", "  ", "\u{3000}"] {
            assert_eq!(index.search(all, |_| false), [0, 1, 2, 3, 4]);
        }
        assert_eq!(Index::default().search("x", |_| false), [] as [u32; 0]);
    }
}

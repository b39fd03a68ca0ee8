//! How one goes through a page by switches: row by row, and inside a row thing by thing. Two switches move and press; with one
//! switch time moves. Pure: it is given the rows of the page as it stands.

use super::{Kind, Layout, Node, NodeId, Page};

/// The things of a page in rows, as they stand on the screen: what lies beside each other is one row, a column of choices too.
pub type Rows = Vec<Vec<NodeId>>;

/// So many times over the same things without a press, then it waits.
const ROUNDS: u8 = 2;

/// Where one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum At {
    /// Before the first row.
    #[default]
    Start,
    /// A whole row.
    Row(usize),
    /// A thing in a row.
    Thing(usize, usize),
    /// Behind the last thing of a row: a press leads out of it.
    Out(usize),
    /// It was gone through in vain: a press begins anew.
    Stopped,
}

/// The way of the switches through a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scan {
    at: At,
    rounds: u8,
}

impl Scan {
    /// What is lit: a thing, or the whole row.
    pub fn lit<'a>(&self, rows: &'a Rows) -> &'a [NodeId] {
        match self.at {
            At::Start | At::Stopped => &[],
            At::Row(row) | At::Out(row) => rows.get(row).map_or(&[], Vec::as_slice),
            At::Thing(row, thing) => rows.get(row).and_then(|row| row.get(thing..=thing)).unwrap_or_default(),
        }
    }
    /// Whether a press leads out of the row.
    pub const fn leads_out(&self) -> bool {
        matches!(self.at, At::Out(_))
    }
    /// Whether it waits for a press, having gone round in vain.
    pub const fn stopped(&self) -> bool {
        matches!(self.at, At::Stopped)
    }

    /// Finds what was lit where it stands now: rows come and go while one is on a page.
    pub fn follow(&mut self, lit: &[NodeId], rows: &Rows) {
        if lit.is_empty() || self.lit(rows) == lit {
            return;
        }
        let place = |id: &NodeId| rows.iter().enumerate().find_map(|(at, row)| Some((at, row.iter().position(|one| one == id)?)));
        self.at = match lit.first().and_then(place) {
            Some((row, thing)) if lit.len() == 1 && rows[row].len() > 1 => At::Thing(row, thing),
            Some((row, _)) => At::Row(row),
            None => At::Start,
        };
    }

    /// One further. Where time moves, it stops after two rounds.
    pub fn go(&mut self, rows: &Rows, by_time: bool) {
        let around = |at: At, first: At, more: bool| if more { (at, 0) } else { (first, 1) };
        let (at, round) = match self.at {
            At::Start | At::Stopped => (At::Row(0), 0),
            At::Row(row) => around(At::Row(row + 1), At::Row(0), row + 1 < rows.len()),
            At::Thing(row, thing) if rows.get(row).is_some_and(|row| thing + 1 < row.len()) => (At::Thing(row, thing + 1), 0),
            At::Thing(row, _) => (At::Out(row), 0),
            At::Out(row) => (At::Thing(row, 0), 1),
        };
        if by_time {
            self.rounds += round;
        }
        self.at = if self.rounds >= ROUNDS { At::Stopped } else { at };
        if self.lit(rows).is_empty() && !self.stopped() {
            self.at = if rows.is_empty() { At::Start } else { At::Row(0) };
        }
    }

    /// The press of a switch: into a row, out of it, or what is pressed. From a thing among many the way goes back to its row,
    /// as one writes by keys on the screen; of two one presses often again the same.
    pub fn select(&mut self, rows: &Rows) -> Option<NodeId> {
        self.rounds = 0;
        let lit = self.lit(rows);
        self.at = match self.at {
            At::Row(_) | At::Thing(..) if lit.len() == 1 => {
                let pressed = lit.first().cloned();
                if let At::Thing(row, _) = self.at
                    && rows.get(row).is_some_and(|row| row.len() > 2)
                {
                    self.at = At::Row(row);
                }
                return pressed;
            }
            At::Row(row) if lit.len() > 1 => At::Thing(row, 0),
            At::Out(row) if !lit.is_empty() => At::Row((row + 1) % rows.len()),
            _ => At::Row(0),
        };
        None
    }
}

/// The rows of what is on the screen now: content, acts, footer, header, as one works with a form.
pub fn rows<M>(page: &Page<M>, layout: &Layout) -> Rows {
    let mut rows = Rows::new();
    for node in &page.content {
        let stops = stops([node], layout);
        let beside = by_height(stops, layout);
        let column = matches!(node.kind, Kind::Choices | Kind::Cards { .. } | Kind::Group) && beside.iter().all(|row| row.len() == 1);
        if column { rows.push(beside.concat()) } else { rows.extend(beside) }
    }
    rows.extend([&page.actions, &page.footer, &page.header].map(|nodes| stops(nodes, layout)));
    rows.retain(|row| !row.is_empty());
    rows
}

fn stops<'a, M: 'a>(nodes: impl IntoIterator<Item = &'a Node<M>>, layout: &Layout) -> Vec<NodeId> {
    let mut stops = Vec::new();
    for node in nodes {
        node.walk(&mut |node| {
            if node.focusable() && layout.bounds(&node.id).is_some() {
                stops.push(node.id.clone());
            }
        });
    }
    stops
}

/// Cut where the next thing stands below.
fn by_height(stops: Vec<NodeId>, layout: &Layout) -> Rows {
    let mut rows = Rows::new();
    let mut below = f32::MIN;
    for id in stops {
        let Some(bounds) = layout.bounds(&id) else { continue };
        match rows.last_mut() {
            Some(row) if bounds.center().1 < below => row.push(id),
            _ => {
                below = bounds.y + bounds.height;
                rows.push(vec![id]);
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::{Placed, Rect, Weight};

    fn rows_of(ids: &[&[&'static str]]) -> Rows {
        ids.iter().map(|row| row.iter().map(|id| (*id).into()).collect()).collect()
    }

    fn lit(scan: &Scan, rows: &Rows) -> String {
        scan.lit(rows).iter().map(NodeId::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn goes_by_rows_then_by_things_and_out_again() {
        let rows = rows_of(&[&["a"], &["b", "c"]]);
        let mut scan = Scan::default();
        let mut go = |press: bool| {
            let pressed = if press { scan.select(&rows) } else { None };
            if !press {
                scan.go(&rows, false);
            }
            (lit(&scan, &rows), scan.leads_out(), pressed.map(|id| id.to_string()))
        };
        assert_eq!(go(false), ("a".into(), false, None));
        assert_eq!(go(true), ("a".into(), false, Some("a".into())), "a row of one is the thing itself");
        assert_eq!(go(false).0, "b c");
        assert_eq!(go(true).0, "b");
        assert_eq!(go(false).0, "c");
        assert_eq!(go(true).2, Some("c".into()));
        assert_eq!(go(false), ("b c".into(), true, None), "behind the last one there is the way out");
        assert_eq!(go(true), ("a".into(), false, None));
    }

    #[test]
    fn after_a_press_one_is_at_the_row_of_many_and_at_the_one_of_two() {
        let rows = rows_of(&[&["1", "2", "3"], &["smaller", "larger"]]);
        let mut scan = Scan::default();
        scan.go(&rows, false);
        scan.select(&rows);
        assert_eq!(scan.select(&rows), Some("1".into()));
        assert_eq!(lit(&scan, &rows), "1 2 3");
        scan.go(&rows, false);
        scan.select(&rows);
        assert_eq!(scan.select(&rows), Some("smaller".into()));
        assert_eq!(scan.select(&rows), Some("smaller".into()), "and again");
    }

    #[test]
    fn by_time_it_stops_after_two_rounds_and_a_press_begins_anew() {
        let rows = rows_of(&[&["a"], &["b", "c"]]);
        let mut scan = Scan::default();
        let seen: Vec<String> = (0..5)
            .map(|_| {
                scan.go(&rows, true);
                lit(&scan, &rows)
            })
            .collect();
        assert_eq!(seen, ["a", "b c", "a", "b c", ""]);
        assert!(scan.stopped());
        assert_eq!(scan.select(&rows), None);
        assert_eq!(lit(&scan, &rows), "a");
        let mut by_hand = Scan::default();
        (0..50).for_each(|_| by_hand.go(&rows, false));
        assert!(!by_hand.stopped(), "who moves oneself is never stopped");
    }

    #[test]
    fn what_was_lit_is_found_again_among_other_rows() {
        let mut scan = Scan::default();
        let rows = rows_of(&[&["a"], &["b", "c"]]);
        (0..2).for_each(|_| scan.go(&rows, false));
        scan.select(&rows);
        assert_eq!(lit(&scan, &rows), "b");
        let more = rows_of(&[&["a"], &["x", "y"], &["b", "c"]]);
        scan.follow(&["b".into()], &more);
        scan.go(&more, false);
        assert_eq!(lit(&scan, &more), "c");
        scan.follow(&["gone".into()], &more);
        assert_eq!(lit(&scan, &more), "");
    }

    #[test]
    fn a_page_that_becomes_shorter_is_begun_anew() {
        let mut scan = Scan::default();
        let long = rows_of(&[&["a"], &["b"], &["c", "d"]]);
        (0..3).for_each(|_| scan.go(&long, false));
        scan.select(&long);
        let short = rows_of(&[&["a"]]);
        assert_eq!(lit(&scan, &short), "");
        scan.go(&short, false);
        assert_eq!(lit(&scan, &short), "a");
        scan.go(&Rows::new(), false);
        assert_eq!((lit(&scan, &Rows::new()), scan.select(&Rows::new())), (String::new(), None));
    }

    #[test]
    fn a_row_is_what_stands_beside_each_other() {
        let button = |id: &'static str| Node::button(id, Weight::Plain, id, ());
        let mut page = Page::new("p", "", "p", "zh-CN");
        page.content = vec![
            button("search"),
            Node::cards("tiles", "tiles", 2, ["a", "b", "c"].map(button).into()),
            Node::choices("choices", "choices", ["d", "e"].map(button).into()),
            button("elsewhere"),
        ];
        page.footer = vec![button("back"), button("help")];
        let places = [("search", 0, 0), ("a", 0, 1), ("b", 1, 1), ("c", 0, 2), ("d", 0, 3), ("e", 0, 4), ("back", 0, 6), ("help", 1, 6)];
        let place = |(id, x, y): (&'static str, i16, i16)| Placed {
            id: id.into(),
            bounds: Rect { x: 50.0 * f32::from(x), y: 50.0 * f32::from(y), width: 40.0, height: 40.0 },
        };
        let layout = Layout { nodes: places.map(place).into(), ..Layout::default() };
        assert_eq!(rows(&page, &layout), rows_of(&[&["search"], &["a", "b"], &["c"], &["d", "e"], &["back", "help"]]));
    }
}

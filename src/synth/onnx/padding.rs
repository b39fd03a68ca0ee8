//! Silence at the ends of what is convolved. A quantised silence is the zero point of its numbers, which is another for each sentence;
//! rten 0.27 pads a `ConvInteger` with the number 0 instead, and one hears a click at both ends of every layer.

use std::collections::{BTreeMap, HashMap};

use super::Error;
use super::proto::{Graph, Node, Tensor};

/// Puts a `Pad` with the zero point in front of each `ConvInteger` that pads.
pub fn before_convolution(graph: &mut Graph) -> Result<(), Error> {
    let mut before: HashMap<usize, Vec<Node>> = HashMap::new();
    // What was padded already, for layers that look at the same numbers
    let mut padded: BTreeMap<(String, [i64; 2]), String> = BTreeMap::new();
    for at in graph.all("ConvInteger")? {
        let node = &mut graph.node[at];
        let pads = match node.attribute.iter_mut().find(|attribute| attribute.name == "pads") {
            Some(pads) => std::mem::replace(&mut pads.ints, vec![0, 0]),
            None => vec![0, 0],
        };
        let &[left, right] = pads.as_slice() else { return Err(node.short("pads of one axis")) };
        if node.attribute("auto_pad").is_some_and(|auto| auto.s.as_deref().is_some_and(|how| how != b"NOTSET")) {
            return Err(node.short("pads of its own"));
        }
        if (left, right) == (0, 0) {
            continue;
        }
        let (numbers, zero) = (node.input(0)?.to_owned(), node.input(2)?.to_owned());
        let name = padded.entry((numbers, [left, right])).or_insert_with_key(|(numbers, _)| {
            let (sides, name) = (format!("pads_{left}_{right}"), format!("{numbers}_padded_{left}_{right}"));
            before.entry(at).or_default().push(Node::new("Pad", &[numbers, &sides, &zero], &[&name], Vec::new()));
            name
        });
        node.input[0].clone_from(name);
    }
    // One clause, its channels, its frames: only the frames are padded
    let sides: std::collections::BTreeSet<[i64; 2]> = padded.keys().map(|(_, sides)| *sides).collect();
    let constants = sides.into_iter().map(|[left, right]| Tensor::whole(&format!("pads_{left}_{right}"), &[0, 0, left, 0, 0, right]));
    graph.initializer.extend(constants);
    graph.put_before(before);
    Ok(())
}

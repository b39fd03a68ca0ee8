//! The style of a voice comes in 65 times as an adaptive instance normalisation, which the file spells out: mean, difference, square,
//! mean, root, quotient, and the style's factor and offset. That is six passes over memory for each; `InstanceNormalization` is one, on
//! both threads, and in place.

use std::collections::HashMap;

use super::Error;
use super::proto::{Attribute, Graph, Node, Tensor};

/// A normalisation spelt out: what is normalised, by what it is multiplied, what is added, and where that is.
struct Spelt {
    of: String,
    factor: String,
    offset: String,
    epsilon: f32,
    last: usize,
}

/// Puts `InstanceNormalization` in the place of what spells it out.
pub fn in_one(graph: &mut Graph) -> Result<(), Error> {
    let makers = graph.makers();
    let found: Vec<Spelt> = graph.all("Sqrt")?.into_iter().filter_map(|root| spelt(graph, &makers, root)).flatten().collect();
    if found.is_empty() {
        return Err(Error::Other("it has no normalisation by a style".to_owned()));
    }
    let mut before = HashMap::new();
    for Spelt { of, factor, offset, epsilon, last } in found {
        // Factor and offset are one clause, the channels, one frame; the operator asks for the channels alone
        let [factors, offsets] = [format!("{factor}_row"), format!("{offset}_row")];
        let row = |of: &str, to: &str| Node::new("Reshape", &[of, "row"], &[to], Vec::new());
        before.insert(last, vec![row(&factor, &factors), row(&offset, &offsets)]);
        let node = &mut graph.node[last];
        let attributes = vec![Attribute::float("epsilon", epsilon)];
        let output = node.output(0)?.to_owned();
        *node = Node { name: node.name.take(), ..Node::new("InstanceNormalization", &[&of, &factors, &offsets], &[&output], attributes) };
    }
    // The other steps make rows by it too
    graph.initializer.push(Tensor::whole("row", &[-1]));
    graph.put_before(before);
    Ok(())
}

/// What is made of the normalisation around this root, `(of - mean) / root(mean((of - mean)^2) + epsilon)` over the frames: times a
/// factor, plus an offset. The blocks of a stage share one, each with its own style.
fn spelt(graph: &Graph, makers: &HashMap<String, usize>, root: usize) -> Option<Vec<Spelt>> {
    let made = |node: &Node, input: usize, operator: &str| {
        let maker = &graph.node[*makers.get(node.input.get(input)?)?];
        (maker.op_type == operator).then_some(maker)
    };
    let over_frames = |mean: &Node| {
        mean.input.get(1).and_then(|axes| graph.constant(axes)?.as_whole()).as_deref() == Some(&[2]) && mean.int("keepdims", 1) == 1
    };
    let sum = made(&graph.node[root], 0, "Add")?;
    let epsilon = *graph.constant(sum.input.get(1)?)?.as_floats()?.first()?;
    let variance = made(sum, 0, "ReduceMean").filter(|mean| over_frames(mean))?;
    let square = made(variance, 0, "Mul").filter(|square| square.input.first() == square.input.get(1))?;
    let difference = made(square, 0, "Sub")?;
    let of = difference.input.first()?;
    made(difference, 1, "ReduceMean").filter(|mean| over_frames(mean) && mean.input.first() == Some(of))?;

    let &[quotient] = graph.users(graph.node[root].output.first()?).as_slice() else { return None };
    let quotient = &graph.node[quotient];
    (quotient.op_type == "Div" && quotient.input.first() == difference.output.first()).then_some(())?;
    let quotient = quotient.output.first()?;
    let styled = |product: usize| {
        let product = &graph.node[product];
        let &[last] = graph.users(product.output.first()?).as_slice() else { return None };
        (product.op_type == "Mul" && graph.node[last].op_type == "Add").then_some(())?;
        let other = |node: &Node, than: &String| node.input.iter().find(|input| *input != than).cloned();
        let (factor, offset) = (other(product, quotient)?, other(&graph.node[last], product.output.first()?)?);
        Some(Spelt { of: of.clone(), factor, offset, epsilon, last })
    };
    graph.users(quotient).into_iter().map(styled).collect()
}

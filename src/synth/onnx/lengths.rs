//! How long each sound lasts, in frames of 25 ms, gets an upper end that is given to the model as a fourth input. The model is long
//! silent before and after every clause, and that silence costs as much work and memory as speech: three quarters of a clause of one character.

use super::Error;
use super::proto::{Graph, Node, Value};

/// The input: a number for each token.
pub const LONGEST: &str = "longest";

/// `TypeProto` of a tensor of floats of any shape: field 1 (tensor) of two bytes, in it field 1 (its numbers) is 1 (float).
const FLOATS: [u8; 4] = [0x0a, 0x02, 0x08, 0x01];

/// Puts a `Min` with [`LONGEST`] behind the one `Clip`, by which the model itself sees to it that no sound is left out.
pub fn with_upper_end(graph: &mut Graph) -> Result<(), Error> {
    let &[clip] = graph.all("Clip")?.as_slice() else { return Err(Error::Other("it has more than one Clip".to_owned())) };
    let lengths = graph.node[clip].output(0)?.to_owned();
    let ended = format!("{lengths}_{LONGEST}");
    for at in graph.users(&lengths) {
        graph.node[at].input.iter_mut().filter(|input| **input == lengths).for_each(|input| input.clone_from(&ended));
    }
    graph.node.insert(clip + 1, Node::new("Min", &[&lengths, LONGEST], &[&ended], Vec::new()));
    graph.input.push(Value { name: Some(LONGEST.to_owned()), r#type: Some(FLOATS.to_vec()), ..Value::default() });
    Ok(())
}

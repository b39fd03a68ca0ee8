//! The silence before and after a clause, which the model makes at as great a cost as speech: one second in two of a short clause. A fourth
//! input says how many frames (of 25 ms) of each token are wanted; what is more at the two ends is left out behind the melody
//! and in front of the generator, where all the work is. So the clause is spoken as it would have been with its silence.

use super::Error;
use super::proto::{Attribute, Graph, Node, Tensor, Value, kind};

/// The input: a number for each token. Only tokens at the two ends may be shortened.
pub const LONGEST: &str = "longest";

/// What goes into the generator frame by frame, and how many numbers a frame has on its last axis: the sounds, the melody, the loudness.
const FRAMES: [(&str, &str); 3] =
    [("/encoder/MatMul_1_output_0", "once"), ("/encoder/Reshape_output_0", "twice"), ("/encoder/Reshape_1_output_0", "twice")];

/// `TypeProto` of a tensor of floats of any shape: field 1 (tensor) of two bytes, in it field 1 (its numbers) is 1 (float).
const FLOATS: [u8; 4] = [0x0a, 0x02, 0x08, 0x01];

/// Leaves out what lasts longer than the input [`LONGEST`] says.
pub fn at_the_ends(graph: &mut Graph) -> Result<(), Error> {
    // The one Clip sees to it that no sound lasts less than a frame
    let &[clip] = graph.all("Clip")?.as_slice() else { return Err(Error::Other("it has more than one Clip".to_owned())) };
    let lengths = graph.node[clip].output(0)?.to_owned();
    let whole = || vec![Attribute::int("to", i64::from(kind::INT64))];
    let node = |operator: &str, inputs: &[&str], output: &str| Node::new(operator, inputs, &[output], Vec::new());
    let mut new = vec![
        node("Min", &[&lengths, LONGEST], "cut_kept"),
        node("Sub", &[&lengths, "cut_kept"], "cut_left_out"),
        node("Slice", &["cut_left_out", "cut_zero", "cut_one", "cut_one"], "cut_before"),
        node("Reshape", &["cut_before", "row"], "cut_from_float"),
        node("ReduceSum", &["cut_kept"], "cut_sum"),
        node("Reshape", &["cut_sum", "row"], "cut_frames"),
        node("Add", &["cut_from_float", "cut_frames"], "cut_to_float"),
        Node::new("Cast", &["cut_from_float"], &["cut_once_from"], whole()),
        Node::new("Cast", &["cut_to_float"], &["cut_once_to"], whole()),
        node("Add", &["cut_once_from", "cut_once_from"], "cut_twice_from"),
        node("Add", &["cut_once_to", "cut_once_to"], "cut_twice_to"),
    ];
    let makers = graph.makers();
    for (value, times) in FRAMES {
        makers.get(value).ok_or_else(|| Error::Other(format!("it has no {value}")))?;
        let cut = format!("{value}_cut");
        for at in graph.users(value) {
            graph.node[at].input.iter_mut().filter(|input| *input == value).for_each(|input| input.clone_from(&cut));
        }
        new.push(node("Slice", &[value, &format!("cut_{times}_from"), &format!("cut_{times}_to"), "cut_last"], &cut));
    }
    graph.node.extend(new);
    graph.initializer.extend([Tensor::whole("cut_zero", &[0]), Tensor::whole("cut_one", &[1]), Tensor::whole("cut_last", &[-1])]);
    graph.input.push(Value { name: Some(LONGEST.to_owned()), r#type: Some(FLOATS.to_vec()), ..Value::default() });
    Ok(())
}

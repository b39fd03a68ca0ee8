//! One thing after another, to keep memory small. rten runs whatever is ready, so it works at the three blocks of a stage at once, and
//! at the source's noise long before it is needed; each holds a whole layer's numbers (2.5 MB a second of sound) for that time.
//! A node waits for a value when nothing times that value is added to what it takes.

use std::collections::HashMap;

use super::Error;
use super::proto::{Graph, Node, Tensor};

/// Who waits, by the end of what it makes, with which input; and for what. All of `/decoder/decoder/generator/`.
const WAITS: [(&str, usize, &str); 6] = [
    // The noise of both stages, for the decoder
    ("Concat_3_output_0_dynamic_quantized", 0, "LeakyRelu_output_0"),
    ("resblocks.1/adain1.0/Add_2_output_0", 2, "resblocks.0/Add_8_output_0"),
    ("resblocks.2/adain1.0/Add_2_output_0", 2, "resblocks.1/Add_8_output_0"),
    // The noise of the second stage, for the first
    ("noise_res.1/adain1.0/Add_3_output_0", 2, "LeakyRelu_1_output_0"),
    ("resblocks.4/adain1.0/Add_2_output_0", 2, "resblocks.3/Add_8_output_0"),
    ("resblocks.5/adain1.0/Add_2_output_0", 2, "resblocks.4/Add_8_output_0"),
];

/// All that the second stage of the generator needs of what was before it, but for the style: the first stage, and the noise. A stage's numbers
/// have other lengths than those of the stage before; rten keeps both until a run ends, so who has no memory to waste runs them one by one.
pub const MIDDLE: [&str; 2] = ["/decoder/decoder/generator/LeakyRelu_1_output_0", "/decoder/decoder/generator/Concat_3_output_0_waited"];

/// Makes the blocks of the generator wait for each other.
pub fn one_after_another(graph: &mut Graph) -> Result<(), Error> {
    let makers = graph.makers();
    let mut before = HashMap::new();
    for (waiting, input, value) in WAITS {
        let path = |name: &str| format!("/decoder/decoder/generator/{name}");
        let missing = |name: &str| Error::Other(format!("it has no {name}"));
        let at = *makers.get(&path(waiting)).ok_or_else(|| missing(waiting))?;
        let value = Some(path(value)).filter(|value| makers.contains_key(value)).ok_or_else(|| missing(value))?;
        let taken = graph.node[at].input(input)?.to_owned();
        let [first, row, nothing, waited] = ["first", "row", "nothing", "waited"].map(|step| format!("{taken}_{step}"));
        before.insert(
            at,
            vec![
                Node::new("Slice", &[&value, "first_from", "first_to"], &[&first], Vec::new()),
                Node::new("Reshape", &[&first, "row"], &[&row], Vec::new()),
                Node::new("Mul", &[&row, "nothing"], &[&nothing], Vec::new()),
                Node::new("Add", &[&taken, &nothing], &[&waited], Vec::new()),
            ],
        );
        graph.node[at].input[input] = waited;
    }
    graph.initializer.extend([
        Tensor::whole("first_from", &[0; 3]),
        Tensor::whole("first_to", &[1; 3]),
        Tensor::floats("nothing", &[1], &[0.0]),
    ]);
    graph.put_before(before);
    graph.in_order();
    Ok(())
}

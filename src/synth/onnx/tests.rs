//! The model is mended: each step on a small graph that rten runs before and after, the whole on what is installed; and what is no model,
//! or another one, is told so.

use std::collections::HashMap;

use proptest::prelude::*;
use rten::{ModelOptions, Value as Rten};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor as Numbers};

use super::proto::{Attribute, Graph, Model, Node, Tensor, Value};
use super::*;

/// A model that takes floats under these names.
fn model(graph: Graph) -> Model {
    // OperatorSetIdProto: field 2, the version, is 20
    Model { ir_version: Some(9), graph: Some(graph), opset_import: vec![vec![0x10, 20]], ..Model::default() }
}

fn graph(inputs: &[&str], outputs: &[&str], node: Vec<Node>, initializer: Vec<Tensor>) -> Graph {
    let value = |name: &&str| Value { name: Some((*name).to_owned()), r#type: Some(vec![0x0a, 2, 8, 1]), ..Value::default() };
    Graph { node, initializer, input: inputs.iter().map(value).collect(), output: outputs.iter().map(value).collect(), ..Graph::default() }
}

/// What rten makes of it.
fn run(graph: &Graph, inputs: &[(&str, Numbers<f32>)]) -> Vec<Vec<f32>> {
    let loaded = ModelOptions::with_all_ops().load(model(graph.clone()).encode_to_vec()).unwrap();
    let inputs = inputs.iter().map(|(name, value)| (loaded.node_id(name).unwrap(), value.clone().into())).collect();
    let outputs = graph.output.iter().map(|output| loaded.node_id(output.name.as_deref().unwrap()).unwrap()).collect::<Vec<_>>();
    let floats = |value| if let Rten::FloatTensor(floats) = value { floats.to_vec() } else { panic!("no floats") };
    loaded.run(inputs, &outputs, None).unwrap().into_iter().map(floats).collect()
}

fn near(one: &[f32], other: &[f32], within: f32) {
    assert_eq!(one.len(), other.len());
    for (at, (one, other)) in one.iter().zip(other).enumerate() {
        assert!((one - other).abs() <= within, "{at}: {one} is not {other}");
    }
}

fn numbers(shape: &[usize], values: &[f32]) -> Numbers<f32> {
    Numbers::from_data(shape, values.to_vec())
}

#[test]
fn a_turned_product_is_a_turn_and_a_product() {
    let fused = |attributes| Node { domain: Some("com.microsoft".to_owned()), ..Node::new("FusedMatMul", &["a", "b"], &["c"], attributes) };
    let mut small = graph(&["a", "b"], &["c"], vec![fused(vec![Attribute::int("transA", 1)])], vec![]);
    transposed::split(&mut small).unwrap();
    let made = run(&small, &[("a", numbers(&[1, 2, 1], &[2.0, 3.0])), ("b", numbers(&[1, 2, 2], &[1.0, 10.0, 100.0, 1000.0]))]);
    assert_eq!(made, [[302.0, 3020.0]]);

    for other in [vec![], vec![Attribute::int("transA", 1), Attribute::int("transB", 1)]] {
        let error = transposed::split(&mut graph(&["a", "b"], &["c"], vec![fused(other)], vec![])).unwrap_err();
        assert!(error.to_string().contains("FusedMatMul"), "{error}");
    }
}

#[test]
fn the_convolution_makes_the_waves_of_the_transform() {
    let window: Vec<f32> = (0..20).map(|at| 0.1 + at as f32 / 40.0).collect();
    let nodes = vec![
        Node::new("STFT", &["signal", "step", "window", "length"], &["stft"], vec![Attribute::int("onesided", 1)]),
        Node::new("Transpose", &["stft"], &["turned"], vec![Attribute::ints("perm", &[0, 2, 1, 3])]),
        Node::new("Gather", &["turned", "zero"], &["real"], vec![Attribute::int("axis", 3)]),
        Node::new("Gather", &["turned", "one"], &["imaginary"], vec![Attribute::int("axis", 3)]),
    ];
    let scalar = |name, value| Tensor { dims: vec![], ..Tensor::whole(name, &[value]) };
    let constants = vec![scalar("step", 5), scalar("length", 20), scalar("zero", 0), scalar("one", 1)];
    let constants = [constants, vec![Tensor::floats("window", &[20], &window)]].concat();
    let mut small = graph(&["signal"], &["real", "imaginary"], nodes, constants);
    stft::as_convolution(&mut small).unwrap();
    small.sweep();
    assert!(small.node.iter().all(|node| !["STFT", "Gather"].contains(&node.op_type.as_str())));

    let signal: Vec<f32> = (0..30).map(|at| ((at * at) as f32 / 7.0).sin()).collect();
    let made = run(&small, &[("signal", numbers(&[1, 30], &signal))]);
    let part = |turn: fn(f64) -> f64| -> Vec<f32> {
        let at = |wave: usize, frame: usize| {
            let sample = |n: usize| f64::from(window[n] * signal[frame * 5 + n]) * turn(std::f64::consts::TAU * (wave * n) as f64 / 20.0);
            (0..20).map(sample).sum::<f64>() as f32
        };
        (0..11).flat_map(|wave| (0..3).map(move |frame| (wave, frame))).map(|(wave, frame)| at(wave, frame)).collect()
    };
    near(&made[0], &part(f64::cos), 1e-5);
    near(&made[1], &part(|turn| -turn.sin()), 1e-5);
}

/// Quantised, convolved to two channels, and back. Four frames, all below nothing, so that the zero point is at an end.
fn quantised(pads: &[i64]) -> Graph {
    let once = vec![Attribute::ints("pads", pads), Attribute::ints("strides", &[1]), Attribute::ints("dilations", &[1])];
    let nodes = vec![
        Node::new("DynamicQuantizeLinear", &["x"], &["q", "scale", "zero"], vec![]),
        Node::new("ConvInteger", &["q", "w", "zero"], &["sums"], once),
        Node::new("Cast", &["sums"], &["floats"], vec![Attribute::int("to", 1)]),
        Node::new("Mul", &["floats", "scale"], &["y"], vec![]),
    ];
    let ones = Tensor { name: "w".to_owned(), dims: vec![2, 1, 3], data_type: 2, raw_data: Some(vec![1; 6]), ..Tensor::default() };
    graph(&["x"], &["y"], nodes, vec![ones])
}

#[test]
fn the_ends_are_padded_with_silence() {
    let input = [("x", numbers(&[1, 1, 4], &[-4.0, -3.0, -2.0, -1.0]))];
    let heard = [-7.0, -9.0, -6.0, -3.0].repeat(2);
    let mut small = quantised(&[1, 1]);
    assert!((run(&small, &input)[0][0] - heard[0]).abs() > 1.0, "rten pads rightly by now: this step can go");
    padding::before_convolution(&mut small).unwrap();
    near(&run(&small, &input)[0], &heard, 0.05);

    let mut bare = quantised(&[0, 0]);
    padding::before_convolution(&mut bare).unwrap();
    near(&run(&bare, &input)[0], &[-9.0, -6.0, -9.0, -6.0], 0.05);
    assert_eq!(bare.node.len(), 4);
}

#[test]
fn a_spelt_out_normalisation_is_one_operator() {
    let axes = |name: &str| Node::new("ReduceMean", &[name, "frames"], &[&format!("{name}_mean")], vec![Attribute::int("keepdims", 1)]);
    let nodes = vec![
        axes("x"),
        Node::new("Sub", &["x", "x_mean"], &["less"], vec![]),
        Node::new("Mul", &["less", "less"], &["square"], vec![]),
        axes("square"),
        Node::new("Add", &["square_mean", "epsilon"], &["sum"], vec![]),
        Node::new("Sqrt", &["sum"], &["root"], vec![]),
        Node::new("Div", &["less", "root"], &["quotient"], vec![]),
        Node::new("Mul", &["factor", "quotient"], &["one"], vec![]),
        Node::new("Add", &["one", "offset"], &["y"], vec![]),
        // Another style of the same
        Node::new("Mul", &["offset", "quotient"], &["two"], vec![]),
        Node::new("Add", &["two", "factor"], &["z"], vec![]),
    ];
    let constants = vec![Tensor::whole("frames", &[2]), Tensor::floats("epsilon", &[], &[1e-5])];
    let mut small = graph(&["x", "factor", "offset"], &["y", "z"], nodes, constants);
    let x = numbers(&[1, 2, 4], &[1.0, 2.0, 3.0, 7.0, -1.0, 0.5, 0.25, 9.0]);
    let inputs = [("x", x), ("factor", numbers(&[1, 2, 1], &[2.0, -3.0])), ("offset", numbers(&[1, 2, 1], &[0.5, 4.0]))];
    let before = run(&small, &inputs);
    norm::in_one(&mut small).unwrap();
    small.sweep();
    assert_eq!(small.node.iter().filter(|node| node.op_type == "InstanceNormalization").count(), 2);
    assert!(small.node.iter().all(|node| node.op_type != "ReduceMean"));
    run(&small, &inputs).iter().zip(&before).for_each(|(one, other)| near(one, other, 1e-4));
}

#[test]
fn the_silence_at_the_ends_is_left_out() {
    let copy = |from: &str, to: &str| Node::new("Identity", &[from], &[to], vec![]);
    let values = ["/encoder/MatMul_1_output_0", "/encoder/Reshape_output_0", "/encoder/Reshape_1_output_0"];
    let mut nodes = vec![Node::new("Clip", &["lengths", "least"], &["clipped"], vec![])];
    nodes.extend(values.iter().zip(["sounds", "melody", "loudness"]).map(|(value, from)| copy(from, value)));
    nodes.extend(values.iter().zip(["s", "m", "l"]).map(|(value, to)| copy(value, to)));
    let constants = vec![Tensor::floats("least", &[], &[1.0]), Tensor::whole("row", &[-1])];
    let mut small = graph(&["lengths", "sounds", "melody", "loudness"], &["s", "m", "l"], nodes, constants);
    silence::at_the_ends(&mut small).unwrap();
    small.in_order();
    // Four tokens of 3, 2, 2 and 3 frames; of the first one frame is wanted, of the last two
    let count = |upto: usize| (0..upto).map(|number| number as f32).collect::<Vec<_>>();
    let once = NdTensor::from_data([1, 1, 10], count(10)).into_dyn();
    let twice = NdTensor::from_data([1, 20], count(20)).into_dyn();
    let made = run(
        &small,
        &[
            ("lengths", numbers(&[1, 4], &[3.0, 2.0, 2.0, 3.0])),
            (LONGEST, numbers(&[1, 4], &[1.0, f32::MAX, f32::MAX, 2.0])),
            ("sounds", once),
            ("melody", twice.clone()),
            ("loudness", twice),
        ],
    );
    assert_eq!(made, [count(10)[2..9].to_vec(), count(20)[4..18].to_vec(), count(20)[4..18].to_vec()]);
}

#[test]
fn nodes_are_put_in_the_order_they_run_in() {
    let nodes = vec![
        Node::new("Add", &["b", "x"], &["c"], vec![]),
        Node::new("Neg", &["x"], &["unused"], vec![]),
        Node::new("Neg", &["a"], &["b"], vec![]),
        Node::new("Abs", &["x"], &["a"], vec![]),
    ];
    let mut small = graph(&["x"], &["c"], nodes, vec![Tensor::whole("forgotten", &[1])]);
    small.in_order();
    small.sweep();
    assert_eq!(small.node.iter().map(|node| node.output[0].as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert!(small.initializer.is_empty());

    // A circle ends too
    small.node[0].input[0] = "c".to_owned();
    small.in_order();
    assert_eq!(small.node.len(), 3);
}

#[test]
fn another_model_is_told_by_what_it_lacks() {
    let mended = |graph: Graph| mend(&model(graph).encode_to_vec()).unwrap_err().to_string();
    assert!(mended(Graph::default()).ends_with("it has no FusedMatMul"));
    let turned = Node::new("FusedMatMul", &["a", "b"], &["c"], vec![Attribute::int("transA", 1)]);
    assert!(mended(graph(&["a", "b"], &["c"], vec![turned.clone()], vec![])).ends_with("it has no STFT"));
    assert!(mended(graph(&[], &[], vec![turned, Node::new("STFT", &[], &[], vec![])], vec![])).ends_with("its STFT lacks an input"));
    assert!(mend(&[]).unwrap_err().to_string().ends_with("it has no graph"));
    assert!(matches!(mend(b"<html>not found</html>"), Err(Error::Unreadable(_))));
    assert!(order::one_after_another(&mut Graph::default()).unwrap_err().to_string().contains("Concat_3"));
}

/// What we never look into is carried along, byte for byte.
#[test]
fn nothing_of_a_file_is_lost() {
    let mut file = model(quantised(&[1, 1]));
    file.graph.as_mut().unwrap().sparse_initializer.push(vec![0x1a, 1, 7]);
    file.graph.as_mut().unwrap().node[0].attribute.push(Attribute {
        name: "g".to_owned(),
        g: Some(vec![0x12, 1, b'x']),
        ..Attribute::default()
    });
    (file.functions, file.metadata_props, file.training_info) = (vec![vec![0x0a, 1, b'f']], vec![vec![0x0a, 1, b'k']], vec![vec![]]);
    let bytes = file.encode_to_vec();
    assert_eq!(Model::decode(&*bytes).unwrap().encode_to_vec(), bytes);
}

/// What is installed: the real model, mended.
#[test]
fn the_installed_model_is_mended() {
    let folder = std::env::var_os("TONGBAN_TEST_VOICE").unwrap_or_else(|| "target/voice".into());
    let bytes = std::fs::read(super::super::Folder::at(folder).model()).expect("no voice to test with: run `make setup`");
    let graph = Model::decode(&*bytes).unwrap().graph.unwrap();
    let constants: HashMap<&str, &Tensor> = graph.initializer.iter().map(|tensor| (tensor.name.as_str(), tensor)).collect();
    let mut made: Vec<&str> = graph.input.iter().filter_map(|input| input.name.as_deref()).chain(constants.keys().copied()).collect();
    assert!(made.contains(&LONGEST));
    assert_eq!(graph.node.iter().filter(|node| node.output[0].ends_with("_waited")).count(), 6);
    for node in &graph.node {
        assert!(!["FusedMatMul", "STFT"].contains(&node.op_type.as_str()));
        assert!(node.input.iter().all(|input| input.is_empty() || made.contains(&input.as_str())), "{:?} comes too early", node.output);
        made.extend(node.output.iter().map(String::as_str));
        if node.op_type == "ConvInteger" {
            assert!(node.attribute("pads").is_none_or(|pads| pads.ints == [0, 0]));
            // Seven bits: without VNNI, rten adds two products in 16 bits, and more would not fit
            assert!(constants[node.input[1].as_str()].raw_data.as_ref().unwrap().iter().all(|weight| *weight < 128));
        }
    }
}

proptest! {
    #[test]
    fn what_is_broken_is_an_error(cut in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), flip in 1..=255u8) {
        let mut bytes = model(quantised(&[1, 1])).encode_to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(mend(&bytes).is_err());
        bytes.truncate(cut.index(bytes.len()));
        prop_assert!(mend(&bytes).is_err());
    }

    #[test]
    fn noise_is_no_model(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(mend(&bytes).is_err());
    }
}

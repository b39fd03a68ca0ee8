//! The short-time Fourier transform of the voice's source. rten's own asks for another layout and is slow for windows of 20 samples;
//! as a convolution with fixed waves it is a small product of matrices.

use std::collections::HashMap;

use super::Error;
use super::proto::{Attribute, Graph, Node, Tensor};

/// A window's samples.
const LENGTH: usize = 20;
/// From the mean to half the samples' rate.
const WAVES: usize = LENGTH / 2 + 1;
/// The cosines of 0, 18, 36, 54, 72 and 90 degrees: all there are in twenty steps. Written down, because a library's cosine may differ
/// in its last bit from machine to machine, and with it the hash of the mended model.
const COSINES: [f64; 6] = [1.0, 0.951_056_516_295_153_5, 0.809_016_994_374_947_5, 0.587_785_252_292_473_1, 0.309_016_994_374_947_45, 0.0];

/// Puts a convolution where the `STFT` and the `Transpose` and `Gather`s behind it are: the same real and imaginary parts.
pub fn as_convolution(graph: &mut Graph) -> Result<(), Error> {
    let &[at] = graph.all("STFT")?.as_slice() else { return Err(Error::Other("it has more than one STFT".to_owned())) };
    let node = &graph.node[at];
    let whole = |input: usize| Ok(node.input.get(input).and_then(|name| graph.constant(name)?.as_whole()));
    let (step, length) = (whole(1)?.unwrap_or_default(), whole(3)?.unwrap_or_default());
    let window = graph.constant(node.input(2)?).and_then(Tensor::as_floats).unwrap_or_default();
    let (&[step], &[length]) = (step.as_slice(), length.as_slice()) else { return Err(node.short("its step and its length")) };
    if window.len() != LENGTH || usize::try_from(length) != Ok(LENGTH) || node.int("onesided", 1) != 1 {
        return Err(Error::Other(format!("its STFT is not one of {LENGTH} samples")));
    }
    let (real, imaginary) = parts(graph, node.output(0)?)?;

    let attributes = vec![Attribute::ints("kernel_shape", &[length]), Attribute::ints("strides", &[step])];
    let new = vec![
        Node::new("Unsqueeze", &[node.input(0)?, "stft_axis"], &["stft_signal"], Vec::new()),
        Node::new("Conv", &["stft_signal", "stft_waves"], &["stft_parts"], attributes),
        Node::new("Split", &["stft_parts", "stft_halves"], &[&real, &imaginary], vec![Attribute::int("axis", 1)]),
    ];
    graph.node.retain(|node| !node.output.iter().any(|output| [&real, &imaginary].contains(&output)));
    let at = graph.all("STFT")?[0];
    graph.put_before(HashMap::from([(at, new)]));
    graph.initializer.extend([
        Tensor::floats("stft_waves", &[2 * WAVES as i64, 1, length], &waves(&window)),
        Tensor::whole("stft_axis", &[1]),
        Tensor::whole("stft_halves", &[WAVES as i64; 2]),
    ]);
    Ok(())
}

/// The names of the real and the imaginary part, which are picked behind a `Transpose` that turns frames and waves.
fn parts(graph: &Graph, stft: &str) -> Result<(String, String), Error> {
    let turned: Vec<&Node> = graph.users(stft).into_iter().map(|at| &graph.node[at]).filter(|node| node.op_type == "Transpose").collect();
    let &[turned] = turned.as_slice() else { return Err(Error::Other("its STFT is not followed by one Transpose".to_owned())) };
    let picked = |which: i64| {
        let mut gathers = graph.users(turned.output(0)?).into_iter().map(|at| &graph.node[at]).filter(|node| node.op_type == "Gather");
        let found = gathers.find(|node| {
            let index = node.input.get(1).and_then(|name| graph.constant(name)?.as_whole());
            index.as_deref() == Some(&[which]) && node.int("axis", 0) == 3
        });
        found.and_then(|node| node.output.first().cloned()).ok_or_else(|| Error::Other(format!("its STFT has no part {which}")))
    };
    Ok((picked(0)?, picked(1)?))
}

/// The window times each wave: cosines for the real part, and below them sines for the imaginary one.
fn waves(window: &[f32]) -> Vec<f32> {
    let wave = |turn: fn(usize) -> f64| {
        (0..WAVES).flat_map(move |wave| window.iter().enumerate().map(move |(at, sample)| (f64::from(*sample) * turn(wave * at)) as f32))
    };
    // A sine is the cosine a quarter later, and minus its sine is what the imaginary part asks for: the cosine a quarter sooner
    wave(cosine).chain(wave(|step| cosine(step + LENGTH / 4))).collect()
}

/// The cosine of so many twentieths of a circle.
fn cosine(step: usize) -> f64 {
    match step % LENGTH {
        step @ 0..=5 => COSINES[step],
        step @ 6..=10 => -COSINES[10 - step],
        step @ 11..=15 => -COSINES[step - 10],
        step => COSINES[20 - step],
    }
}

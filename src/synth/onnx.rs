//! The model, as the registries have it, mended for rten: an ONNX file goes in, an ONNX file of the same voice comes out.
//! The same bytes in give the same bytes out on every machine, so the installer can pin their hash.
//!
//! What rten cannot do or does wrongly: [`transposed`], [`stft`], [`padding`]; after these the sound is that of the file, bit for bit what
//! the same mending by hand gave. What it does slowly or with much memory: [`silence`], [`norm`], [`order`].

mod graph;
mod norm;
mod order;
mod padding;
mod proto;
mod silence;
mod stft;
#[cfg(test)]
mod tests;
mod transposed;

use prost::Message as _;

pub use order::MIDDLE;
pub use silence::LONGEST;

/// Why a model cannot be mended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are no ONNX file, or not all of one.
    #[error("this is no ONNX model: {0}")]
    Unreadable(String),
    /// It is an ONNX file, of another model.
    #[error("this is another model than the one we mend: {0}")]
    Other(String),
}

/// The model with the same sound, in what rten 0.27 can do and does right.
///
/// # Errors
/// [`Error`]: the bytes are no model, or another one, told by what was not found in it.
pub fn mend(model: &[u8]) -> Result<Vec<u8>, Error> {
    let mut model = proto::Model::decode(model).map_err(|error| Error::Unreadable(error.to_string()))?;
    let graph = model.graph.as_mut().ok_or_else(|| Error::Other("it has no graph".to_owned()))?;
    transposed::split(graph)?;
    stft::as_convolution(graph)?;
    silence::at_the_ends(graph)?;
    norm::in_one(graph)?;
    padding::before_convolution(graph)?;
    order::one_after_another(graph)?;
    graph.sweep();
    Ok(model.encode_to_vec())
}

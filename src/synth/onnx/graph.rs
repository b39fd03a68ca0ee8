//! What mending needs of a graph: who makes a value and who uses it, numbers in and out of a constant, new nodes, and the broom.

use std::collections::{HashMap, HashSet};

use super::Error;
use super::proto::{Attribute, Graph, Node, Tensor, kind};

impl Graph {
    /// The nodes with this operator, by their place. At least one, or this is not our model.
    pub fn all(&self, operator: &str) -> Result<Vec<usize>, Error> {
        let found: Vec<usize> = (0..self.node.len()).filter(|at| self.node[*at].op_type == operator).collect();
        if found.is_empty() { Err(Error::Other(format!("it has no {operator}"))) } else { Ok(found) }
    }

    /// The nodes that take this value, by their place.
    pub fn users(&self, value: &str) -> Vec<usize> {
        (0..self.node.len()).filter(|at| self.node[*at].input.iter().any(|input| input == value)).collect()
    }

    /// Who makes each value, by their place.
    pub fn makers(&self) -> HashMap<String, usize> {
        let outputs = self.node.iter().enumerate().flat_map(|(at, node)| node.output.iter().map(move |output| (output.clone(), at)));
        outputs.collect()
    }

    /// A constant.
    pub fn constant(&self, name: &str) -> Option<&Tensor> {
        self.initializer.iter().find(|tensor| tensor.name == name)
    }

    /// Puts nodes in front of others; the places are those of the nodes before any was put.
    pub fn put_before(&mut self, mut new: HashMap<usize, Vec<Node>>) {
        let old = std::mem::take(&mut self.node);
        for (at, node) in old.into_iter().enumerate() {
            self.node.extend(new.remove(&at).unwrap_or_default());
            self.node.push(node);
        }
    }

    /// Puts the nodes in an order in which each stands behind those it takes values from, as ONNX asks; otherwise as they stood.
    pub fn in_order(&mut self) {
        let makers = self.makers();
        let mut placed = vec![false; self.node.len()];
        let mut order = Vec::with_capacity(self.node.len());
        for at in 0..self.node.len() {
            let mut path = vec![at];
            while let Some(&next) = path.last() {
                let waits = self.node[next].input.iter().filter_map(|input| makers.get(input)).find(|maker| !placed[**maker]);
                match waits {
                    // A circle is no graph of ours, and rten says so
                    Some(maker) if !placed[next] && !path.contains(maker) => path.push(*maker),
                    _ => {
                        path.pop();
                        if !std::mem::replace(&mut placed[next], true) {
                            order.push(next);
                        }
                    }
                }
            }
        }
        let mut nodes: Vec<Option<Node>> = std::mem::take(&mut self.node).into_iter().map(Some).collect();
        self.node = order.into_iter().filter_map(|at| nodes[at].take()).collect();
    }

    /// Takes out what no longer leads to the sound: nodes, constants, and what is told of values that are gone. The nodes stand in
    /// the order they run in, as ONNX asks.
    pub fn sweep(&mut self) {
        let mut needed: HashSet<String> = self.output.iter().filter_map(|value| value.name.clone()).collect();
        let mut kept = Vec::with_capacity(self.node.len());
        for node in std::mem::take(&mut self.node).into_iter().rev() {
            if node.output.iter().any(|output| needed.contains(output)) {
                needed.extend(node.input.iter().cloned());
                kept.push(node);
            }
        }
        kept.reverse();
        self.node = kept;
        self.initializer.retain(|tensor| needed.contains(&tensor.name));
        // Types and shapes that a converter wrote down; those of the mended values are no longer true, and rten infers all of them.
        self.value_info.clear();
    }
}

impl Node {
    /// A node of ONNX itself.
    pub fn new(operator: &str, inputs: &[&str], outputs: &[&str], attributes: Vec<Attribute>) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self { input: owned(inputs), output: owned(outputs), op_type: operator.to_owned(), attribute: attributes, ..Self::default() }
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attribute.iter().find(|attribute| attribute.name == name)
    }

    /// An attribute that is a number, or what it is when it is left out.
    pub fn int(&self, name: &str, or: i64) -> i64 {
        self.attribute(name).and_then(|attribute| attribute.i).unwrap_or(or)
    }

    /// Input `at`, or this is not our model.
    pub fn input(&self, at: usize) -> Result<&str, Error> {
        self.input.get(at).map(String::as_str).ok_or_else(|| self.short("an input"))
    }

    /// Output `at`, or this is not our model.
    pub fn output(&self, at: usize) -> Result<&str, Error> {
        self.output.get(at).map(String::as_str).ok_or_else(|| self.short("an output"))
    }

    /// That this node is not as we know it.
    pub fn short(&self, of: &str) -> Error {
        Error::Other(format!("its {} lacks {of}", self.op_type))
    }
}

impl Attribute {
    /// A number.
    pub fn int(name: &str, value: i64) -> Self {
        Self { name: name.to_owned(), i: Some(value), r#type: Some(2), ..Self::default() }
    }

    /// A fraction.
    pub fn float(name: &str, value: f32) -> Self {
        Self { name: name.to_owned(), f: Some(value), r#type: Some(1), ..Self::default() }
    }

    /// Numbers.
    pub fn ints(name: &str, values: &[i64]) -> Self {
        Self { name: name.to_owned(), ints: values.to_vec(), r#type: Some(7), ..Self::default() }
    }
}

impl Tensor {
    /// A constant of floats.
    pub fn floats(name: &str, dims: &[i64], values: &[f32]) -> Self {
        let raw = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Self { name: name.to_owned(), dims: dims.to_vec(), data_type: kind::FLOAT, raw_data: Some(raw), ..Self::default() }
    }

    /// A row of whole numbers.
    pub fn whole(name: &str, values: &[i64]) -> Self {
        let raw = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let dims = vec![i64::try_from(values.len()).unwrap_or_default()];
        Self { name: name.to_owned(), dims, data_type: kind::INT64, raw_data: Some(raw), ..Self::default() }
    }

    /// Its floats, if that is what it holds.
    pub fn as_floats(&self) -> Option<Vec<f32>> {
        (self.data_type == kind::FLOAT).then_some(())?;
        let raw = |raw: &Vec<u8>| raw.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        Some(self.raw_data.as_ref().map_or_else(|| self.float_data.clone(), raw))
    }

    /// Its whole numbers, if that is what it holds.
    pub fn as_whole(&self) -> Option<Vec<i64>> {
        (self.data_type == kind::INT64).then_some(())?;
        let raw = |raw: &Vec<u8>| raw.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect();
        Some(self.raw_data.as_ref().map_or_else(|| self.int64_data.clone(), raw))
    }
}

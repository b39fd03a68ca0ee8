//! `FusedMatMul`, a Microsoft operator that rten does not know: a product whose left side is turned first.

use std::collections::HashMap;

use super::Error;
use super::proto::{Attribute, Graph, Node};

/// Makes each `FusedMatMul` what it stands for: `Transpose`, then `MatMul`.
pub fn split(graph: &mut Graph) -> Result<(), Error> {
    let mut before = HashMap::new();
    for at in graph.all("FusedMatMul")? {
        let node = &mut graph.node[at];
        let plain = ["transB", "transBatchA", "transBatchB"].iter().all(|name| node.int(name, 0) == 0);
        let factor = node.attribute("alpha").and_then(|alpha| alpha.f).unwrap_or(1.0);
        if node.int("transA", 0) != 1 || !plain || factor != 1.0 {
            return Err(Error::Other("its FusedMatMul does more than turn its left side".to_owned()));
        }
        let (left, right) = (node.input(0)?.to_owned(), node.input(1)?.to_owned());
        let turned = format!("{left}_turned");
        // The model has three axes there: one clause, its frames, its channels
        before.insert(at, vec![Node::new("Transpose", &[&left], &[&turned], vec![Attribute::ints("perm", &[0, 2, 1])])]);
        *node = Node { name: node.name.take(), ..Node::new("MatMul", &[&turned, &right], &[node.output(0)?], Vec::new()) };
    }
    graph.put_before(before);
    Ok(())
}

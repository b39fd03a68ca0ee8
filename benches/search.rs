//! Searching 36,000 services by name: how long the index takes to build, and a query. The reach: 1 s and 10 ms.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use tongban::backend::Index;
use tongban::domain::catalogue::Catalogue;

const SERVICES: usize = 36_000;
const QUERIES: [&str; 9] = ["高龄津贴", "养老 认证", "养老金", "证", "医保报销", "老人补贴", "办理", "残疾人 补贴 申请", "old age"];
const ROUNDS: u32 = 50;

fn main() {
    let (catalogue, _) = Catalogue::embedded();
    let own: Vec<&str> = catalogue.services().iter().map(|entry| entry.summary.name.zh_cn.as_str()).collect();
    let names: Vec<String> =
        own.iter().cycle().take(SERVICES).enumerate().map(|(at, name)| format!("第{}区{name}", at / own.len() + 1)).collect();
    let started = Instant::now();
    let index = Index::new(names.iter().map(|name| [name.as_str()]));
    println!("index of {SERVICES} services: {:.1} ms; reach: < 1000 ms", millis(started.elapsed()));
    let mut slowest = Duration::ZERO;
    for query in QUERIES {
        let started = Instant::now();
        let found = (0..ROUNDS).map(|_| black_box(index.search(black_box(query), |_| false)).len()).max().unwrap_or_default();
        let each = started.elapsed() / ROUNDS;
        slowest = slowest.max(each);
        println!("{query}: {found} found, {:.3} ms", millis(each));
    }
    println!("slowest query: {:.3} ms; reach: < 10 ms", millis(slowest));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

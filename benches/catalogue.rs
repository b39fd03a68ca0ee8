//! A city's list of 36,000 items: made a catalogue, checked, and started with, beside the start without it; and what the
//! services' guides and forms take in memory. The reach: 5 s, 5 s, and as fast as without.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints what it measured, and may end when it cannot")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use tongban::backend::{self, Options, Supply};
use tongban::domain::catalogue::{Catalogue, Files, import};
use tongban::speech::polyphones;

const ITEMS: usize = 36_000;
const ROUNDS: usize = 15;

#[tokio::main]
async fn main() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let own = Catalogue::embedded_files();
    let without: Vec<_> = own.into_iter().filter(|(name, _)| name != "items.tsv").collect();
    remembered(&without);

    let list = list();
    let started = Instant::now();
    let imported = import::read("city.tsv", &encoding_rs::GB18030.encode(&list).0);
    println!("{} items imported from GB 18030: {:.0} ms; reach: < 5000 ms", imported.items, millis(started.elapsed()));
    assert_eq!((imported.items, imported.defects.len()), (ITEMS, 0));

    let with: Vec<_> = without.iter().cloned().chain([("items.tsv".to_owned(), imported.table.into_bytes().into())]).collect();
    let started = Instant::now();
    let checked = Catalogue::check(with.clone(), polyphones::unsure);
    println!("check of all of it: {:.0} ms; reach: < 5000 ms", millis(started.elapsed()));
    assert!(checked.is_clean() && checked.census.items == ITEMS);

    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut starts = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for (files, times) in [&without, &with].into_iter().zip(&mut starts) {
            let data = directory.path().join(round.to_string());
            times.push(start(files.clone(), &data).await);
        }
    }
    let [without, with] = starts.map(|mut times| {
        times.sort_unstable();
        millis(times[times.len() / 2])
    });
    println!("cold start until the backend answers: {without:.0} ms without, {with:.0} ms with {ITEMS} items; reach: as fast");
}

/// What full services take in memory before anybody has opened one, and after every one was opened. The first in the program,
/// so that nothing freed before hides it.
fn remembered(files: &Files) {
    let before = memory();
    let catalogue = Catalogue::read(files.clone()).0;
    let closed = memory();
    let opened = catalogue.services().iter().filter_map(|entry| Some(entry.full.as_ref()?.form()?.0.questions.len()));
    let questions: usize = opened.sum();
    let (closed, opened) = (closed - before, memory() - before);
    println!("full services in memory: {closed} KB; with all guides and {questions} questions read: {opened} KB");
    drop(black_box(catalogue));
}

/// From the files of a catalogue until the backend answers a call.
async fn start(files: Files, data: &Path) -> Duration {
    std::fs::remove_dir_all(data).unwrap_or_default();
    let started = Instant::now();
    let running = backend::start(Options::embedded(data, false), Supply::reading(|| Catalogue::read(files).0)).await.unwrap();
    let url = format!("{}/registration/v1/services?name=%E5%85%BB%E8%80%81&limit=5", running.url);
    reqwest::get(url).await.unwrap().error_for_status().unwrap();
    let took = started.elapsed();
    running.stop().await;
    took
}

/// A city's list: names of its own, as long as real ones.
fn list() -> String {
    let own = Catalogue::embedded().0;
    let names: Vec<&str> = own.services().iter().map(|entry| entry.summary.name.zh_cn.as_str()).collect();
    let mut list = "实施编码\t事项名称\t实施主体\t行政区划\t法定办结时限\t承诺办结时限\t到现场次数\t通办范围\n".to_owned();
    for (at, name) in names.iter().cycle().take(ITEMS).enumerate() {
        list += &format!("5116{at:08}\t第{at}区{name}\t市民政局\t四川省广安市\t20\t5个工作日\t1\t全市\n");
    }
    list
}

/// Memory of this process that is nobody else's, KB.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    anonymous.trim().trim_end_matches(" kB").parse().unwrap()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

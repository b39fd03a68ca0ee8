//! The model alone: raw sound of phonemes. Medians, and ratios to the length of the sound; the silence that is left out counts as none.

use std::error::Error;
use std::time::{Duration, Instant};

use tongban::synth::engine::Engine;
use tongban::synth::{Folder, RATE, Timbre, phonemes};

/// A sentence of 25 characters; its beginnings are the clauses of the curve.
const SENTENCE: [char; 25] = [
    '请', '您', '把', '身', '份', '证', '放', '在', '读', '卡', '器', '上', '面', '再', '用', '手', '机', '收', '一', '条', '短', '信',
    '给', '我', '看',
];
const LENGTHS: [usize; 12] = [1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25];
const ROUNDS: usize = 5;

/// Prints how long the model takes to load, and clauses from one character to 25: work, sound, and the ratio of both.
pub fn curve(folder: &Folder, threads: usize) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let engine = Engine::load(folder, threads)?;
    println!("\non {threads} thread(s): model loaded in {:.0} ms; {} MB then", millis(started.elapsed()), memory("VmRSS:"));
    println!("characters | work, ms | sound, ms | factor");
    let mut factors = Vec::new();
    for length in LENGTHS {
        let ids = clause(length);
        let mut sound = Vec::new();
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let started = Instant::now();
            sound = engine.render(&ids, Timbre::Yunxi)?;
            times.push(started.elapsed());
        }
        times.sort();
        let (work, heard) = (millis(times[ROUNDS / 2]), sound.len() as f64 * 1000.0 / f64::from(RATE));
        println!("{length:10} | {work:8.0} | {heard:9.0} | {:6.3}", work / heard);
        factors.push(work / heard);
    }
    factors.sort_by(f64::total_cmp);
    let reach = if threads == 1 { 0.8 } else { 0.5 };
    println!(
        "real-time factor: {:.3} at the median, {:.3} at the worst; reach: < {reach}",
        factors[factors.len() / 2],
        factors[factors.len() - 1]
    );
    println!("memory: {} MB at the most, {} MB in the end; reach of the whole warm process: < 380 MB", memory("VmHWM:"), memory("VmRSS:"));
    Ok(())
}

/// Has rten print what each operator takes of a clause of ten characters, warm: its second time.
pub fn profile(folder: &Folder, threads: usize) -> Result<(), Box<dyn Error>> {
    let engine = Engine::load(folder, threads)?;
    for round in ["cold", "warm"] {
        println!("\non {threads} thread(s), {round}: what comes before the generator's second stage, then that stage");
        engine.render(&clause(10), Timbre::Yunxi)?;
    }
    Ok(())
}

fn clause(length: usize) -> Vec<u16> {
    let text: String = SENTENCE[..length].iter().chain(&['。']).collect();
    phonemes::ids(&text, false)
}

/// A line of this process's status, MB.
fn memory(line: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|found| found.strip_prefix(line)?.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    kilobytes.unwrap_or_default() / 1024
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

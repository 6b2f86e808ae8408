//! What is hot in a dossier: adding one report, what pages ask, comparing two texts.
//!
//! A dossier of some 2,000 events of made-up reports; `examples/load` measures 100,000.

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use selon_dossier::copies::{Compared, fingerprints, overlap};
use selon_dossier::{Dossier, Filter, Order, Stamp};

#[path = "../examples/load/made_up.rs"]
mod made_up;

use made_up::{Happened, Numbers};

const STAMP: Stamp = Stamp { now: "2032-01-01T00:00:00Z", reader: "bench" };

/// A dossier in a file that is removed at the end, and reports to add to it.
struct Place {
    path: PathBuf,
    dossier: Dossier,
    numbers: Numbers,
    told: Vec<Happened>,
    added: usize,
}

impl Place {
    fn new(reports: usize) -> Place {
        let path = std::env::temp_dir().join(format!("selon-bench-{}", std::process::id()));
        remove(&path);
        let dossier = Dossier::create(&path).expect("a dossier in the folder for temporary files");
        let (numbers, told) = (Numbers(11), Vec::new());
        let mut place = Place { path, dossier, numbers, told, added: 0 };
        for _ in 0..reports {
            place.add();
        }
        place
    }

    fn add(&mut self) {
        let made_up = made_up::made_up(&mut self.numbers, self.added, &mut self.told);
        let (report, reading) = made_up.expect("a reading");
        self.dossier.add(&report, &reading, STAMP).expect("a report is added");
        self.added += 1;
    }
}

fn remove(path: &std::path::Path) {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

fn dossier(c: &mut Criterion) {
    let mut place = Place::new(1000);
    let mut group = c.benchmark_group("dossier");
    group.sample_size(20);
    group.throughput(Throughput::Elements(1));
    group.bench_function("add a report", |b| b.iter(|| place.add()));
    let reader = Dossier::open_to_read(&place.path).expect("the dossier is there");
    let page = Filter { limit: Some(50), ..Filter::default() };
    let origins = Filter { order: Order::Origins, ..page.clone() };
    let words = Filter { query: Some("des".into()), ..page.clone() };
    let near = Filter { near: Some((14.5, -4.2, 50.0)), ..page.clone() };
    for (name, filter) in
        [("page", &page), ("by origins", &origins), ("by words", &words), ("near", &near)]
    {
        group.bench_function(name, |b| b.iter(|| reader.page(black_box(filter))));
    }
    let all = Filter::default();
    group.bench_function("counts", |b| b.iter(|| reader.counts(black_box(&all))));
    group.bench_function("time line", |b| b.iter(|| reader.timeline(black_box(&all), None)));
    group.bench_function("map", |b| b.iter(|| reader.map(black_box(&all), 1.0)));
    group.bench_function("sources", |b| b.iter(|| reader.sources(black_box(&all))));
    let most = Filter { order: Order::Reports, limit: Some(1), ..Filter::default() };
    let id = reader.events(&most).expect("events")[0].id.clone();
    group.bench_function("one event", |b| b.iter(|| reader.event(black_box(&id))));
    group.finish();
}

fn copies(c: &mut Criterion) {
    let mut numbers = Numbers(7);
    let texts = [0, 1].map(|n| made_up::report(&mut numbers, n).text);
    let [a, b] = [&texts[0], &texts[1]].map(|t| Compared::new(t));
    let mut group = c.benchmark_group("copies");
    group.throughput(Throughput::Bytes(texts[0].len() as u64));
    group.bench_function("samples of a text", |x| x.iter(|| fingerprints(black_box(&texts[0]))));
    group.bench_function("two texts", |x| x.iter(|| overlap(black_box(&a), black_box(&b))));
    group.finish();
}

criterion_group!(benches, dossier, copies);
criterion_main!(benches);

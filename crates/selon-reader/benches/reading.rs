//! How fast reports are read: the whole way, and each stage alone.
//!
//! `cargo bench -p selon-reader`; throughput counts the bytes of the text.

#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use selon_language::analyze;
use selon_model::{Language, Report};
use selon_reader::assembly::assemble;
use selon_reader::stages::Stages;
use selon_reader::{actor, attribution, event, figure, place, quantity, read_report, time};

const EXAMPLES: [(&str, Language, &str); 2] = [
    ("fr", Language::French, include_str!("../../../examples/tin-azarouf.fr.txt")),
    ("en", Language::English, include_str!("../../../examples/goma.en.txt")),
];
const PUBLISHED: Option<&str> = Some("2024-03-12");

fn reading(criterion: &mut Criterion) {
    for (name, language, text) in EXAMPLES {
        let report = Report {
            id: name.into(),
            text: text.into(),
            language: Some(language),
            published: PUBLISHED.map(str::to_owned),
            ..Report::default()
        };
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("whole report", |b| b.iter(|| read_report(black_box(&report))));
        group.bench_function("analysis", |b| b.iter(|| analyze(black_box(text), language)));

        let analysis = analyze(text, language);
        let stages = Stages::run(&analysis, PUBLISHED);
        let (times, places, actors) = (&stages.times, &stages.places, &stages.actors);
        let (attributions, figures) = (&stages.attributions, &stages.figures);
        group.bench_function("times", |b| b.iter(|| time::find(black_box(&analysis), PUBLISHED)));
        group.bench_function("quantities", |b| b.iter(|| quantity::find(black_box(&analysis))));
        group.bench_function("places", |b| b.iter(|| place::find(black_box(&analysis))));
        group.bench_function("actors", |b| b.iter(|| actor::find(black_box(&analysis), places)));
        group.bench_function("attributions", |b| {
            b.iter(|| attribution::find(black_box(&analysis), actors));
        });
        group.bench_function("figures", |b| {
            b.iter(|| {
                figure::find(
                    black_box(&analysis),
                    &stages.quantities,
                    &stages.places,
                    &stages.actors,
                )
            });
        });
        group.bench_function("events", |b| {
            b.iter(|| {
                event::find(
                    black_box(&analysis),
                    times,
                    places,
                    actors,
                    attributions,
                    figures,
                    PUBLISHED,
                )
            });
        });
        group.bench_function("assembly", |b| {
            b.iter(|| assemble(&report, black_box(&analysis), &stages));
        });
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);

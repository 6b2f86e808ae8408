//! How long it takes to look names up: `cargo run --release -p selon-gazetteer --example speed`.

use std::hint::black_box;
use std::time::Instant;

use selon_gazetteer::Gazetteer;

const NAMES: [&str; 16] = [
    "Harem",
    "Idleb",
    "Deir Ezzor",
    "Khan Cheikhoun",
    "Hodeïda",
    "Raqqa",
    "Mossoul",
    "Kharkov",
    "Tchassiv Iar",
    "Kitchanga",
    "Doura",
    "Mansoura",
    "El-Facher",
    "Nabatiyé",
    "Sake",
    "Valmont",
];
const ROUNDS: u32 = 200;

fn main() {
    let gazetteer = Gazetteer::embedded();
    let time = |what: &str, look_up: &dyn Fn(&str) -> usize| {
        let mut all = 0.0;
        let mut slowest = (0.0, "");
        for name in NAMES {
            black_box(look_up(name));
            let start = Instant::now();
            for _ in 0..ROUNDS {
                black_box(look_up(black_box(name)));
            }
            let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS);
            all += each / NAMES.len() as f64;
            if each > slowest.0 {
                slowest = (each, name);
            }
        }
        println!("{what}: {all:.1} µs on average, {:.1} for {}", slowest.0, slowest.1);
    };
    time("find", &|name| gazetteer.find(name).len());
    time("find_alike, three countries", &|name| {
        gazetteer.find_alike(name, &["SY", "IQ", "LB"]).len()
    });
    time("find_alike, all countries", &|name| gazetteer.find_alike(name, &[]).len());
}

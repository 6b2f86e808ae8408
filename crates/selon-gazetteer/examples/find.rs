//! Shows the places that names may mean: `cargo run --example find -- Alep Harem`,
//! or one name a line from standard input.

use std::io::BufRead;

use selon_gazetteer::{Candidate, Gazetteer};

fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    if names.is_empty() {
        std::io::stdin().lock().lines().map_while(Result::ok).for_each(|n| show(&n));
    } else {
        names.iter().for_each(|n| show(n));
    }
}

fn show(name: &str) {
    let gazetteer = Gazetteer::embedded();
    let mut found = gazetteer.find(name);
    found.extend(gazetteer.find_alike(name, &[]));
    println!("{name}: {} candidates", found.len());
    found.sort_by_key(|c| std::cmp::Reverse(c.place.population));
    for Candidate { place, name, matched, similarity, .. } in found.iter().take(30) {
        let parents: Vec<&str> = gazetteer.ancestors(place).map(|p| p.name).collect();
        println!(
            "\t{}\t{} ({name})\t{}\t{}\t{:.3}\t{:.3}\t{:?}\t{matched:?} {similarity:.2}\t{}",
            place.id,
            place.name,
            place.kind.as_str(),
            place.country.unwrap_or("-"),
            place.lat,
            place.lon,
            place.population,
            parents.join(" < "),
        );
    }
}

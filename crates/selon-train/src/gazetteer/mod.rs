//! `selon-train gazetteer`: compiles places out of Who's On First, GeoNames, Natural
//! Earth and the Unicode CLDR into `assets/gazetteer.bin`.

mod countries;
mod geonames;
mod merge;
mod natural_earth;
mod own;
mod whosonfirst;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use selon_gazetteer::{Gazetteer, NewPlace, compile};

/// Compile the gazetteer.
#[derive(Args, Debug)]
pub struct GazetteerArgs {
    /// Folder with the files of Who's On First, GeoNames, Natural Earth and CLDR.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where to write the compiled gazetteer.
    #[arg(long, value_name = "FILE", default_value = "assets/gazetteer.bin")]
    out: PathBuf,
}

/// Compiles the gazetteer.
///
/// # Errors
/// If a file is missing or not in its form.
pub fn run(args: &GazetteerArgs) -> Result<()> {
    let dir = &args.data;
    let mut places = countries::read(dir)?;
    let countries = countries::names(&places);
    let of_natural_earth = natural_earth::divisions(dir)?;
    places.extend(of_natural_earth.iter().cloned());
    let divisions = places.len();
    places.extend(whosonfirst::read(dir, &countries)?);
    let local = places.len();
    places.extend(natural_earth::populated_places(dir, &of_natural_earth)?);
    places.extend(geonames::cities(dir)?);
    places.extend(natural_earth::regions(dir, &countries)?);
    let all = places.len();
    let (own, names) = own::read()?;
    places.extend(own);
    let mut places = merge::merge(places);
    own::give_names(&mut places, names)?;
    merge::give_countries(&mut places);
    merge::orphan(&mut places);
    merge::adopt(&mut places);
    merge::give_radii(&mut places);
    println!(
        "{divisions} countries and divisions, {} places of Who's On First, {} cities and regions; {} left after merging",
        local - divisions,
        all - local,
        places.len()
    );
    let bytes = compile(places);
    let gazetteer = Gazetteer::from_bytes(&bytes)?;
    println!("{} places, {} bytes", gazetteer.len(), bytes.len());
    std::fs::write(&args.out, bytes).with_context(|| format!("cannot write {}", args.out.display()))
}

/// Countries, first-level divisions and cities of the whole world.
///
/// # Errors
/// If a file is missing or not in its form.
pub fn well_known(dir: &Path) -> Result<Vec<NewPlace>> {
    let mut places = countries::read(dir)?;
    places.extend(natural_earth::divisions(dir)?);
    places.extend(natural_earth::populated_places(dir, &[])?);
    places.extend(geonames::cities(dir)?);
    Ok(places)
}

/// Reads a gzipped JSON file.
fn json(dir: &Path, name: &str) -> Result<serde_json::Value> {
    let path = dir.join(name);
    let mut text = String::new();
    crate::conllu::open(&path)?.read_to_string(&mut text)?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// Decompresses an xz file.
fn xz(path: &Path) -> Result<Vec<u8>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut bytes = Vec::new();
    lzma_rs::xz_decompress(&mut BufReader::new(file), &mut bytes)
        .map_err(|e| anyhow::anyhow!("{}: {e:?}", path.display()))?;
    Ok(bytes)
}

/// An ISO code in upper case; none if it is not one of two letters.
fn iso(code: &str) -> Option<[u8; 2]> {
    match code.as_bytes() {
        &[a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            Some([a.to_ascii_uppercase(), b.to_ascii_uppercase()])
        }
        _ => None,
    }
}

/// Whether all letters of a name are Arabic, and there is one.
fn is_arabic(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| (0x600..0x700).contains(&(c as u32)))
}

/// Whether all letters of a name are Latin.
fn is_latin(name: &str) -> bool {
    name.chars().all(|c| {
        !c.is_alphabetic()
            || (c as u32) < 0x250
            || (0x1E00..0x1F00).contains(&(c as u32))
            || (0x2b0..0x370).contains(&(c as u32))
    })
}

fn point(place: &NewPlace) -> (f64, f64) {
    (place.lat, place.lon)
}

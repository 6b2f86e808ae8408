//! What is kept whole: JSON, deflated.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{DossierError, Result};

/// The largest JSON that is unpacked: more is damage.
const MOST: u64 = 1 << 30;

/// A value as bytes.
pub(crate) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(value)?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    encoder.write_all(&json).and_then(|()| encoder.finish()).map_err(broken)
}

/// A value out of bytes.
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut json = Vec::with_capacity(bytes.len() * 4);
    DeflateDecoder::new(bytes).take(MOST).read_to_end(&mut json).map_err(broken)?;
    Ok(serde_json::from_slice(&json)?)
}

fn broken(error: std::io::Error) -> DossierError {
    DossierError::Json(serde_json::Error::io(error))
}

//! What is kept whole: JSON, deflated if it is long.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{DossierError, Result};

/// The largest JSON that is unpacked: more is damage.
const MOST: u64 = 1 << 30;

/// What is shorter is kept as it is: setting up to deflate costs more than it saves.
const SHORT: usize = 3000;

/// The first byte of what is kept as it is, and of what is deflated.
const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;

/// A value as bytes.
pub(crate) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = vec![PLAIN];
    serde_json::to_writer(&mut bytes, value)?;
    if bytes.len() <= SHORT {
        return Ok(bytes);
    }
    let mut encoder = DeflateEncoder::new(vec![DEFLATED], Compression::fast());
    // Writing to memory does not fail.
    encoder.write_all(&bytes[1..]).and_then(|()| encoder.finish()).map_err(broken)
}

/// A value out of bytes.
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    match bytes.split_first() {
        Some((&PLAIN, json)) => Ok(serde_json::from_slice(json)?),
        Some((&DEFLATED, deflated)) => {
            let mut json = Vec::with_capacity(deflated.len() * 4);
            DeflateDecoder::new(deflated).take(MOST).read_to_end(&mut json).map_err(broken)?;
            Ok(serde_json::from_slice(&json)?)
        }
        _ => Err(broken(std::io::ErrorKind::InvalidData.into())),
    }
}

fn broken(error: std::io::Error) -> DossierError {
    DossierError::Json(serde_json::Error::io(error))
}

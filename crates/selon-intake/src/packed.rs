//! Packed files, opened with bounds: gzip, deflate, Brotli, zstd, zip.
//!
//! A small file may open to one that fills any memory. What is opened is read bit by bit
//! and never held whole, and what opens to far more than itself is given up.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use thiserror::Error;

/// What a packed file may open to at most, as a multiple of its size. Text opens to ten
/// times its size, tables to a hundred times.
pub const MOST: u64 = 200;

/// Up to this size, in bytes, nothing is given up: there is nothing to fear.
const SMALL: u64 = 64_000_000;

/// A file that opens to far more than it is.
#[derive(Debug, Error)]
#[error("it opens to more than {MOST} times its size; it was left")]
pub struct Bomb;

/// Opens what is compressed with gzip, in one piece or many.
pub fn gzip<'r>(bytes: impl Read + 'r) -> Box<dyn Read + 'r> {
    let (packed, counted) = count(bytes);
    Box::new(Bounded::new(MultiGzDecoder::new(BufReader::with_capacity(65_536, counted)), packed))
}

/// Opens what a server calls *deflate*: zlib, or the bare stream that some send.
pub fn deflate<'r>(bytes: &'r [u8]) -> Box<dyn Read + 'r> {
    let (packed, counted) = count(bytes);
    match bytes {
        [first, second, ..]
            if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0 =>
        {
            Box::new(Bounded::new(flate2::read::ZlibDecoder::new(counted), packed))
        }
        _ => Box::new(Bounded::new(flate2::read::DeflateDecoder::new(counted), packed)),
    }
}

/// Opens what is compressed with Brotli.
pub fn brotli<'r>(bytes: impl Read + 'r) -> Box<dyn Read + 'r> {
    let (packed, counted) = count(bytes);
    Box::new(Bounded::new(brotli_decompressor::Decompressor::new(counted, 65_536), packed))
}

/// Opens what is compressed with zstd, in one frame or many.
pub fn zstd<'r>(bytes: impl Read + 'r) -> Box<dyn Read + 'r> {
    let (packed, counted) = count(bytes);
    let frames = Frames::Between(Box::new(BufReader::new(counted)));
    Box::new(Bounded::new(frames, packed))
}

/// Bounds what is opened of something of a known size.
pub fn bounded_by<'r>(packed: u64, opened: impl Read + 'r) -> Box<dyn Read + 'r> {
    Box::new(Bounded::new(opened, Rc::new(Cell::new(packed))))
}

fn count<R: Read>(bytes: R) -> (Rc<Cell<u64>>, Counted<R>) {
    let count = Rc::new(Cell::new(0));
    (count.clone(), Counted { bytes, count })
}

struct Counted<R> {
    bytes: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(to)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

struct Bounded<R> {
    opened: R,
    packed: Rc<Cell<u64>>,
    count: u64,
}

impl<R> Bounded<R> {
    fn new(opened: R, packed: Rc<Cell<u64>>) -> Bounded<R> {
        Bounded { opened, packed, count: 0 }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.opened.read(to)?;
        self.count += read as u64;
        if self.count > SMALL && self.count > self.packed.get().saturating_mul(MOST) {
            return Err(io::Error::other(Bomb));
        }
        Ok(read)
    }
}

/// Frames of zstd, one behind the other.
enum Frames<R: Read> {
    Between(Box<BufReader<R>>),
    In(Box<StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>>),
    Done,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        use std::io::BufRead;
        if to.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(self, Frames::Done) {
                Frames::Done => return Ok(0),
                Frames::Between(mut bytes) => {
                    if bytes.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let frame = StreamingDecoder::new(*bytes)
                        .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))?;
                    *self = Frames::In(Box::new(frame));
                }
                Frames::In(mut frame) => {
                    let read = frame.read(to)?;
                    if read > 0 {
                        *self = Frames::In(frame);
                        return Ok(read);
                    }
                    *self = Frames::Between(Box::new(frame.into_inner()));
                }
            }
        }
    }
}

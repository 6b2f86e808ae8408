//! Gzip in many members, of which some can be passed over without being opened.
//!
//! Web archives pack each record by itself. Where a filter has left a record out by its
//! head, its member need not be opened any further: the next one begins at the next mark
//! before which the size of this one stands, since gzip ends with it.

use std::io::{self, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use memchr::memmem;

/// What a member begins with.
const MARK: &[u8] = b"\x1F\x8B\x08";

/// How much is read at once.
const PIECE: usize = 1 << 17;

/// How far the end of a member is looked for without opening it.
const FAR: usize = 1 << 24;

/// The opened bytes of gzip in members.
pub(crate) struct Members<R> {
    bytes: R,
    held: Vec<u8>,
    used: usize,
    ended: bool,
    inflate: Decompress,
    crc: Crc,
    inside: bool,
    /// What was wrong; it stays so until it is recovered from.
    failed: Option<String>,
}

impl<R: Read> Members<R> {
    pub fn new(bytes: R) -> Members<R> {
        Members {
            bytes,
            held: Vec::new(),
            used: 0,
            ended: false,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            inside: false,
            failed: None,
        }
    }

    fn left(&self) -> &[u8] {
        &self.held[self.used..]
    }

    /// Reads on; whether there was more.
    fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.used >= PIECE {
            self.held.drain(..self.used);
            self.used = 0;
        }
        let from = self.held.len();
        self.held.resize(from + PIECE, 0);
        let read = self.bytes.read(&mut self.held[from..]);
        self.held.truncate(from + *read.as_ref().unwrap_or(&0));
        self.ended = matches!(read, Ok(0));
        read.map(|read| read > 0)
    }

    fn hold(&mut self, count: usize) -> io::Result<bool> {
        while self.left().len() < count {
            if !self.more()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Opens the next member; `false` at the end.
    fn open(&mut self) -> io::Result<bool> {
        if !self.hold(10)? {
            // What some programs fill the end with.
            if self.left().iter().all(|b| *b == 0) {
                return Ok(false);
            }
            return Err(broken_off());
        }
        let head = self.left();
        if !head.starts_with(MARK) {
            if head.iter().all(|b| *b == 0) {
                return Ok(false);
            }
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not gzip from here on"));
        }
        let flags = head[3];
        self.used += 10;
        if flags & 4 != 0 {
            if !self.hold(2)? {
                return Err(broken_off());
            }
            let size = usize::from(self.left()[0]) | usize::from(self.left()[1]) << 8;
            if !self.hold(2 + size)? {
                return Err(broken_off());
            }
            self.used += 2 + size;
        }
        // A name and a comment, each up to a zero.
        for _ in [8, 16].iter().filter(|text| flags & **text != 0) {
            loop {
                if !self.hold(1)? {
                    return Err(broken_off());
                }
                self.used += 1;
                if self.held[self.used - 1] == 0 {
                    break;
                }
            }
        }
        if flags & 2 != 0 {
            if !self.hold(2)? {
                return Err(broken_off());
            }
            self.used += 2;
        }
        self.inflate.reset(false);
        self.crc.reset();
        self.inside = true;
        Ok(true)
    }

    fn close(&mut self) -> io::Result<()> {
        if !self.hold(8)? {
            return Err(broken_off());
        }
        let sum: [u8; 4] = self.left()[..4].try_into().unwrap_or_default();
        self.used += 8;
        self.inside = false;
        if u32::from_le_bytes(sum) != self.crc.sum() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum is wrong"));
        }
        Ok(())
    }

    /// Goes on at the next member behind what could not be opened; `false` if there is none.
    pub fn recover(&mut self) -> io::Result<bool> {
        self.failed = None;
        self.inside = false;
        loop {
            if let Some(at) = memmem::find(self.left(), MARK) {
                self.used += at;
                return Ok(true);
            }
            self.used = self.held.len() - self.left().len().min(MARK.len() - 1);
            if !self.more()? {
                return Ok(false);
            }
        }
    }

    /// Passes over the rest of a member that opens to `rest` more bytes than were read of
    /// it; `false` if it is not known to end so.
    pub fn pass(&mut self, rest: u64) -> io::Result<bool> {
        if !self.inside {
            return Ok(false);
        }
        let size = (self.inflate.total_out().wrapping_add(rest) as u32).to_le_bytes();
        let mut from = 0;
        loop {
            let left = self.left();
            let mut ends = memmem::find_iter(&left[from..], MARK).map(|at| from + at);
            if let Some(end) = ends.find(|&at| at >= 8 && left[at - 4..at] == size) {
                self.used += end;
                self.inside = false;
                return Ok(true);
            }
            from = left.len().saturating_sub(MARK.len());
            if left.len() > FAR {
                return Ok(false);
            }
            if !self.more()? {
                let left = self.left();
                let ends = left.len() >= 8 && left[left.len() - 4..] == size;
                if ends {
                    self.used = self.held.len();
                    self.inside = false;
                }
                return Ok(ends);
            }
        }
    }
}

fn broken_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "in the middle of a packed part")
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if let Some(failed) = &self.failed {
            return Err(io::Error::new(io::ErrorKind::InvalidData, failed.clone()));
        }
        let read = self.read_on(to);
        if let Err(error) = &read
            && error.kind() == io::ErrorKind::InvalidData
        {
            self.failed = Some(error.to_string());
        }
        read
    }
}

impl<R: Read> Members<R> {
    fn read_on(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if to.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.inside && !self.open()? {
                return Ok(0);
            }
            if self.left().is_empty() && !self.more()? {
                return Err(broken_off());
            }
            let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self
                .inflate
                .decompress(&self.held[self.used..], to, FlushDecompress::None)
                .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
            let written = (self.inflate.total_out() - before_out) as usize;
            let consumed = (self.inflate.total_in() - before_in) as usize;
            self.used += consumed;
            self.crc.update(&to[..written]);
            match status {
                Status::StreamEnd => self.close()?,
                _ if written == 0 && consumed == 0 && !self.more()? => return Err(broken_off()),
                _ => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

/// Whether a packed file opens to a web archive.
pub(crate) fn is_packed_archive(head: &[u8]) -> bool {
    let mut first = [0u8; 8];
    let read = Members::new(head).read(&mut first).unwrap_or(0);
    crate::warc::is_archive(&first[..read])
}

//! Bytes that are written once and then read: in memory or, where there may be too many, in a
//! file.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

/// The bytes.
pub(crate) struct Store {
    kept: Kept,
    length: u64,
}

enum Kept {
    Memory(Vec<u8>),
    File(BufWriter<File>),
}

impl Store {
    /// In memory.
    pub(crate) fn memory() -> Store {
        Store { kept: Kept::Memory(Vec::new()), length: 0 }
    }

    /// In a new file of this name.
    pub(crate) fn file(path: &Path) -> io::Result<Store> {
        let file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
        Ok(Store { kept: Kept::File(BufWriter::with_capacity(1 << 18, file)), length: 0 })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> u64 {
        self.length
    }

    /// Hands them over from the first, so many at a time.
    pub(crate) fn read(&mut self, size: usize, mut take: impl FnMut(&[u8])) -> io::Result<()> {
        match &mut self.kept {
            Kept::Memory(bytes) => bytes.chunks_exact(size).for_each(take),
            Kept::File(file) => {
                file.flush()?;
                let file = file.get_mut();
                file.rewind()?;
                let mut reader = BufReader::with_capacity(1 << 18, &*file);
                let mut chunk = vec![0; size];
                for _ in 0..self.length / size.max(1) as u64 {
                    reader.read_exact(&mut chunk)?;
                    take(&chunk);
                }
            }
        }
        Ok(())
    }

    /// Writes them all to another place.
    pub(crate) fn copy_to(self, out: &mut impl Write) -> io::Result<()> {
        match self.kept {
            Kept::Memory(bytes) => out.write_all(&bytes),
            Kept::File(mut file) => {
                file.flush()?;
                let file = file.get_mut();
                file.rewind()?;
                io::copy(&mut BufReader::with_capacity(1 << 18, &*file), out).map(|_| ())
            }
        }
    }
}

impl Write for Store {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.kept {
            Kept::Memory(kept) => kept.write(bytes)?,
            Kept::File(file) => file.write(bytes)?,
        };
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.kept {
            Kept::Memory(_) => Ok(()),
            Kept::File(file) => file.flush(),
        }
    }
}

//! The hash of data, stated beside it.

use std::fmt;
use std::io::{self, Write};

use axum::http::HeaderName;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;

/// RFC 9530: the hash of the representation, whichever part of it is sent.
pub const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// A SHA-256 hash; it prints in hexadecimal digits, as `sha256sum` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The value of the header `Repr-Digest`.
    pub fn repr_digest(self) -> String {
        format!("sha-256=:{}:", STANDARD.encode(self.0))
    }
}

/// A file that is hashed and counted while it is written.
#[derive(Debug)]
pub struct Hashed<W> {
    file: W,
    hasher: sha2::Sha256,
    bytes: u64,
}

impl<W: Write> Hashed<W> {
    /// Before anything is written.
    pub fn over(file: W) -> Self {
        Self {
            file,
            hasher: sha2::Sha256::new(),
            bytes: 0,
        }
    }

    /// How long it became, and its hash.
    pub fn finish(self) -> (u64, Sha256) {
        (self.bytes, Sha256(self.hasher.finalize().into()))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_in_pieces_has_the_hash_of_the_whole() {
        let mut file = Hashed::over(Vec::new());
        for piece in ["a", "", "bc"] {
            file.write_all(piece.as_bytes()).unwrap();
        }
        assert_eq!(file.finish(), (3, Sha256::of(b"abc")));
    }

    #[test]
    fn the_hash_is_written_as_the_standards_write_it() {
        // The examples of FIPS 180-2 and of RFC 9530, appendix D.
        assert_eq!(
            Sha256::of(b"abc").to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            Sha256::of(b"{\"hello\": \"world\"}\n").repr_digest(),
            "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
        );
    }
}

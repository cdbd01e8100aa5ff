//! Content codings: bytes as they were sent to bytes as they were meant (RFC 9110, 8.4).
//!
//! Servers send several gzip members, rubbish behind the last, raw deflate under the name of zlib's, plain pages under
//! the name of gzip and gzip under none. All of it is read; what is cut or damaged is not, and nothing grows over a limit.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use reqwest::header::{self, HeaderMap};

/// What begins a gzip member (RFC 1952, 2.3.1).
const GZIP: [u8; 3] = [0x1f, 0x8b, 8];
/// How many members are read.
const MEMBERS: usize = 1_000;

/// Why bytes could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecoded {
    /// There is more than the limit.
    TooLarge,
    /// They are cut or damaged, or in a coding that was not asked for.
    Broken,
}

/// Returns what the bytes of an answer were called, in lower case; empty where they are as they are meant.
pub(super) fn named(headers: &HeaderMap) -> String {
    // Encodings of characters stand here by mistake.
    let is_coding = |name: &&str| {
        !matches!(
            *name,
            "" | "identity" | "none" | "binary" | "7bit" | "8bit" | "utf-8" | "utf8"
        ) && !name.starts_with("iso-8859")
    };
    let names = headers.get_all(header::CONTENT_ENCODING).iter();
    let names: Vec<String> = names
        .map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase())
        .collect();
    let names = names.iter().flat_map(|value| value.split(','));
    names
        .map(str::trim)
        .filter(is_coding)
        .collect::<Vec<_>>()
        .join(",")
}

/// Tells whether bytes have to be decoded.
pub(super) fn is_needed(bytes: &[u8], named: &str) -> bool {
    !named.is_empty() || bytes.starts_with(&GZIP)
}

/// Decodes bytes to at most `limit` bytes.
pub(super) fn decode(bytes: Vec<u8>, named: &str, limit: usize) -> Result<Vec<u8>, Undecoded> {
    let decoded = match named {
        "" | "gzip" | "x-gzip" if bytes.starts_with(&GZIP) => return gunzip(&bytes, limit),
        "" => return Ok(bytes),
        "gzip" | "x-gzip" => Err(Undecoded::Broken),
        "deflate" => {
            let whole = read(&mut ZlibDecoder::new(bytes.as_slice()), limit);
            match whole {
                Err(Undecoded::Broken) => read(&mut DeflateDecoder::new(bytes.as_slice()), limit),
                whole => whole,
            }
        }
        "br" => {
            let mut decoder = brotli_decompressor::Decompressor::new(bytes.as_slice(), 4096);
            read(&mut decoder, limit)
        }
        _ => return Err(Undecoded::Broken),
    };
    match decoded {
        // A page that a proxy unpacked without saying so.
        Err(Undecoded::Broken) if is_text(&bytes) => Ok(bytes),
        decoded => decoded,
    }
}

fn gunzip(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut whole = Vec::new();
    let mut rest = bytes;
    for _ in 0..MEMBERS {
        let mut member = GzDecoder::new(rest);
        whole.extend(read(&mut member, limit.saturating_sub(whole.len()))?);
        rest = member.into_inner();
        if !rest.starts_with(&GZIP) {
            return Ok(whole);
        }
    }
    Err(Undecoded::Broken)
}

fn read(decoder: &mut impl Read, limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = decoder.take(most).read_to_end(&mut bytes);
    if bytes.len() > limit {
        return Err(Undecoded::TooLarge);
    }
    read.map(|_| bytes).map_err(|_| Undecoded::Broken)
}

/// Tells whether bytes are a page, a feed or data as they stand.
fn is_text(mut bytes: &[u8]) -> bool {
    bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    let head = start.get(..512).unwrap_or(start);
    matches!(head.first(), Some(b'<' | b'{' | b'[')) && !head.contains(&0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };

    use super::*;

    const PAGE: &[u8] = b"<html><p>The pier is safe</p></html>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn pages_come_out_however_they_were_packed() {
        let (front, back) = PAGE.split_at(9);
        for (bytes, named) in [
            (gzip(PAGE), "gzip"),
            (gzip(PAGE), "x-gzip"),
            (gzip(PAGE), ""),
            ([gzip(front), gzip(back)].concat(), "gzip"),
            ([gzip(PAGE), b"\0\0rubbish".to_vec()].concat(), "gzip"),
            (zlib(PAGE), "deflate"),
            (deflate(PAGE), "deflate"),
            (PAGE.to_vec(), ""),
            (PAGE.to_vec(), "gzip"),
            (PAGE.to_vec(), "br"),
            (PAGE.to_vec(), "deflate"),
        ] {
            assert_eq!(decode(bytes, named, 100).as_deref(), Ok(PAGE), "{named}");
        }
    }

    #[test]
    fn what_is_cut_damaged_or_unknown_is_no_page() {
        let whole = gzip(PAGE);
        let mut damaged = whole.clone();
        let sum = damaged.len() - 6;
        damaged[sum] ^= 1;
        for (bytes, named) in [
            (whole[..whole.len() - 9].to_vec(), "gzip"),
            (damaged, "gzip"),
            (b"no gzip at all".to_vec(), "gzip"),
            (zlib(PAGE)[..20].to_vec(), "deflate"),
            (whole.clone(), "gzip,gzip"),
            (PAGE.to_vec(), "zstd"),
            (gzip(b"").repeat(MEMBERS + 1), "gzip"),
        ] {
            assert_eq!(decode(bytes, named, 100), Err(Undecoded::Broken), "{named}");
        }
    }

    #[test]
    fn nothing_grows_over_the_limit() {
        let bomb = vec![b'x'; 1_000_000];
        let halves = [gzip(&bomb[..60]), gzip(&bomb[..60])].concat();
        for (bytes, named) in [
            (gzip(&bomb), "gzip"),
            (zlib(&bomb), "deflate"),
            (deflate(&bomb), "deflate"),
            (halves, "gzip"),
        ] {
            assert_eq!(
                decode(bytes, named, 100),
                Err(Undecoded::TooLarge),
                "{named}"
            );
        }
    }

    #[test]
    fn names_that_mean_nothing_are_passed_over() {
        for (value, name) in [
            ("GZIP", "gzip"),
            ("identity", ""),
            ("UTF-8", ""),
            ("none, gzip", "gzip"),
            ("gzip, gzip", "gzip,gzip"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_ENCODING, value.parse().unwrap());
            assert_eq!(named(&headers), name, "{value}");
        }
    }
}

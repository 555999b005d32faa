//! From bytes to text: UTF-8 with or without byte order mark, UTF-16, else Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::Unreadable;

/// How much is looked at to tell UTF-16 and binary data.
const SAMPLE: usize = 4096;

/// The text of `bytes`; binary data is refused.
pub(super) fn text(bytes: Cow<'_, [u8]>) -> Result<String, Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok(text.0.into_owned());
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf16_without_mark(sample) {
        return Ok(encoding.decode_without_bom_handling(&bytes).0.into_owned());
    }
    if looks_binary(sample) {
        return Err(Unreadable::NotATable {
            found: "binary data of an unknown kind",
        });
    }
    let encoding = declared(sample).unwrap_or(WINDOWS_1252);
    String::from_utf8(bytes.into_owned()).or_else(|error| {
        Ok(encoding
            .decode_without_bom_handling(error.as_bytes())
            .0
            .into_owned())
    })
}

/// Latin letters and digits in UTF-16 have a zero byte each, all at odd or all at even places.
fn utf16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| {
        sample
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    if half >= 2 && odd * 10 >= half * 4 && even * 20 <= half {
        return Some(UTF_16LE);
    }
    (half >= 2 && even * 10 >= half * 4 && odd * 20 <= half).then_some(UTF_16BE)
}

fn looks_binary(sample: &[u8]) -> bool {
    let odd = sample
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A))
        .count();
    sample.contains(&0) || odd * 20 > sample.len()
}

/// The encoding that a page or XML head names, if the bytes are not UTF-8 after all.
fn declared(sample: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(sample).to_ascii_lowercase();
    let (_, rest) = head
        .split_once("charset=")
        .or_else(|| head.split_once("encoding="))?;
    let label: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> Result<String, Unreadable> {
        text(Cow::Borrowed(bytes))
    }

    #[test]
    fn every_usual_encoding_gives_the_same_text() {
        let wanted = "name;বাঁকুড়া\n";
        let le: Vec<u8> = wanted.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = wanted.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let utf8 = wanted.as_bytes();
        for bytes in [
            utf8.to_vec(),
            marked(b"\xEF\xBB\xBF", utf8),
            marked(b"\xFF\xFE", &le),
            marked(b"\xFE\xFF", &be),
        ] {
            assert_eq!(text_of(&bytes).unwrap(), wanted);
        }
    }

    #[test]
    fn utf16_is_recognised_without_its_mark() {
        let bytes: Vec<u8> = "GP,Households\nRajagram,12\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text_of(&bytes).unwrap(), "GP,Households\nRajagram,12\n");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_windows_1252_unless_the_page_says_otherwise() {
        assert_eq!(text_of(b"Caf\xE9 \x96 1").unwrap(), "Café – 1");
        assert_eq!(
            text_of(b"<meta charset=\"windows-1251\"><p>\xCF").unwrap(),
            "<meta charset=\"windows-1251\"><p>П"
        );
    }

    #[test]
    fn binary_data_is_refused_by_name() {
        let error = text_of(b"\x01\x02\x03\x00\x04\x05\x00\x00\x00\x07").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("this is binary data of an unknown kind"),
            "{error}"
        );
    }
}

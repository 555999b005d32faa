//! Parts of a file, RFC 9110 §14: readers of Parquet fetch its end first, and then the columns they need.

use axum::http::{HeaderMap, header};

/// Which bytes are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// All of them.
    Whole,
    /// From the first to the last, both sent.
    Part(usize, usize),
    /// None, since the part asked for lies outside.
    Outside,
}

/// The part that a request asks of a file with a tag and a length. Several parts at once, and what can't be read, get the
/// whole, as the standard allows; a part of another version of the file is none.
pub fn range(headers: &HeaderMap, tag: &str, length: usize) -> Range {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(asked) = text(header::RANGE) else {
        return Range::Whole;
    };
    if text(header::IF_RANGE).is_some_and(|known| known != tag) {
        return Range::Whole;
    }
    let part = asked
        .strip_prefix("bytes=")
        .and_then(|part| part.trim().split_once('-'));
    let Some((first, last)) = part else {
        return Range::Whole;
    };
    match (number(first), number(last)) {
        (Some(first), Some(last)) if last >= first => part_of(first, last, length),
        (Some(first), None) if last.is_empty() => part_of(first, usize::MAX, length),
        (None, Some(0)) if first.is_empty() => Range::Outside,
        (None, Some(last)) if first.is_empty() => part_of(length.saturating_sub(last), usize::MAX, length),
        _ => Range::Whole,
    }
}

fn part_of(first: usize, last: usize, length: usize) -> Range {
    if first >= length {
        Range::Outside
    } else {
        Range::Part(first, last.min(length - 1))
    }
}

fn number(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // A number too large to be one lies beyond every file.
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(range: &str) -> Range {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(range).unwrap());
        super::range(&headers, "\"tag\"", 100)
    }

    #[test]
    fn a_part_is_cut_at_the_end_of_the_file() {
        assert_eq!(asked("bytes=0-9"), Range::Part(0, 9));
        assert_eq!(asked("bytes=90-200"), Range::Part(90, 99));
        assert_eq!(asked("bytes=90-"), Range::Part(90, 99));
        assert_eq!(asked("bytes=-8"), Range::Part(92, 99));
        assert_eq!(asked("bytes=-500"), Range::Part(0, 99));
    }

    #[test]
    fn what_lies_outside_is_none_and_nonsense_is_the_whole() {
        for outside in [
            "bytes=100-",
            "bytes=100-200",
            "bytes=-0",
            "bytes=99999999999999999999999-",
        ] {
            assert_eq!(asked(outside), Range::Outside, "{outside}");
        }
        for nonsense in [
            "bytes=",
            "bytes=-",
            "bytes=9-1",
            "bytes=a-b",
            "lines=0-9",
            "bytes=0-1,5-6",
            "bytes=+1-2",
        ] {
            assert_eq!(asked(nonsense), Range::Whole, "{nonsense}");
        }
    }

    #[test]
    fn a_part_of_another_version_is_the_whole_of_this_one() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=0-9"));
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"old\""));
        assert_eq!(range(&headers, "\"tag\"", 100), Range::Whole);
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"tag\""));
        assert_eq!(range(&headers, "\"tag\"", 100), Range::Part(0, 9));
    }
}

//! How much room the columns of a table want on paper, told by their letters.

use super::data::PaperRow;
use crate::document::Table;

/// Letters of a name from which its column is a wide one.
const LONG_NAME: usize = 26;
/// So many columns of figures stand beside each other upright, whatever they are.
const UPRIGHT: usize = 8;
/// Points between the margins of an upright page.
const PAGE: f64 = 504.0;
/// Least and most points for the names of rows, which may be broken between words.
const NAMES: (f64, f64) = (60.0, 130.0);
/// Points of a letter in the smallest type of a table, bold: a digit or Latin letter, and one of another script.
const LATIN: f64 = 4.4;
const OTHER: f64 = 5.4;
/// Points between two columns.
const GAP: f64 = 5.0;

/// Whether names in a column of keys would be broken over two lines.
pub(super) fn has_long_names(table: &Table, key: usize) -> bool {
    let names = table.rows.iter().filter_map(|line| line.keys.get(key));
    names.into_iter().any(|name| name.chars().count() >= LONG_NAME)
}

/// Whether a column has words in the place of figures, in every row.
pub(super) fn has_words_alone(table: &Table, column: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|line| line.cells.get(column));
    !table.rows.is_empty() && cells.all(|cell| cell.value.is_none() && cell.text.contains(' '))
}

/// Points that each column of a table wants: no word is broken, and names not below what most have.
pub(super) fn rooms(heads: &[String], rows: &[PaperRow], keys: usize) -> Vec<f64> {
    let wanted = |(column, head): (usize, &String)| {
        let words = head.split_whitespace().map(points).fold(0.0, f64::max);
        match column.checked_sub(keys) {
            None => {
                let names = rows.iter().filter_map(|row| row.keys.get(column));
                let names = names.map(|name| points(name)).fold(words, f64::max);
                names.clamp(NAMES.0, NAMES.1) + GAP
            }
            Some(figure) => {
                let cells = rows.iter().filter_map(|row| row.cells.get(figure));
                cells.map(|cell| points(&cell.text)).fold(words, f64::max) + GAP
            }
        }
    };
    heads.iter().enumerate().map(wanted).collect()
}

/// Whether a table fits only on the long side of the paper: its columns are many, and what they want is more than the page
/// has.
pub(super) fn is_turned(rooms: &[f64], keys: usize) -> bool {
    rooms.len().saturating_sub(keys) > UPRIGHT && rooms.iter().sum::<f64>() > PAGE
}

/// How long a text is on its line. Signs above, below and beside Bengali and Devanagari letters take half the room of a
/// letter, if any, and two letters that are joined take that of one.
fn points(text: &str) -> f64 {
    let of_letter = |letter: char| match letter {
        '\u{94D}' | '\u{9CD}' => -OTHER / 2.0,
        '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{981}'..='\u{983}' | '\u{9BC}'..='\u{9CC}' => {
            OTHER / 2.0
        }
        letter if letter.is_ascii() => LATIN,
        _ => OTHER,
    };
    text.chars().map(of_letter).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_turned_only_where_its_words_have_no_room_upright() {
        let turned = |title: &str, columns: usize| {
            let heads: Vec<String> = std::iter::once("GP".to_owned())
                .chain(vec![title.to_owned(); columns])
                .collect();
            is_turned(&rooms(&heads, &[], 1), 1)
        };
        assert!(!turned("Representativeness", 8), "few columns always have room");
        assert!(turned("Representativeness", 9));
        assert!(!turned("13 Nov", 14));
        assert!(!turned("বিচারাধীন আবাসিক", 10) && !turned("निष्पादित आवेदन", 10));
        assert!(turned("13 Nov", 30));
    }

    #[test]
    fn a_column_of_a_long_word_gets_more_room_than_others() {
        let heads = ["GP", "ধারণক্ষমতার ব্যবহার", "মুক্ত"].map(str::to_owned);
        let rooms = rooms(&heads, &[], 1);
        assert!(rooms[1] > 1.8 * rooms[2], "{rooms:?}");
    }
}

//! Text tables for a terminal: columns as wide as they need, numbers to the right.

/// A table with a line of headers; each line ends in a line feed.
pub fn text(headers: &[String], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..headers.len())
        .map(|column| {
            rows.iter()
                .chain([&headers.to_vec()])
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut out = line(headers, &widths, rows.first());
    for row in rows {
        out.push_str(&line(row, &widths, Some(row)));
    }
    out
}

fn line(cells: &[String], widths: &[usize], like: Option<&Vec<String>>) -> String {
    let padded = cells.iter().enumerate().map(|(column, cell)| {
        let fill = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
        let right = like.is_some_and(|row| is_number(&row[column]));
        if right {
            format!("{fill}{cell}")
        } else {
            format!("{cell}{fill}")
        }
    });
    let joined = padded.collect::<Vec<_>>().join("  ");
    format!("{}\n", joined.trim_end())
}

fn is_number(cell: &str) -> bool {
    cell.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        && cell.chars().all(|c| "0123456789,.-% †§*".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_words_to_the_left() {
        let rows = vec![
            vec!["Onda".to_owned(), "1,234".to_owned()],
            vec!["Indpur".to_owned(), "5".to_owned()],
        ];
        let table = text(&["block".to_owned(), "persondays".to_owned()], &rows);
        assert_eq!(
            table,
            "block   persondays\nOnda         1,234\nIndpur           5\n"
        );
    }

    #[test]
    fn a_table_without_rows_still_names_its_columns() {
        assert_eq!(text(&["block".to_owned()], &[]), "block\n");
    }
}

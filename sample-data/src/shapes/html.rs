//! The “Excel View” of the information system: a piece of a web page, named `.xls`.

use std::fmt::Write;

use super::escaped;
use crate::sheet::{Cell, Row, RowKind, Sheet, text};

/// The sheet as a piece of a page, with the line ends of Windows.
pub(crate) fn html(sheet: &Sheet) -> Vec<u8> {
    let mut page = String::from("\n    <center>\n");
    for title in &sheet.titles {
        line(
            &mut page,
            &format!(
                "<font size=\"4\"><b><span>{}</span></b></font><br/>",
                escaped(title)
            ),
        );
    }
    line(&mut page, "</center>");
    line(
        &mut page,
        "<table align=\"center\" border=\"1\" bordercolor=\"#EBEBEB\" cellspacing=\"0\" width=\"99%\">",
    );
    header(&mut page, sheet);
    for row in &sheet.rows {
        body_row(&mut page, row);
    }
    line(&mut page, "</table>");
    page.replace('\n', "\r\n").into_bytes()
}

fn line(page: &mut String, text: &str) {
    writeln!(page, "    {text}").expect("text grows without fail");
}

fn header(page: &mut String, sheet: &Sheet) {
    let levels = if sheet.has_groups() { 2 } else { 1 };
    line(page, "<tr bgcolor=\"#82b4ff\">");
    for (_, column, width) in sheet.spans() {
        match &column.group {
            Some(group) => header_cell(page, &format!("colspan=\"{width}\""), group),
            None => header_cell(page, &format!("rowspan=\"{levels}\""), &column.title),
        }
    }
    line(page, "</tr>");
    if levels == 2 {
        line(page, "<tr bgcolor=\"#82b4ff\">");
        for column in sheet.columns.iter().filter(|column| column.group.is_some()) {
            header_cell(page, "", &column.title);
        }
        line(page, "</tr>");
    }
    if !sheet.numbers.is_empty() {
        line(page, "<tr bgcolor=\"#82b4ff\">");
        sheet
            .numbers
            .iter()
            .for_each(|number| line(page, &format!("<td align=\"center\">{number}</td>")));
        line(page, "</tr>");
    }
}

fn header_cell(page: &mut String, span: &str, title: &str) {
    line(
        page,
        &format!("<td align=\"center\" {span}><b>{}</b></td>", escaped(title)),
    );
}

fn body_row(page: &mut String, row: &Row) {
    line(page, "<tr>");
    for cell in &row.cells {
        let align = if matches!(cell, Cell::Text(_)) {
            "left"
        } else {
            "right"
        };
        let text = escaped(&text(cell));
        let text = if row.kind == RowKind::Total {
            format!("<b>{text}</b>")
        } else {
            text
        };
        line(page, &format!("<td align=\"{align}\">{text}</td>"));
    }
    line(page, "</tr>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Column;

    #[test]
    fn the_page_has_spans_windows_line_ends_and_escaped_names() {
        let sheet = Sheet {
            name: "demand".to_owned(),
            titles: vec!["State : WEST BENGAL".to_owned()],
            columns: vec![
                Column::alone("Panchayat"),
                Column::under("Demand", "Household"),
                Column::under("Demand", "Persons"),
            ],
            numbers: crate::sheet::numbers(3),
            rows: vec![Row::data(vec![
                Cell::Text("A & B".to_owned()),
                Cell::Count(3),
                Cell::Count(5),
            ])],
        };
        let page = String::from_utf8(html(&sheet)).unwrap();
        assert!(page.contains("<td align=\"center\" colspan=\"2\"><b>Demand</b></td>\r\n"));
        assert!(page.contains("rowspan=\"2\"><b>Panchayat</b>") && page.contains("A &amp; B"));
        assert_eq!(page.matches("<tr").count(), 4);
        assert_eq!(page.matches('\n').count(), page.matches("\r\n").count());
    }
}

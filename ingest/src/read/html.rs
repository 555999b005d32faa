//! Web pages, and pieces of them named `.xls`: tables, and the text around them.
//!
//! Only the tokenizer of the HTML5 parser is used. A tree would move stray rows out of their table, and deep
//! nesting makes building one slow; rows and cells are collected here wherever they stand, in one pass. So a
//! row that begins with `<trbgcolor …>` still ends where the next row begins.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::error::Unreadable;
use super::grid::Sheet;
use super::html_table::{Flow, Table};
use super::limits::{self, MAX_PAGE_LINES, MAX_TABLE_DEPTH};

/// The tables of a page that hold data, and the lines of text outside them.
pub(super) fn tables(text: &str) -> Result<(Vec<Sheet>, Vec<String>), Unreadable> {
    if text.len() > limits::current().markup {
        let limit = format!("{} MB", limits::current().markup >> 20);
        return Err(Unreadable::TooLarge {
            what: "a very long web page",
            limit,
        });
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    // `Done` is the only answer possible: the collector never asks for scripts to be run.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.page.into_inner().finish()
}

#[derive(Default)]
struct Collector {
    page: RefCell<Page>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        match token {
            Token::TagToken(tag) => return page.tag(&tag),
            Token::CharacterTokens(text) => page.text(&text),
            Token::EOFToken => page.close_tables(0),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Page {
    open: Vec<Table>,
    done: Vec<Table>,
    seen: usize,
    too_deep: usize,
    outside: Flow,
    /// Inside an element whose text no reader sees.
    unseen: Option<String>,
    years: BTreeSet<String>,
}

impl Page {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let starts = tag.kind == TagKind::StartTag;
        if let Some(unseen) = &self.unseen {
            if !starts && unseen == name {
                self.unseen = None;
            }
            return TokenSinkResult::Continue;
        }
        match (name, starts) {
            ("table", true) => self.open_table(),
            ("table", false) => self.close_table(),
            ("tr", _) => self.table().end_row(starts),
            ("td" | "th", true) => {
                self.table()
                    .start_cell(name == "th", span(tag, "colspan"), span(tag, "rowspan"))
            }
            ("td" | "th", false) => self.table().end_cell(),
            ("a", true) => self.link(tag),
            ("script" | "style" | "select" | "xmp" | "iframe" | "noembed" | "noframes", true) => {
                self.unseen = Some(name.to_owned());
                return raw_text(name);
            }
            ("title" | "textarea", true) => {
                self.flow().line_break();
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            _ if breaks_line(name) => self.flow().line_break(),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn text(&mut self, text: &str) {
        if self.unseen.is_none() {
            self.flow().push(text);
        }
    }

    /// Where text goes: into the innermost open cell, else beside the tables.
    fn flow(&mut self) -> &mut Flow {
        match self.open.iter().rposition(Table::in_cell) {
            Some(index) => &mut self.open[index].flow,
            None => &mut self.outside,
        }
    }

    /// The table that a row or cell belongs to; rows outside of any begin one of their own.
    fn table(&mut self) -> &mut Table {
        if self.open.is_empty() {
            self.open_table();
        }
        self.open
            .last_mut()
            .expect("a table was just opened if there was none")
    }

    fn open_table(&mut self) {
        if self.open.len() >= MAX_TABLE_DEPTH {
            self.too_deep += 1;
            return;
        }
        self.flow().line_break();
        self.open.push(Table::numbered(self.seen));
        self.seen += 1;
    }

    fn close_table(&mut self) {
        match self.too_deep {
            0 => self.close_tables(self.open.len().saturating_sub(1)),
            _ => self.too_deep -= 1,
        }
    }

    /// Closes the innermost tables until `left` are open.
    fn close_tables(&mut self, left: usize) {
        while self.open.len() > left {
            let Some(mut table) = self.open.pop() else { return };
            table.end_row(false);
            if table.is_data() {
                self.open.iter_mut().for_each(|outer| outer.holds_data = true);
                self.done.push(table);
                continue;
            }
            for line in table.lines() {
                let flow = self.flow();
                flow.line_break();
                flow.push(&line);
            }
            self.flow().line_break();
            if table.could_be_header() {
                self.done.push(table);
            }
        }
    }

    fn link(&mut self, tag: &Tag) {
        let Some(href) = tag.attrs.iter().find(|attr| &*attr.name.local == "href") else {
            return;
        };
        for (key, value) in href
            .value
            .split(['?', '&', ';'])
            .filter_map(|part| part.split_once('='))
        {
            if key.eq_ignore_ascii_case("fin_year") && !value.is_empty() && value.len() <= 20 {
                self.years.insert(value.replace("%20", " ").replace('+', " "));
            }
        }
    }

    fn finish(mut self) -> Result<(Vec<Sheet>, Vec<String>), Unreadable> {
        self.close_tables(0);
        if self.done.iter().any(Table::is_data) {
            self.done.retain(Table::is_data);
        }
        self.done.sort_by_key(|table| table.number);
        let named = (1..).zip(&self.done);
        let sheets = named
            .map(|(number, table)| table.sheet(format!("table {number}")))
            .collect::<Result<_, _>>()?;
        let mut lines: Vec<String> = self
            .outside
            .lines()
            .map(str::to_owned)
            .take(MAX_PAGE_LINES)
            .collect();
        lines.extend(self.years.iter().map(|year| format!("fin_year={year}")));
        Ok((sheets, lines))
    }
}

fn span(tag: &Tag, name: &str) -> u32 {
    let value = tag
        .attrs
        .iter()
        .find(|attr| &*attr.name.local == name)
        .map(|attr| attr.value.trim().parse());
    match value {
        Some(Ok(0)) | Some(Err(_)) | None => 1,
        Some(Ok(span)) => span,
    }
}

/// What the tokenizer must do after tags whose content is no markup.
fn raw_text(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "select" => TokenSinkResult::Continue,
        _ => TokenSinkResult::RawData(RawKind::Rawtext),
    }
}

fn breaks_line(name: &str) -> bool {
    matches!(
        name,
        "br" | "p"
            | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "hr"
            | "center"
            | "form"
            | "fieldset"
            | "legend"
            | "pre"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "title"
            | "textarea"
            | "caption"
            | "body"
            | "header"
            | "footer"
            | "section"
            | "article"
            | "nav"
            | "thead"
            | "tbody"
            | "tfoot"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
        (0..sheet.rows())
            .map(|row| sheet.row(row).map(|cell| cell.text().into_owned()).collect())
            .collect()
    }

    #[test]
    fn a_row_with_a_broken_tag_loses_no_cell() {
        let page = "<table><tr><td>GP<td>Days</tr><trbgcolor='#e2'><td>1<td>2<tr><td>Basia<td>7</tr></trbgcolor></table>";
        let (sheets, _) = tables(page).unwrap();
        assert_eq!(rows(&sheets[0]), [["GP", "Days"], ["1", "2"], ["Basia", "7"]]);
    }

    #[test]
    fn layout_tables_give_their_text_and_data_tables_their_cells() {
        let page = "<title>MIS</title><table><tr><td>State : <b>JHARKHAND</b><br>As on 26-7-2020</td></tr><tr><td>
            <table><tr><th>GP<th>Days</tr><tr><td>Basia<td><table><tr><td>7</table></tr></table></td></tr></table><p>End";
        let (sheets, lines) = tables(page).unwrap();
        assert_eq!(sheets.len(), 1);
        assert_eq!(rows(&sheets[0]), [["GP", "Days"], ["Basia", "7"]]);
        assert_eq!(lines, ["MIS", "State : JHARKHAND", "As on 26-7-2020", "End"]);
    }

    #[test]
    fn spans_are_unrolled_and_absurd_ones_are_cut() {
        let page = "<table><tr><td rowspan=2>Khatra<td colspan=1000000>2024<tr><td>1<td>2<tr><td rowspan=0>x<td colspan=-1>y</table>";
        let (sheets, _) = tables(page).unwrap();
        assert_eq!(
            rows(&sheets[0]),
            [["Khatra", "2024", "2024"], ["Khatra", "1", "2"], ["x", "y", ""]].map(trimmed)
        );
        assert_eq!(sheets[0].covered_by(1, 0), Some((0, 0)));
    }

    fn trimmed(row: [&str; 3]) -> Vec<&str> {
        row.into_iter().filter(|cell| !cell.is_empty()).collect()
    }

    #[test]
    fn scripts_comments_and_drop_downs_are_not_text() {
        let page = "<script>document.write('<table><tr><td>1<td>2')</script><!-- <tr><td>no --><select><option>2019</select>
            <a href='x.aspx?fin_year=2022-2023&amp;page=s'>link</a>";
        let (sheets, lines) = tables(page).unwrap();
        assert!(sheets.is_empty());
        assert_eq!(lines, ["link", "fin_year=2022-2023"]);
    }

    #[test]
    fn a_table_with_a_header_alone_is_still_a_table() {
        let (sheets, _) = tables("<table><tr><th>GP</th><th>Days</th></tr></table>").unwrap();
        assert_eq!(rows(&sheets[0]), [["GP", "Days"]]);
    }

    #[test]
    fn deep_nesting_ends_in_good_time() {
        let deep = ["<table><tr><td>", "<div><b>", "x", "<tr>", "</table>"]
            .map(|piece| piece.repeat(100_000))
            .concat();
        assert!(tables(&deep).unwrap().0.is_empty());
        let wide = ["<table><tr>", &"<td>1".repeat(100_000), "<tr><td>2</table>"].concat();
        assert!(matches!(tables(&wide), Err(Unreadable::TooLarge { .. })));
    }
}

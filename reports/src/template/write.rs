//! A template as a workbook: the table, the hidden lists of its drop-downs, and the notes.

use ingest::Wording;
use jiff::civil::Time;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, IgnoreError, Workbook, Worksheet,
};

use super::columns::{Holds, Within};
use super::{Check, Template, notes};
use crate::ReportError;
use crate::workbook::{excel, token, without_time};

/// Rows below those that are filled in that have drop-downs and checks.
const BLANK_ROWS: u32 = 300;

/// The name of the hidden sheet, to which drop-downs refer.
const LISTS: &str = "Lists";

/// How the cells look.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) text: Format,
    pub(super) label: Format,
    line: Format,
    pub(super) head: Format,
    key: Format,
    day: Format,
    code: Format,
    plain: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new().set_font_color(token("ink"));
        let head = base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(token("ground"))
            .set_border(FormatBorder::Thin)
            .set_border_color(token("muted"));
        let cell = base
            .clone()
            .set_border(FormatBorder::Hair)
            .set_border_color(token("muted"));
        Self {
            title: base.clone().set_bold().set_font_size(14),
            line: base.clone().set_bold(),
            label: base
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            text: base.clone().set_text_wrap().set_align(FormatAlign::Top),
            head,
            key: cell.clone().set_background_color(token("ground")),
            day: cell.clone().set_num_format("dd/mm/yyyy"),
            code: cell.clone().set_num_format("@"),
            plain: cell,
        }
    }

    fn of(&self, holds: Holds, check: &Check) -> &Format {
        match (holds, check) {
            (_, Check::Day) => &self.day,
            (_, Check::Code) => &self.code,
            _ => &self.plain,
        }
    }
}

/// Writes the workbook.
pub(super) fn xlsx(template: &Template<'_>) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    let title = format!("{} · {}", template.programme.id, template.dataset.id);
    let properties = DocProperties::new().set_title(title).set_author("jela");
    workbook.set_properties(&without_time(properties)?);
    let looks = Looks::new();
    let wording = Wording {
        language: template.language,
        columns: &[],
        shift: 0,
    };
    let mut table = table(template, &looks, wording)?;
    let name: String = template
        .dataset
        .title
        .get(template.language)
        .chars()
        .take(25)
        .collect();
    table.set_name(name.replace(['[', ']', ':', '*', '?', '/', '\\'], " "))?;
    workbook.push_worksheet(table);
    let mut notes = notes::write(template, &looks)?;
    notes.set_name(wording.text("template-sheet"))?;
    workbook.push_worksheet(notes);
    workbook.push_worksheet(lists(template, wording)?);
    Ok(workbook.save_to_buffer()?)
}

/// How deep the header is.
fn depth(template: &Template<'_>) -> u32 {
    let depth = template.columns.iter().map(|column| column.path.len()).max();
    depth.unwrap_or(1) as u32
}

fn table(template: &Template<'_>, looks: &Looks, wording: Wording<'_>) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    let mut row = 0;
    for (nth, title) in template.titles.iter().enumerate() {
        let format = if nth == 0 { &looks.title } else { &looks.line };
        sheet.write_string_with_format(row, 0, title, format)?;
        row += 1;
    }
    if template.dated_above {
        as_on(&mut sheet, template, looks, wording, row)?;
        row += 1;
    }
    let top = row + 1;
    header(&mut sheet, template, looks, top)?;
    let first = top + depth(template);
    rows(&mut sheet, template, looks, first)?;
    let last = first + template.rows.len() as u32 + BLANK_ROWS;
    for row in first + template.rows.len() as u32..=last {
        for (at, column) in (0u16..).zip(&template.columns) {
            // Codes keep their zeros and days their order only in cells that were made for them.
            sheet.write_blank(row, at, looks.of(column.holds, &column.check))?;
        }
    }
    checks(&mut sheet, template, wording, (first, last))?;
    lay_out(&mut sheet, template, (top, first))?;
    Ok(sheet)
}

fn as_on(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    looks: &Looks,
    wording: Wording<'_>,
    row: u32,
) -> Result<(), ReportError> {
    // The words are those that the reader looks for, in every language.
    sheet.write_string_with_format(row, 0, "As on", &looks.label)?;
    match template.as_on {
        Some(day) => {
            let day = excel(day.to_datetime(Time::midnight()))?;
            sheet.write_datetime_with_format(row, 1, &day, &looks.day)?;
        }
        None => {
            sheet.write_blank(row, 1, &looks.day)?;
        }
    }
    let check = day_rule()?
        .set_input_title("As on")?
        .set_input_message(wording.text("template-fill-date"))?;
    sheet.add_data_validation(row, 1, row, 1, &check)?;
    Ok(())
}

/// Titles over several columns are merged, and columns with fewer titles than others span downwards.
fn header(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    looks: &Looks,
    top: u32,
) -> Result<(), ReportError> {
    let depth = depth(template);
    let columns = &template.columns;
    for level in 0..depth as usize {
        let row = top + level as u32;
        let mut left = 0;
        while left < columns.len() {
            let path = &columns[left].path;
            let Some(text) = path.get(level) else {
                left += 1;
                continue;
            };
            let is_last = path.len() == level + 1;
            let under_same = |other: &&super::TemplateColumn| {
                !is_last && other.path.len() > level + 1 && other.path[..=level] == path[..=level]
            };
            let width = 1 + columns[left + 1..].iter().take_while(under_same).count();
            let bottom = if is_last { top + depth - 1 } else { row };
            let right = left + width - 1;
            match (bottom > row, right > left) {
                (false, false) => {
                    sheet.write_string_with_format(row, left as u16, text, &looks.head)?;
                }
                _ => {
                    sheet.merge_range(row, left as u16, bottom, right as u16, text, &looks.head)?;
                }
            }
            left += width;
        }
    }
    Ok(())
}

fn rows(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    looks: &Looks,
    first: u32,
) -> Result<(), ReportError> {
    for (row, cells) in (first..).zip(&template.rows) {
        for (at, (column, text)) in (0u16..).zip(template.columns.iter().zip(cells)) {
            let is_key = matches!(column.holds, Holds::Name(_) | Holds::Code(_)) && !text.is_empty();
            let format = if is_key {
                &looks.key
            } else {
                looks.of(column.holds, &column.check)
            };
            let number = match column.check {
                Check::Whole | Check::Between(..) => text.parse::<f64>().ok(),
                _ => None,
            };
            let day = match column.check {
                Check::Day => text.parse::<jiff::civil::Date>().ok(),
                _ => None,
            };
            match (number, day) {
                (Some(number), _) => {
                    sheet.write_number_with_format(row, at, number, format)?;
                }
                (None, Some(day)) => {
                    let day = excel(day.to_datetime(Time::midnight()))?;
                    sheet.write_datetime_with_format(row, at, &day, format)?;
                }
                (None, None) if text.is_empty() => {
                    sheet.write_blank(row, at, format)?;
                }
                (None, None) => {
                    sheet.write_string_with_format(row, at, text, format)?;
                }
            }
        }
    }
    Ok(())
}

fn checks(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    wording: Wording<'_>,
    (first, last): (u32, u32),
) -> Result<(), ReportError> {
    let mut lists = 0;
    let mut pairs = template
        .columns
        .iter()
        .filter(|column| column.check.list().is_some())
        .count() as u32;
    for (at, column) in (0u16..).zip(&template.columns) {
        let rule = match &column.check {
            Check::Anything | Check::Code => None,
            Check::Whole => {
                Some(DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)))
            }
            Check::Between(least, most) => {
                Some(DataValidation::new().allow_decimal_number(DataValidationRule::Between(*least, *most)))
            }
            Check::Day => Some(day_rule()?),
            check => check.list().map(|words| {
                let letters = ingest::read::column_letters(lists);
                let all = format!("{LISTS}!${letters}$2:${letters}${}", words.len() + 1);
                let range = match &column.within {
                    Some(within) => narrowed(within, &all, pairs, first),
                    None => format!("={all}"),
                };
                DataValidation::new().allow_list_formula(Formula::new(range))
            }),
        };
        pairs += if column.within.is_some() { 2 } else { 0 };
        lists += u32::from(column.check.list().is_some());
        let Some(rule) = rule else { continue };
        let style = match column.check {
            // A name that the list lacks is told when the sheet is taken in, with those that are near.
            Check::Likely(_) => DataValidationErrorStyle::Warning,
            _ => DataValidationErrorStyle::Stop,
        };
        let hint = column.hint.clone().unwrap_or_else(|| column.check.hint(wording));
        let rule = rule
            .set_error_style(style)
            .set_error_title(wording.text("template-wrong"))?
            .set_error_message(hint.chars().take(200).collect::<String>())?;
        sheet.add_data_validation(first, at, last, at, &rule)?;
    }
    Ok(())
}

/// The part of a sorted list whose neighbour is what another cell of the row says; the whole list where that is blank or no
/// place of the list. Excel and LibreOffice read it alike.
fn narrowed(within: &Within, all: &str, pairs: u32, first: u32) -> String {
    let letters = ingest::read::column_letters;
    let (around, names) = (letters(pairs), letters(pairs + 1));
    let last = within.pairs.len() + 1;
    let around = format!("{LISTS}!${around}$2:${around}${last}");
    let cell = format!("${}{}", letters(u32::from(within.column)), first + 1);
    format!(
        "=IF(COUNTIF({around},{cell})=0,{all},OFFSET({LISTS}!${names}$1,MATCH({cell},{around},0),0,COUNTIF({around},{cell}),1))"
    )
}

fn day_rule() -> Result<DataValidation, ReportError> {
    let (from, to) = (
        ExcelDateTime::from_ymd(2000, 1, 1)?,
        ExcelDateTime::from_ymd(2099, 12, 31)?,
    );
    Ok(DataValidation::new().allow_date(DataValidationRule::Between(from, to)))
}

fn lay_out(
    sheet: &mut Worksheet,
    template: &Template<'_>,
    (top, first): (u32, u32),
) -> Result<(), ReportError> {
    let mut lines = 1;
    for (at, column) in (0u16..).zip(&template.columns) {
        let width = width(template, at, column);
        sheet.set_column_width(at, width as f64)?;
        let letters = column.path.last().map_or(0, |text| text.chars().count());
        lines = lines.max(lines_of(letters, width));
    }
    sheet.set_row_height(first - 1, 15.0 * f64::from(lines))?;
    let names = template
        .columns
        .iter()
        .take_while(|column| matches!(column.holds, Holds::Name(_) | Holds::Code(_)));
    // Names stay in view beside the figures, as long as they leave room for them.
    let frozen = names.count().min(4) as u16;
    sheet.set_freeze_panes(first, frozen)?;
    sheet.set_repeat_rows(top, first - 1)?;
    if let (Some(last), false) = (template.columns.len().checked_sub(1), template.rows.is_empty()) {
        let bottom = first + template.rows.len() as u32 - 1;
        sheet.ignore_error_range(first, 0, bottom, last as u16, IgnoreError::NumberStoredAsText)?;
    }
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How wide a column must be, in letters.
fn width(template: &Template<'_>, at: u16, column: &super::TemplateColumn) -> usize {
    let words = column.path.iter().flat_map(|text| text.split_whitespace());
    let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
    let text = template.rows.iter().filter_map(|row| row.get(usize::from(at)));
    let widest = text.map(|text| text.chars().count()).max().unwrap_or(0);
    let least = match column.holds {
        Holds::Name(_) => 18,
        Holds::Identity | Holds::Code(_) => 15,
        Holds::Date => 12,
        Holds::Value if column.check.list().is_some() => 18,
        Holds::Value => 12,
    };
    (longest + 2).max(widest + 2).clamp(least, 36)
}

/// How many lines a text takes in a column; words that do not fit into the rest of a line leave it empty.
pub(crate) fn lines_of(letters: usize, width: usize) -> u32 {
    let room = width.saturating_sub(3).max(6);
    (letters.div_ceil(room) as u32 + u32::from(letters > 2 * room)).clamp(1, 12)
}

/// A column for each drop-down, in the order of the table's columns.
fn lists(template: &Template<'_>, wording: Wording<'_>) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(LISTS)?;
    sheet.set_hidden(true);
    let with_lists = template
        .columns
        .iter()
        .filter_map(|column| Some((column, column.check.list()?)));
    for (at, (column, words)) in (0u16..).zip(with_lists) {
        // The reader knows by its first words that the sheet is no data.
        let head = if at == 0 {
            wording.text("template-notes")
        } else {
            column.path.join(" / ")
        };
        sheet.write_string(0, at, head)?;
        for (row, word) in (1..).zip(words) {
            sheet.write_string(row, at, word)?;
        }
    }
    let lists = template
        .columns
        .iter()
        .filter(|column| column.check.list().is_some());
    let mut at = lists.count() as u16;
    for within in template
        .columns
        .iter()
        .filter_map(|column| column.within.as_ref())
    {
        for (row, (around, name)) in (1..).zip(&within.pairs) {
            sheet.write_string(row, at, around)?;
            sheet.write_string(row, at + 1, name)?;
        }
        at += 2;
    }
    if template
        .columns
        .iter()
        .all(|column| column.check.list().is_none())
    {
        sheet.write_string(0, 0, wording.text("template-notes"))?;
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use catalog::Language;

    #[test]
    fn every_text_of_a_template_stands_in_all_languages() {
        let sources = [
            include_str!("write.rs"),
            include_str!("notes.rs"),
            include_str!("cells.rs"),
            include_str!("columns.rs"),
        ];
        let quoted = sources
            .into_iter()
            .flat_map(|source| source.split('"').skip(1).step_by(2));
        let messages = catalog::Messages::new().unwrap();
        for id in quoted.filter(|text| text.starts_with("template-")) {
            for language in Language::ALL {
                assert!(messages.has(language, id), "{id} is missing in {language}");
            }
        }
    }
}

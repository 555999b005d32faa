//! How marked cells look: never by colour alone, so that they are found on paper and by everybody.

use ingest::Effect;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::workbook::token;

/// What a cell of the sender's sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A line above or below the table.
    Line,
    /// The header of a column.
    Header,
    /// What was reported.
    Value,
}

/// How a date is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Plain,
    Day,
    Moment,
}

/// The formats of a findings workbook.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) text: Format,
    pub(super) head: Format,
    pub(super) mend_head: Format,
    pub(super) link: Format,
    plain: Vec<(Part, Shown, Option<Effect>, Format)>,
    row: [Format; 2],
}

impl Looks {
    pub(super) fn new() -> Self {
        let base = Format::new().set_font_color(token("ink"));
        let wrapped = base.clone().set_text_wrap().set_align(FormatAlign::Top);
        let head = base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(token("ground"))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(token("muted"));
        let mut plain = Vec::new();
        for part in [Part::Line, Part::Header, Part::Value] {
            for shown in [Shown::Plain, Shown::Day, Shown::Moment] {
                for effect in [None, Some(Effect::RowKept), Some(Effect::RowLeftOut)] {
                    let format = match part {
                        Part::Line => base.clone(),
                        Part::Header => head.clone(),
                        Part::Value => base.clone().set_align(FormatAlign::Top),
                    };
                    let format = marked(dated(format, shown), effect);
                    plain.push((part, shown, effect, format));
                }
            }
        }
        let mend = |effect| marked(wrapped.clone(), Some(effect));
        Self {
            title: base.clone().set_bold().set_font_size(14),
            mend_head: head.clone().set_border_bottom(FormatBorder::Medium),
            head,
            link: wrapped
                .clone()
                .set_font_color(token("accent"))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            row: [mend(Effect::RowKept), mend(Effect::RowLeftOut)],
            text: wrapped,
            plain,
        }
    }

    /// The format of a cell of the sender's sheet.
    pub(super) fn of(&self, part: Part, shown: Shown, effect: Option<Effect>) -> &Format {
        let found = self
            .plain
            .iter()
            .find(|(one, day, mark, _)| (*one, *day, *mark) == (part, shown, effect));
        found.map_or(&self.text, |(_, _, _, format)| format)
    }

    /// The format of what to mend in a row.
    pub(super) fn mend(&self, effect: Effect) -> &Format {
        &self.row[usize::from(effect == Effect::RowLeftOut)]
    }
}

fn dated(format: Format, shown: Shown) -> Format {
    match shown {
        Shown::Plain => format,
        Shown::Day => format.set_num_format("dd/mm/yyyy"),
        Shown::Moment => format.set_num_format("dd/mm/yyyy hh:mm"),
    }
}

/// A thick frame where the row is not counted, a dashed one where it is; the fill only helps.
fn marked(format: Format, effect: Option<Effect>) -> Format {
    let (border, colour, fill) = match effect {
        None => return format,
        Some(Effect::RowLeftOut) => (FormatBorder::Medium, token("worse"), 0x00FB_E3DF),
        Some(Effect::RowKept) => (FormatBorder::MediumDashed, token("watch"), 0x00FF_F3D6),
    };
    format
        .set_border(border)
        .set_border_color(colour)
        .set_background_color(rust_xlsxwriter::Color::RGB(fill))
}

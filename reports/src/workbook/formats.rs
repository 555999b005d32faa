//! How cells look: number formats, heads, states.

use catalog::Unit;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::document::{Kind, Printed, UNSTABLE};

/// Lakh and crore set apart by commas. Only two conditions are allowed, so large negatives keep thousands.
const GROUPED: &str = r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;##,##0";

/// The formats of a workbook.
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) notice: Format,
    pub(super) head: Format,
    pub(super) key_head: Format,
    pub(super) key: Format,
    pub(super) label: Format,
    pub(super) wrapped: Format,
    pub(super) link: Format,
    plain: Format,
    state: Format,
}

fn colour(name: &str) -> Color {
    let token = charts::theme::find(name).expect("the names are tokens of the theme; a test reads them all");
    let charts::theme::Colour(red, green, blue) = token.light;
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}

/// The colour of a token, for charts.
pub(crate) fn token(name: &str) -> Color {
    colour(name)
}

impl Formats {
    pub(super) fn new() -> Self {
        let plain = Format::new()
            .set_font_name("Noto Sans")
            .set_font_size(10)
            .set_font_color(colour("ink"));
        let head = plain
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_background_color(colour("ground"))
            .set_border_bottom(FormatBorder::Medium);
        let head = head
            .set_border_bottom_color(colour("accent"))
            .set_align(FormatAlign::Bottom);
        Self {
            title: plain.clone().set_bold().set_font_size(16),
            subtitle: plain.clone().set_font_color(colour("muted")),
            notice: plain.clone().set_bold().set_font_color(colour("watch")),
            key_head: head.clone().set_align(FormatAlign::Left),
            head: head.set_align(FormatAlign::Right),
            key: plain.clone(),
            label: plain.clone().set_bold().set_align(FormatAlign::Top),
            wrapped: plain.clone().set_text_wrap().set_align(FormatAlign::Top),
            link: plain
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_font_color(colour("accent"))
                .set_underline(FormatUnderline::Single),
            state: plain
                .clone()
                .set_font_color(colour("muted"))
                .set_align(FormatAlign::Right),
            plain,
        }
    }

    /// The format of a figure or of the word in its stead.
    pub(super) fn of(&self, printed: &Printed) -> Format {
        match printed.value {
            Some(value) => {
                shaded(self.plain.clone(), printed.shade).set_num_format(number_format(printed, value))
            }
            None => self.state.clone(),
        }
    }

    /// The same for the row of the whole.
    pub(super) fn of_total(&self, printed: &Printed) -> Format {
        emphasised(self.of(printed))
    }

    /// The name in the row of the whole.
    pub(super) fn total_key(&self) -> Format {
        emphasised(self.key.clone())
    }
}

fn emphasised(format: Format) -> Format {
    format
        .set_bold()
        .set_border_top(FormatBorder::Thin)
        .set_border_top_color(colour("muted"))
}

/// A ground of the accent's colour, the stronger the higher the step.
fn shaded(format: Format, step: u8) -> Format {
    /// Percent of the accent in each step; the darkest still leaves ink readable.
    const STRENGTH: [u32; 6] = [0, 6, 13, 20, 28, 36];
    let strength = STRENGTH[usize::from(step).min(STRENGTH.len() - 1)];
    if strength == 0 {
        return format;
    }
    let token = charts::theme::find("accent").expect("the accent is a token of the theme");
    let charts::theme::Colour(red, green, blue) = token.light;
    let mixed = |part: u8| (u32::from(part) * strength + 255 * (100 - strength)) / 100;
    let mixed = [red, green, blue]
        .map(mixed)
        .map(|part| u8::try_from(part).unwrap_or(u8::MAX));
    format.set_background_color(Color::RGB(u32::from_be_bytes([0, mixed[0], mixed[1], mixed[2]])))
}

fn number_format(printed: &Printed, value: f64) -> String {
    let plain = kind_format(printed.kind, value);
    let mut mark = printed.marks.signs();
    if printed.unstable {
        mark.push_str(UNSTABLE);
    }
    if !mark.is_empty() {
        return plain
            .split(';')
            .map(|section| format!("{section}\"{mark}\""))
            .collect::<Vec<_>>()
            .join(";");
    }
    plain
}

/// The format of a kind of number. A part of a rupee is kept in the cell and shown.
pub(super) fn kind_format(kind: Kind, value: f64) -> String {
    match kind {
        Kind::Of(Unit::Count) => GROUPED.to_owned(),
        Kind::Of(Unit::Rupees) if value.fract() == 0.0 => GROUPED.to_owned(),
        Kind::Of(Unit::Rupees) => GROUPED
            .split(';')
            .map(|section| format!("{section}.00"))
            .collect::<Vec<_>>()
            .join(";"),
        Kind::Of(Unit::Days | Unit::Percent | Unit::RupeesPerDay | Unit::GramsPerKilogramDay) => {
            "0.0".to_owned()
        }
        Kind::Of(Unit::Index) => "0.00".to_owned(),
        Kind::Change => "+0.0;-0.0;0.0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Marks;

    #[test]
    fn every_format_can_be_made() {
        let formats = Formats::new();
        assert_eq!(formats.total_key(), emphasised(formats.key.clone()));
    }

    #[test]
    fn a_mark_stands_in_every_section_of_a_number_format() {
        let printed = Printed {
            value: Some(1.0),
            text: String::new(),
            kind: Kind::Of(Unit::Count),
            state: None,
            marks: Marks {
                while_suspended: true,
                ..Marks::default()
            },
            hidden_below: None,
            shade: 0,
            unstable: false,
        };
        let format = number_format(&printed, 1.0);
        assert_eq!(format.matches(crate::marks::WHILE_SUSPENDED).count(), 3);
    }
}

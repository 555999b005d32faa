//! A finished chart: SVG for a page, for a download, or for print.

use crate::measure::{Heaviness, wrap};
use crate::{stylesheet, theme};

/// The two widths every chart is drawn for; a page shows the one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 340 CSS pixels: a phone.
    Narrow,
    /// 640 CSS pixels: a desk, print.
    Wide,
}

impl Width {
    /// The width in CSS pixels.
    pub fn pixels(self) -> u32 {
        match self {
            Self::Narrow => 340,
            Self::Wide => 640,
        }
    }
}

/// What is said about a chart, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// The chart's name within its page: `persondays-by-month`.
    pub id: String,
    /// What is seen, with the unit: "Persondays by month, lakh".
    pub title: String,
    /// Place, period and coverage.
    pub subtitle: String,
    /// The finding in a sentence, for those who hear the chart.
    pub finding: String,
    /// Source and as-on date.
    pub foot: String,
    /// `en`, `bn` or `hi`.
    pub language: String,
    /// What each period says when it is pointed at, in the order of periods; nothing where it is empty.
    pub tips: Vec<String>,
}

impl Caption {
    /// A caption in English of nothing but a title; set the rest with the methods of its parts.
    pub fn new(id: &str, title: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            subtitle: String::new(),
            finding: String::new(),
            foot: String::new(),
            language: "en".to_owned(),
            tips: Vec::new(),
        }
    }

    /// With place, period and coverage.
    pub fn subtitle(mut self, subtitle: &str) -> Self {
        subtitle.clone_into(&mut self.subtitle);
        self
    }

    /// With the finding in a sentence.
    pub fn finding(mut self, finding: &str) -> Self {
        finding.clone_into(&mut self.finding);
        self
    }

    /// With source and as-on date.
    pub fn foot(mut self, foot: &str) -> Self {
        foot.clone_into(&mut self.foot);
        self
    }

    /// With what each period says when it is pointed at.
    pub fn tips(self, tips: Vec<String>) -> Self {
        Self { tips, ..self }
    }

    /// In another language: `bn`, `hi`.
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// The caption of a later page of the same chart; pages are counted from 0.
    pub(crate) fn page(&self, number: usize) -> Self {
        let id = if number == 0 {
            self.id.clone()
        } else {
            format!("{}-{}", self.id, number + 1)
        };
        Self { id, ..self.clone() }
    }
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg {
    /// Width of the drawing in CSS pixels.
    pub width: u32,
    /// Height of the drawing in CSS pixels, without title and foot.
    pub height: u32,
    /// What is said about it.
    pub caption: Caption,
    id: String,
    body: String,
}

const MARGIN: f64 = 16.0;

impl Svg {
    /// `id` is the start of every id within the drawing.
    pub(crate) fn new(caption: &Caption, id: String, (width, height): (u32, u32), body: String) -> Self {
        Self {
            width,
            height,
            caption: caption.clone(),
            id,
            body,
        }
    }

    /// For a page: no title drawn (the page has a caption), no styles (the page has [`stylesheet::css`]).
    pub fn inline(&self) -> String {
        let (width, height) = (self.width, self.height);
        self.document(
            &format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\""),
            &self.body,
        )
    }

    /// For PDF: the drawing alone with the light styles in it; the report has a caption.
    pub fn for_print(&self) -> String {
        let (width, height) = (self.width, self.height);
        let style = format!("<style>{}</style>\n{}", stylesheet::light(), self.body);
        self.document(
            &format!("{XMLNS} width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\""),
            &style,
        )
    }

    /// For a download: a file that says everything itself, title, subtitle and foot, and follows dark mode.
    pub fn standalone(&self) -> String {
        self.file(&format!("{}{}", stylesheet::light(), stylesheet::dark()))
    }

    /// As [`Svg::standalone`], but always light: for pictures of it.
    pub(crate) fn light(&self) -> (String, f64, f64) {
        let (width, height) = self.outer_size();
        (self.file(&stylesheet::light()), width, height)
    }

    fn outer_size(&self) -> (f64, f64) {
        let (_, top) = self.head();
        let (_, bottom) = self.foot(top);
        (f64::from(self.width) + 2.0 * MARGIN, bottom)
    }

    fn file(&self, style: &str) -> String {
        let (head, top) = self.head();
        let (foot, _) = self.foot(top);
        let (width, height) = self.outer_size();
        let size = format!("{XMLNS} width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
        let body = format!(
            "<style>{style}</style>\n<rect class=\"card\" width=\"{width}\" height=\"{height}\"/>\n{head}\
             <g transform=\"translate({MARGIN} {top})\">\n{}</g>\n{foot}",
            self.body
        );
        self.document(&size, &body)
    }

    /// Title and subtitle, and where the drawing may begin.
    fn head(&self) -> (String, f64) {
        let mut lines = Lines {
            at: MARGIN - 4.0,
            ..Lines::default()
        };
        lines.paragraph(&self.caption.title, "title", 16.0, Heaviness::Bold, self.width);
        lines.paragraph(
            &self.caption.subtitle,
            "subtitle",
            14.0,
            Heaviness::Regular,
            self.width,
        );
        (lines.text, lines.at + 12.0)
    }

    /// The foot under a drawing that begins at `top`, and where the file ends.
    fn foot(&self, top: f64) -> (String, f64) {
        let mut lines = Lines {
            at: top + f64::from(self.height) + 4.0,
            ..Lines::default()
        };
        lines.paragraph(&self.caption.foot, "tick", 12.0, Heaviness::Regular, self.width);
        (lines.text, lines.at + 12.0)
    }

    fn document(&self, size: &str, body: &str) -> String {
        let Self { id, caption, .. } = self;
        let language = escape(&caption.language);
        format!(
            "<svg class=\"chart\" {size} role=\"img\" lang=\"{language}\" aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{}{body}</svg>\n",
            escape(&caption.title),
            escape(&caption.finding),
            self.patterns(),
        )
    }

    /// The patterns that this chart uses.
    fn patterns(&self) -> String {
        let used = |name: &&(&str, &str)| self.body.contains(&format!("url(#{}-{})", self.id, name.0));
        let patterns: String = PATTERNS.iter().filter(used).map(|(name, inside)| {
            format!("<pattern id=\"{}-{name}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">{inside}</pattern>", self.id)
        }).collect();
        if patterns.is_empty() {
            patterns
        } else {
            format!("<defs>{patterns}</defs>\n")
        }
    }
}

const XMLNS: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

const PATTERNS: [(&str, &str); 3] = [
    (
        "hatch",
        "<rect class=\"ground\" width=\"6\" height=\"6\"/><path class=\"weave\" d=\"M-1 1l2-2M0 6l6-6M5 7l2-2\"/>",
    ),
    (
        "dots",
        "<rect class=\"ground\" width=\"6\" height=\"6\"/><circle class=\"speck\" cx=\"1.5\" cy=\"1.5\" r=\"1\"/><circle class=\"speck\" cx=\"4.5\" cy=\"4.5\" r=\"1\"/>",
    ),
    (
        "stripes",
        "<rect class=\"ground\" width=\"6\" height=\"6\"/><path class=\"weave\" d=\"M1.5 0v6M4.5 0v6\"/>",
    ),
];

/// Paragraphs under each other.
#[derive(Default)]
struct Lines {
    text: String,
    at: f64,
}

impl Lines {
    fn paragraph(&mut self, text: &str, class: &str, size: f64, heaviness: Heaviness, width: u32) {
        for line in wrap(text, size, heaviness, f64::from(width)) {
            self.at += size * theme::LINE_HEIGHT;
            let y = self.at - size * 0.35;
            self.text += &format!(
                "<text class=\"{class}\" x=\"{MARGIN}\" y=\"{y:.1}\">{}</text>\n",
                escape(&line)
            );
        }
    }
}

/// Text as it may stand between tags and in attributes; characters that XML does not know become `�`.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                escaped.push('\u{FFFD}')
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A name as it may stand in an id: letters, digits and hyphens.
pub(crate) fn id(name: &str, width: Width) -> String {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    match width {
        Width::Narrow => format!("c-{plain}-n"),
        Width::Wide => format!("c-{plain}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_stays_text() {
        assert_eq!(
            escape("<b>\"A\" & B</b>\u{1}"),
            "&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;\u{FFFD}"
        );
    }

    #[test]
    fn an_id_holds_no_character_that_could_end_it() {
        assert_eq!(id("a\" onload=\"x", Width::Narrow), "c-a--onload--x-n");
    }

    #[test]
    fn both_widths_of_a_chart_may_stand_on_one_page() {
        assert_ne!(id("map", Width::Narrow), id("map", Width::Wide));
    }
}

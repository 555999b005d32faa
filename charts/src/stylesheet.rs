//! The looks of the classes charts are drawn with: through custom properties on a page, with the colours
//! written out in a file that stands alone.

use crate::theme::{self, FONT_STACK, Token};

/// `$name` stands for a token, `@font` for the fonts.
const RULES: &str = "
.chart text{font-family:@font;font-size:12px;fill:$ink}
.chart .halo{paint-order:stroke;stroke:$card;stroke-width:3px;stroke-linejoin:round}
.chart .title{font-size:16px;font-weight:700}
.chart .subtitle{font-size:14px;fill:$muted}
.chart .tick{fill:$muted}
.chart .strong{font-weight:700}
.chart .tworse{fill:$worse;font-weight:700}
.chart .tbetter{fill:$better;font-weight:700}
.chart .twatch{fill:$watch;font-weight:700}
.chart .t1{fill:$series-1;font-weight:700}
.chart .pale,.chart .deep,.chart .small{font-size:11px}
.chart .pale{fill:$on-pale}
.chart .deep{fill:$on-deep}
.chart .card{fill:$card}
.chart .grid{fill:none;stroke:$rule}
.chart .zero{fill:none;stroke:$muted}
.chart .target{fill:none;stroke:$ink;stroke-width:1.5px;stroke-dasharray:5 3}
.chart .break{fill:none;stroke:$muted;stroke-dasharray:2 3}
.chart .line,.chart .past{fill:none;stroke-linejoin:round;stroke-linecap:round;stroke-width:2.8px}
.chart .past{stroke-width:1.6px;stroke-opacity:.6}
.chart .context{fill:none;stroke:$other;stroke-width:1.2px}
.chart .s1{stroke:$series-1}
.chart .s2{stroke:$series-2}
.chart .s3{stroke:$series-3}
.chart .s4{stroke:$series-4}
.chart .s5{stroke:$series-5}
.chart .dot{stroke:$card;stroke-width:1.5px}
.chart .d1{fill:$series-1}
.chart .d2{fill:$series-2}
.chart .d3{fill:$series-3}
.chart .d4{fill:$series-4}
.chart .d5{fill:$series-5}
.chart .mark{fill:$other}
.chart .better{fill:$better}
.chart .watch{fill:$watch}
.chart .worse{fill:$worse}
.chart .nought{fill:$nought;stroke:$muted}
.chart .none{fill:$ground;stroke:$rule}
.chart .state{stroke:$weave}
.chart .band{fill-opacity:.45}
.chart .ground{fill:$ground}
.chart .weave{fill:none;stroke:$weave;stroke-width:1.2px}
.chart .speck{fill:$muted}
.chart .tip{fill:$ink;fill-opacity:0}
.chart .limit{fill:none;stroke:$muted;stroke-width:1.2px}
.chart .alarm{fill:none;stroke:$muted;stroke-width:1.2px;stroke-dasharray:6 3}
.chart .interval{fill:none;stroke:$ink;stroke-width:1.2px}
.chart .spark{fill:none;stroke:$muted;stroke-width:1.6px;stroke-linejoin:round;stroke-linecap:round}
.chart .told{fill:$series-1}
.chart .few{fill:$card;stroke:$series-1;stroke-dasharray:3 2}
.chart .flow{stroke:$muted;stroke-width:.6px}
.chart .in1{fill:$series-1}
.chart .in2{fill:$sequential-2}
.chart .in3{fill:$sequential-6}
.chart .in4{fill:$sequential-3}
.chart .in5{fill:$sequential-1}
.chart .out1{fill:$better}
.chart .out2{fill:$diverging-3}
.chart .out3{fill:$series-3}
.chart .out4{fill:$other}
.chart .out5{fill:$series-2}
.chart .land{stroke:$card;stroke-linejoin:round}
.chart .land.nought{stroke:$muted}
.chart .q1{fill:$sequential-1}
.chart .q2{fill:$sequential-2}
.chart .q3{fill:$sequential-3}
.chart .q4{fill:$sequential-4}
.chart .q5{fill:$sequential-5}
.chart .q6{fill:$sequential-6}
.chart .v1{fill:$diverging-1}
.chart .v2{fill:$diverging-2}
.chart .v3{fill:$diverging-3}
.chart .v4{fill:$diverging-4}
.chart .v5{fill:$diverging-5}
.chart .v6{fill:$diverging-6}
.chart .v7{fill:$diverging-7}
";

/// The rules for pages, which have the custom properties of [`theme::css`].
pub fn css() -> String {
    let rules = RULES.replace("@font", "var(--font)");
    let of_pages = ".chart text{font-variant-numeric:tabular-nums}\n\
                    .chart .tip:hover,.chart .tip.here{fill-opacity:.07}\n\
                    .chart .land:hover,.chart .land.here{stroke:var(--ink);stroke-width:2px}\n";
    written(&rules, |token| format!("var(--{})", token.name)) + of_pages
}

/// The rules with light colours written out.
pub(crate) fn light() -> String {
    written(&RULES.replace("@font", FONT_STACK), |token| {
        token.light.to_string()
    })
}

/// What dark mode changes, with colours written out.
pub(crate) fn dark() -> String {
    let coloured: String = RULES
        .lines()
        .filter(|rule| rule.contains('$'))
        .map(|rule| format!("{rule}\n"))
        .collect();
    let rules = written(&coloured.replace("@font", FONT_STACK), |token| {
        token.dark.to_string()
    });
    format!("@media(prefers-color-scheme:dark){{\n{rules}}}\n")
}

fn written(rules: &str, value: impl Fn(Token) -> String) -> String {
    let mut written = String::new();
    let mut parts = rules.split('$');
    written.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
            .unwrap_or(part.len());
        let token = theme::find(&part[..end])
            .expect("the rules name tokens of the theme only; a test reads them all");
        written.push_str(&value(token));
        written.push_str(&part[end..]);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_the_rules_is_a_token() {
        for rules in [css(), light(), dark()] {
            assert!(!rules.contains('$') && !rules.contains('@') || rules.starts_with("@media"));
        }
    }

    #[test]
    fn a_page_names_no_colour_and_a_file_names_no_property() {
        assert!(!css().contains('#'));
        assert!(!light().contains("var("));
    }
}

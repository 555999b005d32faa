//! The code on each page that a camera reads: the address of the page of that very report, as a vector drawing.

use qrcode::{Color, EcLevel, QrCode};

use crate::ReportError;

/// Modules that must stay empty around a code (ISO/IEC 18004).
const QUIET: usize = 4;

/// An address as a QR code in SVG, one unit a module. A tenth of it may be lost in copying.
pub(super) fn code(address: &str) -> Result<String, ReportError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|fault| ReportError::Document(format!("the address `{address}` makes no code: {fault}")))?;
    let (width, colours) = (code.width(), code.to_colors());
    let size = width + 2 * QUIET;
    let mut path = String::new();
    for (row, modules) in colours.chunks(width).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (x, y, long) = (column + QUIET, row + QUIET, run.len());
                path.push_str(&format!("M{x} {y}h{long}v1h-{long}z"));
            }
            column += run.len();
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 {size} {size}\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}h-{size}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_with_three_finders_and_a_quiet_edge() {
        let svg = code("https://jela.bankura.example.in/reports/0123456789abcdef").unwrap();
        // 57 letters need version 4, of 33 modules.
        assert!(svg.contains("viewBox=\"0 0 41 41\""), "{}", &svg[..120]);
        // The upper edges of the two upper finders.
        assert!(svg.contains("M4 4h7v1h-7z") && svg.contains("M30 4h7v1h-7z"));
    }

    #[test]
    fn an_address_too_long_for_any_code_is_refused() {
        assert!(matches!(code(&"x".repeat(4000)), Err(ReportError::Document(_))));
    }
}

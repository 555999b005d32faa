//! Pictures of charts, with Bengali and Devanagari shaped from the embedded fonts.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID};
use resvg::usvg::{FontResolver, Options, Tree};

use crate::families::told_apart;
use crate::fonts;
use crate::svg::Svg;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The drawing is not SVG that can be read back.
    #[error(
        "chart `{chart}`: its SVG could not be read back ({cause}); this is a fault of jela, please report it"
    )]
    Unreadable {
        /// The id of the chart.
        chart: String,
        /// What the reader found.
        cause: String,
    },
    /// The picture would be too large.
    #[error(
        "chart `{chart}`: a picture of {width} × {height} pixels is too large; ask for a smaller scale or fewer places"
    )]
    TooLarge {
        /// The id of the chart.
        chart: String,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

/// More pixels than this (64 million, 256 MB) are refused.
const MOST_PIXELS: u64 = 64_000_000;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for (_, bytes) in fonts::all() {
        database.load_font_data(bytes.to_vec());
    }
    database.set_sans_serif_family(fonts::FAMILIES[0]);
    Arc::new(database)
});

/// The chart as a PNG file on light paper, with title, subtitle and foot; `scale` is pixels per CSS pixel.
pub fn png(svg: &Svg, scale: f32) -> Result<Vec<u8>, PngError> {
    let chart = || svg.caption.id.clone();
    let unreadable = |cause: String| PngError::Unreadable {
        chart: chart(),
        cause,
    };
    let (text, width, height) = svg.light();
    let pixels = |length: f64| (length * f64::from(scale)).ceil().max(1.0) as u32;
    let (width, height) = (pixels(width), pixels(height));
    let too_large = || PngError::TooLarge {
        chart: chart(),
        width,
        height,
    };
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(too_large());
    }
    let tree = tree(&text).map_err(|error| unreadable(error.to_string()))?;
    let mut pixmap = Pixmap::new(width, height).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| unreadable(error.to_string()))
}

/// A drawing read back, its text shaped from the embedded fonts.
pub(crate) fn tree(text: &str) -> Result<Tree, resvg::usvg::Error> {
    let font_resolver = FontResolver {
        select_fallback: Box::new(of_same_weight),
        ..FontResolver::default()
    };
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: fonts::FAMILIES[0].to_owned(),
        font_resolver,
        ..Options::default()
    };
    Tree::from_str(&told_apart(text), &options)
}

/// The font for a letter that Noto Sans has not: as heavy as the text around it.
fn of_same_weight(letter: char, tried: &[ID], fonts: &mut Arc<Database>) -> Option<ID> {
    let weight = fonts.face(*tried.first()?)?.weight;
    let has = |id: ID| {
        fonts.with_face_data(id, |data, index| {
            ttf_parser::Face::parse(data, index).is_ok_and(|face| face.glyph_index(letter).is_some())
        }) == Some(true)
    };
    fonts
        .faces()
        .filter(|face| face.weight == weight && !tried.contains(&face.id))
        .map(|face| face.id)
        .find(|id| has(*id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Caption, sparkline};

    #[test]
    fn a_picture_is_a_png_and_the_same_every_time() {
        let svg = sparkline(
            &Caption::new("x", "শ্রমদিবস").language("bn"),
            &[Some(1.0), Some(2.0)],
        );
        let picture = png(&svg, 2.0).unwrap();
        assert!(picture.starts_with(b"\x89PNG"));
        assert_eq!(picture, png(&svg, 2.0).unwrap());
    }

    #[test]
    fn a_bengali_title_leaves_ink_on_the_paper() {
        let title = |title| {
            png(
                &sparkline(&Caption::new("x", title), &[Some(1.0), Some(2.0)]),
                1.0,
            )
            .unwrap()
        };
        assert_ne!(title("ক্ষ"), title("জ্ঞ"));
    }

    #[test]
    fn a_picture_larger_than_memory_is_refused_and_says_so() {
        let svg = sparkline(&Caption::new("spark", "x"), &[Some(1.0)]);
        let error = png(&svg, 1e6).unwrap_err();
        assert!(
            error.to_string().contains("chart `spark`: a picture of"),
            "{error}"
        );
    }
}

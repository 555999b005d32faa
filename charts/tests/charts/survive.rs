//! No label may leave the sheet and none may be too small to read, whatever the data.

use std::sync::Arc;

use charts::fonts;
use resvg::usvg::{self, Node};

use crate::data::{BOTH, all, awkward};

pub fn read(svg: &str) -> usvg::Tree {
    let mut options = usvg::Options {
        font_family: fonts::FAMILIES[0].into(),
        ..usvg::Options::default()
    };
    let database = Arc::make_mut(&mut options.fontdb);
    fonts::all()
        .iter()
        .for_each(|(_, bytes)| database.load_font_data(bytes.to_vec()));
    usvg::Tree::from_str(svg, &options).expect("every chart is SVG that a strict reader accepts")
}

pub fn texts<'a>(group: &'a usvg::Group, found: &mut Vec<&'a usvg::Text>) {
    for node in group.children() {
        match node {
            Node::Group(group) => texts(group, found),
            Node::Text(text) => found.push(text),
            _ => {}
        }
    }
}

#[test]
fn no_label_of_any_chart_leaves_the_sheet() {
    let mut outside = Vec::new();
    for (story, values) in awkward() {
        for (number, svg) in BOTH.into_iter().flat_map(|width| all(&values, width)).enumerate() {
            let tree = read(&svg.for_print());
            let mut found = Vec::new();
            texts(tree.root(), &mut found);
            for text in found {
                // The box of a line is two pixels higher than any letter in it.
                let at = text.abs_bounding_box();
                let (right, bottom) = (svg.width as f32, svg.height as f32);
                let inside = at.left() >= -0.5
                    && at.top() >= -2.0
                    && at.right() <= right + 0.5
                    && at.bottom() <= bottom + 2.0;
                let words: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                if !inside {
                    outside.push(format!(
                        "{story}, chart {number} of {right} x {bottom}: `{words}` at {at:?}"
                    ));
                }
            }
        }
    }
    assert!(outside.is_empty(), "{}", outside.join("\n"));
}

#[test]
fn no_text_is_smaller_than_eleven_pixels() {
    for (_, values) in awkward() {
        for svg in BOTH.into_iter().flat_map(|width| all(&values, width)) {
            let tree = read(&svg.for_print());
            let mut found = Vec::new();
            texts(tree.root(), &mut found);
            let spans = found
                .iter()
                .flat_map(|text| text.chunks())
                .flat_map(usvg::TextChunk::spans);
            assert!(spans.map(|span| span.font_size().get()).all(|size| size >= 11.0));
        }
    }
}

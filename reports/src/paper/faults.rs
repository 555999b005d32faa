//! A picture or table that can't be set is left out and named, and the rest of the document is set without it.

use catalog::Arg;

use super::compile::compile;
use super::data::{Paper, PaperPart};
use crate::ReportError;
use crate::document::Document;
use crate::say::Say;

/// Sets a document; where that fails, without the pieces that are at fault. Only a document of which nothing is at fault by
/// itself fails as a whole.
pub(super) fn set(paper: Paper, document: &Document) -> Result<Vec<u8>, ReportError> {
    let fault = match compile(&paper, document.time) {
        Ok(pdf) => return Ok(pdf),
        Err(fault) => fault,
    };
    let mut mended = paper.clone();
    let mut found = 0;
    for part in 0..paper.parts.len() {
        for piece in pieces(&paper.parts[part]) {
            let Err(own) = compile(&alone(&paper, part, piece), document.time) else {
                continue;
            };
            found += 1;
            let reference = format!("{}-{}{}", part + 1, piece.word(), piece.number() + 1);
            tracing::error!(reference, title = document.title, place = document.place, %own, "a piece of a document could not be set");
            let words =
                Say(document.language).about("mail-part-fault", &[("reference", Arg::Text(&reference))]);
            put_fault(&mut mended.parts[part], piece, words);
        }
    }
    if found == 0 {
        return Err(fault);
    }
    compile(&mended, document.time)
}

/// A picture or a table of a part.
#[derive(Clone, Copy)]
enum Piece {
    Picture(usize),
    Table(usize),
}

impl Piece {
    fn word(self) -> &'static str {
        match self {
            Self::Picture(_) => "c",
            Self::Table(_) => "t",
        }
    }

    fn number(self) -> usize {
        match self {
            Self::Picture(number) | Self::Table(number) => number,
        }
    }
}

fn pieces(part: &PaperPart) -> Vec<Piece> {
    let pictures = (0..part.pictures.len()).map(Piece::Picture);
    pictures.chain((0..part.tables.len()).map(Piece::Table)).collect()
}

/// The document with one piece and nothing else.
fn alone(paper: &Paper, part: usize, piece: Piece) -> Paper {
    let whole = &paper.parts[part];
    let mut single = whole.emptied();
    match piece {
        Piece::Picture(number) => single.pictures = vec![whole.pictures[number].clone()],
        Piece::Table(number) => single.tables = vec![whole.tables[number].clone()],
    }
    let mut alone = paper.clone();
    alone.parts = vec![single];
    alone
}

fn put_fault(part: &mut PaperPart, piece: Piece, words: String) {
    match piece {
        Piece::Picture(number) => {
            part.pictures[number].svg.clear();
            part.pictures[number].fault = Some(words);
        }
        Piece::Table(number) => part.tables[number].fault = Some(words),
    }
}

#[cfg(test)]
mod tests {
    use catalog::{Catalog, Language};
    use figures::Reader;

    use super::super::data::Medium;
    use super::*;
    use crate::request::Request;

    #[test]
    fn a_picture_that_can_not_be_set_is_named_and_the_rest_goes_out() {
        let catalog = Catalog::load(None).unwrap();
        let place = "block-2783".parse().unwrap();
        let request = Request::of(&catalog, "daily-employment", &place, Reader::public()).unwrap();
        let content = crate::run(&request, |query| {
            Ok::<_, String>(crate::mail::tests::answer(query))
        })
        .unwrap();
        let document = crate::document::report(&content, Language::En);
        let mut paper = Paper::of(&document, Medium::Print).unwrap();
        let whole = set(paper.clone(), &document).unwrap();
        paper.parts[0].pictures = vec![PaperPart::broken_picture()];
        assert!(compile(&paper, document.time).is_err());
        let mended = set(paper, &document).unwrap();
        assert!(mended.starts_with(b"%PDF") && whole.starts_with(b"%PDF"));
    }
}

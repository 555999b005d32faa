//! What a reader may ask, open and know of.

use catalog::PlaceCode;
use catalog::programme::{Audience, Page, Programme};
use figures::{Query, Reader, ReaderClass};

use super::Engine;
use crate::error::AnalyticsError;
use crate::question::Question;
use crate::scope::{self, Opening};

impl Engine {
    /// Whether the reader of a query may have its answer, if the day it is about is one as on which figures are published.
    pub fn may_ask(&self, query: &Query) -> Result<bool, AnalyticsError> {
        let question = Question::of(query, &self.catalog)?;
        Ok(scope::grant(&question, query, &self.catalog.places).is_some())
    }

    /// Whether a page of a place opens to a reader.
    pub fn opening(&self, reader: &Reader, programme: &Programme, page: &Page, place: &PlaceCode) -> Opening {
        scope::opening(reader, programme, page, place, &self.catalog.places)
    }

    /// Whether what is made for an audience opens to a reader in a place.
    pub fn opens(
        &self,
        reader: &Reader,
        programme: &Programme,
        audience: Audience,
        place: &PlaceCode,
    ) -> bool {
        scope::opening_to(audience, reader, programme, place, &self.catalog.places) == Opening::Open
    }

    /// On what of a reader a report about a place depends, from what it asks and for whom each part is made.
    pub fn audience<'a>(
        &self,
        class: &ReaderClass,
        asked: impl IntoIterator<Item = (&'a Programme, Audience)>,
        place: &PlaceCode,
    ) -> ReaderClass {
        scope::audience(class, asked, place, &self.catalog.places)
    }

    /// Whether a reader may know of a report that was made for readers of some class.
    pub fn may_know_of<'a>(
        &self,
        reader: &Reader,
        made_for: &ReaderClass,
        programmes: impl IntoIterator<Item = &'a Programme>,
        place: &PlaceCode,
    ) -> Opening {
        scope::may_know_of(reader, made_for, programmes, place, &self.catalog.places)
    }
}

//! What is answered beside figures: cases under care, how well they were measured, returns, a batch.

use catalog::PlaceCode;
use figures::{CaseList, CaseQuery, Quality, QualityQuery, Reader, Returns, ReturnsQuery};
use store::BatchId;

use super::Engine;
use super::figures::reading;
use crate::batch::{self, SeenBatch};
use crate::error::AnalyticsError;
use crate::expiry::AllGone;
use crate::latest::latest_of_dataset;
use crate::line_list::{self, Followed};
use crate::load::From;
use crate::measuring::{self, Measured};
use crate::returns::{self, Owed};
use crate::scope;

impl Engine {
    /// Refuses a place that the registry does not know.
    fn check_place(&self, place: &PlaceCode) -> Result<(), AnalyticsError> {
        match self.catalog.places.get(place) {
            Some(_) => Ok(()),
            None => Err(AnalyticsError::UnknownPlace(place.to_string())),
        }
    }

    /// The cases under care in a place, for those who look after them.
    pub fn cases(&self, query: &CaseQuery) -> Result<CaseList, AnalyticsError> {
        let followed = Followed::of(query, &self.catalog)?;
        self.check_place(&query.within)?;
        if !scope::may_list(
            followed.programme,
            &query.within,
            &query.reader,
            &self.catalog.places,
        ) {
            return Err(AnalyticsError::Refused);
        }
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let as_on = match query.as_on {
            Some(day) => Some(day),
            None => latest_of_dataset(&loader, followed.programme, followed.dataset, &query.within)?,
        };
        if let (Some(day), Some(dataset)) = (as_on, followed.programme.dataset(followed.dataset)) {
            version.gone.check_day(followed.programme, dataset, day)?;
        }
        let rows = match as_on {
            Some(day) => line_list::rows(&followed, &query.within, day, &loader)?,
            None => Vec::new(),
        };
        Ok(CaseList {
            programme: followed.programme.id.clone(),
            place: query.within.clone(),
            as_on,
            data_version: version.manifest.data_version,
            data_time: version.manifest.made_at,
            sample: version.samples.contains(&followed.programme.id),
            rules: as_on.map(|day| followed.rules(day)).unwrap_or_default(),
            rows,
        })
    }

    /// How well the cases of a place were measured in a month.
    pub fn quality(&self, query: &QualityQuery) -> Result<Quality, AnalyticsError> {
        let measured = Measured::of(query, &self.catalog)?;
        self.check_place(&query.within)?;
        if !scope::may_see_quality(
            measured.programme,
            &query.within,
            &query.reader,
            &self.catalog.places,
        ) {
            return Err(AnalyticsError::Refused);
        }
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let day = match query.as_on {
            Some(day) => Some(day),
            None => latest_of_dataset(&loader, measured.programme, &measured.dataset.id, &query.within)?,
        };
        if let Some(day) = day {
            version
                .gone
                .check_day(measured.programme, measured.dataset, day.first_of_month())?;
        }
        let month = day.map(measuring::month_of);
        let rows = match &month {
            Some(month) => measuring::rows(&measured, query, month, &loader)?,
            None => Vec::new(),
        };
        Ok(Quality {
            programme: measured.programme.id.clone(),
            place: query.within.clone(),
            month,
            data_version: version.manifest.data_version,
            data_time: version.manifest.made_at,
            sample: version.samples.contains(&measured.programme.id),
            signs: measuring::signs(),
            rows,
        })
    }

    /// Who of a place has reported a dataset in time, who late, and who not.
    pub fn returns(&self, query: &ReturnsQuery) -> Result<Returns, AnalyticsError> {
        let owed = Owed::of(query, &self.catalog)?;
        self.check_place(&query.within)?;
        if !scope::may_see_returns(owed.programme, &query.within, &query.reader, &self.catalog.places) {
            return Err(AnalyticsError::Refused);
        }
        let version = self.version()?;
        let received = self
            .loader(&version, reading(query.known_on))
            .received(owed.programme, owed.dataset)?;
        let gone = AllGone::of(&self.lake)?;
        gone.check_known(owed.programme, [owed.dataset], query.known_on)?;
        let kept_from = gone
            .of_dataset(owed.programme, owed.dataset)
            .map(|gone| gone.before);
        let answer = returns::returns(query, &owed, &self.catalog, &received, kept_from)?;
        Ok(Returns {
            data_version: version.manifest.data_version,
            data_time: version.manifest.made_at,
            sample: version.samples.contains(&owed.programme.id),
            ..answer
        })
    }

    /// The deliveries of a batch for those in office in every place that they have a row of.
    pub fn batch(&self, id: &BatchId, reader: &Reader) -> Result<SeenBatch, AnalyticsError> {
        batch::batch(&self.lake, &self.catalog, id, reader)
    }
}

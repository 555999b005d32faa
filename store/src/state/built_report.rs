//! The register of reports that left jela, by the id on their pages.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::schedule::moment;
use super::{State, seconds};
use crate::Result;

/// A report that left jela.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltReport {
    /// The id on its pages.
    pub id: String,
    /// By which it can be ordered again.
    pub name: String,
    /// The place it is about.
    pub place: String,
    /// For each section the day for which its figures are true.
    pub days: Vec<Option<Date>>,
    /// Only what had been taken in by then, where that was asked.
    pub known_on: Option<String>,
    /// Its language.
    pub language: String,
    /// The role of the readers for whom it was made.
    pub role: String,
    /// The places for which they are in office.
    pub scope: Vec<String>,
    /// The programmes for which they are; all where there is none.
    pub programmes: Vec<String>,
    /// The data version of its figures.
    pub data_version: u64,
    /// A hash of its figures.
    pub digest: String,
    /// When it was first made.
    pub built: Timestamp,
}

impl State {
    /// Registers a report, unless it is registered already.
    pub fn note_report(&self, built: &BuiltReport) -> Result<()> {
        let days = built
            .days
            .iter()
            .map(|day| day.map_or_else(|| "-".to_owned(), |day| day.to_string()));
        let days = days.collect::<Vec<_>>().join(" ");
        self.wait(async {
            sqlx::query(
                "INSERT INTO built_report (id, name, place, days, known_on, language, role, scope, programmes,
                   data_version, digest, built)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(&built.id)
            .bind(&built.name)
            .bind(&built.place)
            .bind(days)
            .bind(&built.known_on)
            .bind(&built.language)
            .bind(&built.role)
            .bind(built.scope.join(" "))
            .bind(built.programmes.join(" "))
            .bind(i64::try_from(built.data_version).unwrap_or(i64::MAX))
            .bind(&built.digest)
            .bind(seconds(built.built))
            .execute(&self.pool)
            .await?;
            Ok(())
        })
    }

    /// The report of an id.
    pub fn built_report(&self, id: &str) -> Result<Option<BuiltReport>> {
        self.wait(async {
            let row = sqlx::query("SELECT * FROM built_report WHERE id = $1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
            row.as_ref().map(report_of).transpose()
        })
    }
}

fn report_of(row: &SqliteRow) -> std::result::Result<BuiltReport, sqlx::Error> {
    let words = |column: &str| -> std::result::Result<Vec<String>, sqlx::Error> {
        let text: String = row.try_get(column)?;
        Ok(text.split_whitespace().map(str::to_owned).collect())
    };
    let version: i64 = row.try_get("data_version")?;
    Ok(BuiltReport {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        place: row.try_get("place")?,
        days: words("days")?.iter().map(|day| day.parse().ok()).collect(),
        known_on: row.try_get("known_on")?,
        language: row.try_get("language")?,
        role: row.try_get("role")?,
        scope: words("scope")?,
        programmes: words("programmes")?,
        data_version: u64::try_from(version).unwrap_or_default(),
        digest: row.try_get("digest")?,
        built: moment(row.try_get("built")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_registered_once_and_found_by_its_id() {
        let data = tempfile::tempdir().unwrap();
        let state = State::open(data.path()).unwrap();
        let built = BuiltReport {
            id: "0123456789abcdef".to_owned(),
            name: "district-review".to_owned(),
            place: "district-305".to_owned(),
            days: vec!["2026-11-22".parse().ok(), None],
            known_on: None,
            language: "bn".to_owned(),
            role: "officer".to_owned(),
            scope: vec!["district-305".to_owned()],
            programmes: Vec::new(),
            data_version: 7,
            digest: "d".to_owned(),
            built: "2026-11-23T03:00:00Z".parse().unwrap(),
        };
        state.note_report(&built).unwrap();
        let later = BuiltReport {
            built: "2027-01-01T00:00:00Z".parse().unwrap(),
            ..built.clone()
        };
        state.note_report(&later).unwrap();
        assert_eq!(state.built_report(&built.id).unwrap(), Some(built));
        assert_eq!(state.built_report("' OR 1=1 --").unwrap(), None);
    }
}

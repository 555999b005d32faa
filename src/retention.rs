//! How long rows are kept, by dataset: what `DATA/jela.toml` says of one wins over its programme.

use std::collections::BTreeMap;

use catalog::Catalog;
use catalog::programme::{AtItsEnd, Dataset, Keep, Programme};
use serde::Deserialize;
use store::TableId;

use crate::config::Config;
use crate::exit::Usage;

/// What the settings say of one dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Retention {
    /// Its rows stay, whatever the programme says: as while a court asks for them.
    ForEver,
    /// They stay so long.
    For(Keep),
}

impl TryFrom<String> for Retention {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.trim() {
            "for ever" | "forever" => Ok(Self::ForEver),
            other => other
                .parse()
                .map(Self::For)
                .map_err(|fault| format!("{fault}, or `for ever`")),
        }
    }
}

/// The settings as the environment gives them: `pushti/measurements=36 months,grievance/cases=for ever`.
pub fn of_environment(text: &str) -> Result<BTreeMap<String, Retention>, Usage> {
    let each = text.split(',').map(str::trim).filter(|one| !one.is_empty());
    let read = |one: &str| {
        let (dataset, kept) = one.split_once('=').ok_or_else(|| {
            format!("`{one}` is no programme/dataset=time, as in pushti/measurements=36 months")
        })?;
        Ok((dataset.trim().to_owned(), Retention::try_from(kept.to_owned())?))
    };
    each.map(read)
        .collect::<Result<_, String>>()
        .map_err(|fault| Usage(format!("JELA_RETENTION: {fault}")))
}

/// A dataset whose rows are kept for a limited time.
#[derive(Debug, Clone, Copy)]
pub struct Limited<'c> {
    pub programme: &'c Programme,
    pub dataset: &'c Dataset,
    pub keep: Keep,
    pub at_its_end: AtItsEnd,
}

/// The datasets that are kept for a limited time, in the order of programmes; a setting that means nothing is a fault.
pub fn limited<'c>(catalog: &'c Catalog, config: &Config) -> Result<Vec<Limited<'c>>, Usage> {
    check(catalog, config)?;
    let mut limited = Vec::new();
    for programme in catalog.programmes.iter() {
        for dataset in &programme.datasets {
            let keep = keep(config, programme, dataset);
            let Some((keep, at_its_end)) = keep.zip(programme.at_its_end(dataset)) else {
                continue;
            };
            limited.push(Limited {
                programme,
                dataset,
                keep,
                at_its_end,
            });
        }
    }
    Ok(limited)
}

/// How long rows are kept, by table, of those datasets that are not kept for ever.
pub fn kept_for(catalog: &Catalog, config: &Config) -> Result<BTreeMap<TableId, Keep>, Usage> {
    let limited = limited(catalog, config)?.into_iter();
    let of = |limited: Limited<'_>| {
        let table = TableId::new(&limited.programme.id, &limited.dataset.id);
        (table, limited.keep)
    };
    Ok(limited.map(of).collect())
}

/// How long rows of a dataset are kept; for ever where nothing is said.
pub fn keep(config: &Config, programme: &Programme, dataset: &Dataset) -> Option<Keep> {
    match config.retention.get(&format!("{}/{}", programme.id, dataset.id)) {
        Some(Retention::ForEver) => None,
        Some(Retention::For(keep)) => Some(*keep),
        None => dataset.keep,
    }
}

fn check(catalog: &Catalog, config: &Config) -> Result<(), Usage> {
    for name in config.retention.keys() {
        let fault = |problem: String| Usage(format!("[retention] \"{name}\": {problem}"));
        let (programme, id) = name
            .split_once('/')
            .ok_or_else(|| fault("write it as programme/dataset".to_owned()))?;
        let known = catalog.programme(programme);
        let found = known.and_then(|known| Some((known, known.dataset(id)?)));
        let Some((programme, dataset)) = found else {
            return Err(fault("there is no such dataset".to_owned()));
        };
        if programme.at_its_end(dataset).is_none() {
            return Err(fault(
                "rows of a list of units, or of what is followed, have no time of their own".to_owned(),
            ));
        }
        let own = keep(config, programme, dataset);
        let mut others = programme.followed_with(dataset);
        if let Some(other) = others.find(|other| keep(config, programme, other) != own) {
            return Err(fault(format!(
                "its cases are followed together with those of {}/{}; keep both equally long",
                programme.id, other.id
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(lines: &str) -> Result<Config, toml::de::Error> {
        toml::from_str(&format!("[retention]\n{lines}\n"))
    }

    #[test]
    fn nothing_goes_unless_somebody_said_so_and_settings_win() {
        let catalog = Catalog::load(None).unwrap();
        assert!(limited(&catalog, &Config::default()).unwrap().is_empty());
        let given = config("\"mgnrega/progress\" = \"5 years\"").unwrap();
        let limited = limited(&catalog, &given).unwrap();
        assert_eq!((limited.len(), limited[0].keep.months()), (1, 60));
        assert_eq!(
            of_environment("mgnrega/progress=60 months, ").unwrap(),
            given.retention
        );
    }

    #[test]
    fn a_setting_that_means_nothing_is_told_with_its_dataset() {
        let catalog = Catalog::load(None).unwrap();
        for (lines, word) in [
            ("\"mgnrega\" = \"36 months\"", "programme/dataset"),
            ("\"mgnrega/nothing\" = \"36 months\"", "no such dataset"),
            ("\"pushti/centres\" = \"36 months\"", "list of units"),
            ("\"pushti/cases\" = \"36 months\"", "followed"),
            ("\"pushti/measurements\" = \"36 months\"", "pushti/admissions"),
        ] {
            let told = limited(&catalog, &config(lines).unwrap())
                .unwrap_err()
                .to_string();
            assert!(told.contains(word), "{lines}: {told}");
        }
        for lines in ["\"mgnrega/progress\" = \"3 days\"", "\"mgnrega/progress\" = 36"] {
            assert!(config(lines).is_err(), "{lines}");
        }
        assert!(of_environment("mgnrega/progress").is_err());
    }
}

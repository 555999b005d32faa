//! The keys under which cases are told apart, against what the lake says of them.

use catalog::Catalog;
use store::{Lake, key_name};

use super::Visit;
use crate::key::case_tables;

/// Each key in force must be there, as soon as any case is; one more is what a rotation left that was cut short.
pub fn of_cases(visit: &mut Visit<'_>) {
    let looked = Lake::open(visit.data)
        .map_err(|fault| fault.to_string())
        .and_then(|lake| {
            let in_force = lake.case_key().map_err(|fault| fault.to_string())?;
            let catalog = Catalog::load(Some(visit.data)).map_err(|fault| fault.to_string())?;
            let tables = case_tables(&lake, &catalog).map_err(|fault| fault.to_string())?;
            let is_cut_short = lake.is_rewriting().map_err(|fault| fault.to_string())?;
            Ok((in_force, tables.len(), is_cut_short))
        });
    let (in_force, tables, is_cut_short) = match looked {
        Ok(looked) => looked,
        // A lake that can't be read is told by those who look at it.
        Err(fault) => {
            return visit.warn(
                "keys",
                fault,
                "`jela doctor` names what is wrong with the lake above",
            );
        }
    };
    if is_cut_short {
        visit.warn(
            "keys",
            "a rewrite of rows was cut short, or is at work",
            "start the server, or take anything in: it is ended first; until then all tables show what they were",
        );
    }
    if tables == 0 {
        return visit.well("keys", "no cases are kept, and no key is needed");
    }
    let there = |number: &u32| visit.data.join("keys").join(key_name(*number)).is_file();
    let missing: Vec<String> = (1..=in_force)
        .filter(|number| !there(number))
        .map(key_name)
        .collect();
    if !missing.is_empty() {
        let what = format!("missing from DATA/keys: {}", missing.join(", "));
        let mend = "restore them from a backup before anything is taken in: nobody would be known again without them";
        return visit.fault("keys", what, mend);
    }
    let unused = there(&(in_force + 1));
    visit.well(
        "keys",
        format!(
            "cases of {tables} tables are told apart by {in_force} keys in order{}",
            if unused {
                "; one more was made and is not in force"
            } else {
                ""
            }
        ),
    );
}

//! `jela template`: a blank workbook for those who report.

use std::path::{Path, PathBuf};

use catalog::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use reports::{Template, TemplateFor};

use crate::config::{self, Config};
use crate::console;
use crate::exit::Exit;

/// Which workbook.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The programme, like mgnrega.
    programme: String,
    /// The dataset, like progress.
    dataset: String,
    /// The source whose headers are wanted; the fullest one unless told.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// The place: a row is made for each of its places that must report. Without it rows are blank, and the drop-downs offer
    /// the places of the home of this jela.
    #[arg(long, value_name = "PLACE")]
    within: Option<String>,
    /// The day for which the figures will be true; of layouts by month, a day of the last month.
    #[arg(long, value_name = "DATE")]
    as_on: Option<Date>,
    /// en, bn or hi.
    #[arg(long, default_value = "en")]
    language: Language,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Writes the workbook.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let area = config::within(args.within.as_ref(), config, &catalog)?;
    let today = jiff::tz::Offset::UTC.to_datetime(now).date();
    let wanted = TemplateFor {
        programme: &args.programme,
        dataset: &args.dataset,
        source: args.source.as_deref(),
        area,
        rows_of_area: args.within.is_some(),
        month: args.as_on.unwrap_or(today),
        language: args.language,
    };
    let mut template = Template::new(&catalog, &wanted)?;
    template.as_on = args.as_on;
    ingest::write_whole(&args.out, &template.xlsx()?)?;
    console::say(&format!(
        "{}: {} columns, {} rows prepared",
        args.out.display(),
        template.columns.len(),
        template.rows.len()
    ));
    Ok(Exit::Done)
}

//! All that the returns are printed from.

use catalog::FinancialYear;
use jiff::civil::Date;

use crate::calendar::NEW_LAW;
use crate::district::{Block, District, Gp};
use crate::error::SampleError;
use crate::model::{Finance, Payments, Progress, Silence, Work};
use crate::options::SampleOptions;
use crate::sheet::{MARK, printed};

/// The district, its work, and who has not reported.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) until: Date,
    pub(crate) district: District,
    pub(crate) work: Work,
    silence: Silence,
}

impl World {
    /// The world of these options.
    pub(crate) fn new(options: &SampleOptions) -> Result<Self, SampleError> {
        let district = District::new(options.seed)?;
        let work = Work::new(options.seed, &district, options.until);
        let silence = Silence::new(options.seed, &district, options.until);
        Ok(Self {
            seed: options.seed,
            until: options.until,
            district,
            work,
            silence,
        })
    }

    /// The GPs of a block that have reported for a day, with their figures.
    pub(crate) fn reported<'a>(&self, block: &'a Block, day: Date) -> Vec<(&'a Gp, Progress)> {
        let reported = block
            .gps
            .iter()
            .enumerate()
            .filter(|(_, gp)| !self.silence.of(gp, day));
        reported
            .map(|(at, gp)| (gp, self.work.progress(block.first + at, day)))
            .collect()
    }

    /// Whether a whole block has not reported for a day.
    pub(crate) fn is_silent(&self, block: &Block, day: Date) -> bool {
        self.silence.of_block(block, day)
    }

    /// The figures of all GPs of a block, reported or not.
    pub(crate) fn progress(&self, block: &Block, day: Date) -> Progress {
        let mut sum = Progress::default();
        for at in 0..block.gps.len() {
            sum += self.work.progress(block.first + at, day);
        }
        sum
    }

    /// The money of a block.
    pub(crate) fn finance(&self, block: &Block, day: Date) -> Finance {
        Finance::of(
            self.seed,
            block.place.code.as_str(),
            self.progress(block, day).persondays,
            day,
        )
    }

    /// The payments of a block.
    pub(crate) fn payments(&self, block: &Block, day: Date) -> Payments {
        Payments::of(self.seed, block, day, |day| self.progress(block, day).persondays)
    }
}

/// The lines above a table of the information system.
pub(crate) fn titles(report: &str, block: Option<&str>, day: Date) -> Vec<String> {
    let year = FinancialYear::of(day).start_year();
    let area = match block {
        Some(block) => format!(
            "State : WEST BENGAL District : BANKURA Block : {}",
            block.to_uppercase()
        ),
        None => "State : WEST BENGAL District : BANKURA".to_owned(),
    };
    vec![
        MARK.to_owned(),
        law(day).to_owned(),
        format!(
            "{report} For Financial Year {year}-{} As on {}",
            year + 1,
            printed(day)
        ),
        area,
    ]
}

/// The law under which the figures of a day are counted, as the information system heads its pages.
pub(crate) fn law(day: Date) -> &'static str {
    if day >= NEW_LAW {
        "VB-G RAM G : Viksit Bharat Guarantee for Rozgar and Ajeevika Mission (Gramin)"
    } else {
        "The Mahatma Gandhi National Rural Employment Guarantee Act (MGNREGA)"
    }
}

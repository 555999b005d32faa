//! What is said of a breakdown, the same on page, workbook and paper.

use catalog::programme::BreakdownKind;
use catalog::{Arg, Language, Unit, format};

use super::layout::{Block, Laid, LaidRow, Outside};
use crate::say::Say;

impl Laid {
    /// What is to be seen in one of its tables, in a sentence; none where the table says it all.
    pub fn finding(&self, block: &Block, language: Language) -> Option<String> {
        let say = Say(language);
        let counted = |rows: usize| Arg::Count(rows as u64);
        match self.kind {
            BreakdownKind::Rising => {
                let id = if block.rows.is_empty() {
                    "rising-none"
                } else {
                    "rising-some"
                };
                let (rows, tested) = (counted(block.rows.len()), counted(self.tested));
                Some(say.about(id, &[("rows", rows), ("tested", tested)]))
            }
            BreakdownKind::League => {
                let standings = block.standings();
                Some(say.about(
                    "league-outside",
                    &[
                        ("below", counted(standings.below)),
                        ("above", counted(standings.above)),
                        ("rows", counted(standings.ranked)),
                    ],
                ))
            }
            BreakdownKind::Table | BreakdownKind::Shares | BreakdownKind::Heat => {
                block.rows.is_empty().then(|| say.text("breakdown-empty"))
            }
        }
    }
}

impl Block {
    /// `70.2 % known: 35,076 of 50,000`
    pub fn completeness(&self, language: Language) -> Option<String> {
        let cell = self.known.as_ref()?;
        let (known, all) = cell.parts?;
        let percent = format::value(cell.value?, Unit::Percent, language);
        let (known, all) = (
            format::number(known, Unit::Count),
            format::number(all, Unit::Count),
        );
        Some(Say(language).about(
            "completeness",
            &[
                ("percent", Arg::Text(&percent)),
                ("known", Arg::Text(&known)),
                ("all", Arg::Text(&all)),
            ],
        ))
    }
}

impl LaidRow {
    /// Of a league, whether it lies beyond chance; one of few is told as that and never as worst or best.
    pub fn note(&self, language: Language) -> Option<String> {
        let is_of_few = self
            .cells
            .first()
            .is_some_and(|laid| laid.cell.of_few().is_some());
        let id = match (self.interval, self.outside) {
            (Some(_), _) if is_of_few => "of-few",
            (_, Some(Outside::Below)) => "below-chance",
            (_, Some(Outside::Above)) => "above-chance",
            (_, None) => return None,
        };
        Some(Say(language).text(id))
    }
}

//! One case through the reports of its unit.

use catalog::programme::Flow;

use super::rules::Rules;

/// One report of the unit: its month and its day, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Months since year 0.
    pub month: i32,
    /// The day on which the month's steps are dated.
    pub day: i32,
}

/// What became of a case outside the measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It died.
    Died,
    /// It went to another place.
    Left,
}

/// What a line says of its case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Step {
    /// Meets the test of coming under care.
    pub enters: bool,
    /// Meets the test of recovery.
    pub recovers: bool,
    /// Has come from another place.
    pub joined: bool,
    /// Ended.
    pub ended: Option<Ending>,
    /// The age in days, where known.
    pub age: Option<i64>,
    /// The day of the line.
    pub day: i32,
}

/// What happened elsewhere, by day.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere {
    /// Admissions: from their first day to the last, which is not known while they go on.
    pub admitted: Vec<(i32, Option<i32>)>,
    /// Endings.
    pub ended: Vec<(i32, Ending)>,
}

/// A time under care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// How it began.
    pub entry: Flow,
    /// When, as the number of a day.
    pub from: i32,
    /// How and when it ended, if it did.
    pub exit: Option<(Flow, i32)>,
}

/// How the last spell ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Recovered { month: i32 },
    Lost,
    Other,
}

/// The spells of one case. `steps` has an entry for each report from the case's first line on, none where the unit
/// reported without it.
pub fn track(reports: &[Report], steps: &[Option<Step>], elsewhere: &Elsewhere, rules: &Rules) -> Vec<Spell> {
    let mut tracked = Tracked {
        rules,
        elsewhere,
        spells: Vec::new(),
        in_care: None,
        before: Before::Nothing,
        seen: None,
    };
    for (report, step) in reports.iter().zip(steps) {
        match step {
            Some(step) => tracked.seen_on(*report, step),
            None => tracked.missed_on(*report),
        }
    }
    tracked.spells
}

/// A case under care.
#[derive(Debug, Clone, Copy)]
struct InCare {
    recovering: u32,
    missed: u32,
}

struct Tracked<'a> {
    rules: &'a Rules,
    elsewhere: &'a Elsewhere,
    spells: Vec<Spell>,
    in_care: Option<InCare>,
    before: Before,
    /// Age and day of the last line that told an age.
    seen: Option<(i64, i32)>,
}

impl Tracked<'_> {
    fn seen_on(&mut self, report: Report, step: &Step) {
        if let Some(age) = step.age {
            self.seen = Some((age, step.day));
        }
        match self.in_care {
            None => self.enter_if_due(report, step),
            Some(care) => self.go_on(report, step, care),
        }
    }

    fn enter_if_due(&mut self, report: Report, step: &Step) {
        if !step.enters || step.ended.is_some() || self.is_of_age(report) {
            return;
        }
        let within = self.rules.relapse_within_months;
        let entry = match self.before {
            _ if step.joined => Flow::TransferredIn,
            Before::Recovered { month } if report.month - month <= within => Flow::Relapsed,
            Before::Lost => Flow::Returned,
            Before::Nothing | Before::Recovered { .. } | Before::Other => Flow::New,
        };
        self.spells.push(Spell {
            entry,
            from: report.day,
            exit: None,
        });
        self.in_care = Some(InCare {
            recovering: 0,
            missed: 0,
        });
    }

    fn go_on(&mut self, report: Report, step: &Step, care: InCare) {
        let ended = step.ended.or_else(|| self.ended_elsewhere(report));
        if let Some(ended) = ended {
            return self.leave(flow(ended), report);
        }
        if self.is_of_age(report) {
            return self.leave(Flow::AgedOut, report);
        }
        let recovering = if step.recovers { care.recovering + 1 } else { 0 };
        if recovering >= self.rules.recovery_visits {
            return self.leave(Flow::Recovered, report);
        }
        self.in_care = Some(InCare {
            recovering,
            missed: 0,
        });
    }

    /// The unit reported, and the case was not among its lines.
    fn missed_on(&mut self, report: Report) {
        let Some(care) = self.in_care else { return };
        if let Some(ended) = self.ended_elsewhere(report) {
            return self.leave(flow(ended), report);
        }
        if self.is_of_age(report) {
            return self.leave(Flow::AgedOut, report);
        }
        let missed = if self.is_admitted(report) {
            0
        } else {
            care.missed + 1
        };
        if missed >= self.rules.default_months {
            return self.leave(Flow::Defaulted, report);
        }
        self.in_care = Some(InCare {
            recovering: 0,
            missed,
        });
    }

    fn leave(&mut self, exit: Flow, report: Report) {
        if let Some(spell) = self.spells.last_mut() {
            spell.exit = Some((exit, report.day));
        }
        self.in_care = None;
        self.before = match exit {
            Flow::Recovered => Before::Recovered { month: report.month },
            Flow::Defaulted => Before::Lost,
            _ => Before::Other,
        };
    }

    /// What ended it elsewhere since it came under care.
    fn ended_elsewhere(&self, report: Report) -> Option<Ending> {
        let since = self.spells.last()?.from;
        let known = self.elsewhere.ended.iter();
        let mut during = known.filter(|(day, _)| since <= *day && *day <= report.day);
        during.next().map(|(_, ending)| *ending)
    }

    fn is_admitted(&self, report: Report) -> bool {
        let stays =
            |(from, to): &(i32, Option<i32>)| *from <= report.day && to.is_none_or(|to| report.day <= to);
        self.elsewhere.admitted.iter().any(stays)
    }

    fn is_of_age(&self, report: Report) -> bool {
        self.seen
            .is_some_and(|(age, day)| age + i64::from(report.day - day) >= self.rules.ages_out_days)
    }
}

fn flow(ended: Ending) -> Flow {
    match ended {
        Ending::Died => Flow::Died,
        Ending::Left => Flow::TransferredOut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules {
        recovery_visits: 2,
        default_months: 2,
        relapse_within_months: 6,
        ages_out_days: 1827,
    };

    fn reports(months: i32) -> Vec<Report> {
        (0..months)
            .map(|month| Report {
                month,
                day: month * 30 + 10,
            })
            .collect()
    }

    /// `S` severe, `r` recovering, `m` between, `-` not measured, `d` died, `l` left, `J` severe and from elsewhere.
    fn steps(story: &str) -> Vec<Option<Step>> {
        let step = |(month, letter): (usize, char)| {
            let step = Step {
                enters: matches!(letter, 'S' | 'J'),
                recovers: letter == 'r',
                joined: letter == 'J',
                ended: match letter {
                    'd' => Some(Ending::Died),
                    'l' => Some(Ending::Left),
                    _ => None,
                },
                age: Some(400),
                day: i32::try_from(month).unwrap() * 30 + 10,
            };
            (letter != '-').then_some(step)
        };
        story.chars().enumerate().map(step).collect()
    }

    fn flows(story: &str) -> Vec<(Flow, Option<Flow>)> {
        let steps = steps(story);
        let reports = reports(i32::try_from(steps.len()).unwrap());
        let spells = track(&reports, &steps, &Elsewhere::default(), &RULES);
        spells
            .into_iter()
            .map(|spell| (spell.entry, spell.exit.map(|(exit, _)| exit)))
            .collect()
    }

    #[test]
    fn two_good_measurements_in_a_row_are_a_recovery_and_one_is_none() {
        assert_eq!(flows("Srr"), [(Flow::New, Some(Flow::Recovered))]);
        assert_eq!(flows("Srmr"), [(Flow::New, None)]);
    }

    #[test]
    fn a_month_unseen_between_two_good_ones_breaks_the_row() {
        assert_eq!(flows("Sr-r"), [(Flow::New, None)]);
        assert_eq!(flows("Sr-rr"), [(Flow::New, Some(Flow::Recovered))]);
    }

    #[test]
    fn two_months_unseen_in_which_the_centre_reported_are_a_default_and_coming_back_a_return() {
        assert_eq!(
            flows("S--S"),
            [(Flow::New, Some(Flow::Defaulted)), (Flow::Returned, None)]
        );
        assert_eq!(flows("S-S-"), [(Flow::New, None)]);
    }

    #[test]
    fn severe_again_within_half_a_year_of_recovery_is_a_relapse_and_later_a_new_case() {
        assert_eq!(
            flows("SrrmS"),
            [(Flow::New, Some(Flow::Recovered)), (Flow::Relapsed, None)]
        );
        assert_eq!(
            flows("SrrmmmmmmS"),
            [(Flow::New, Some(Flow::Recovered)), (Flow::New, None)]
        );
    }

    #[test]
    fn death_and_leaving_end_a_spell_and_joining_begins_one() {
        assert_eq!(flows("Sd"), [(Flow::New, Some(Flow::Died))]);
        assert_eq!(flows("Sl"), [(Flow::New, Some(Flow::TransferredOut))]);
        assert_eq!(flows("J"), [(Flow::TransferredIn, None)]);
    }

    #[test]
    fn a_child_grows_out_of_the_list_even_in_a_month_in_which_nobody_saw_it() {
        let mut steps = steps("Sm-");
        steps[1].as_mut().unwrap().age = Some(1_800);
        let spells = track(&reports(3), &steps, &Elsewhere::default(), &RULES);
        assert_eq!(spells[0].exit, Some((Flow::AgedOut, 70)));
    }

    #[test]
    fn a_child_in_hospital_is_not_lost_and_one_that_died_there_has_died() {
        let steps = steps("S---");
        let stays = Elsewhere {
            admitted: vec![(15, None)],
            ended: Vec::new(),
        };
        assert_eq!(track(&reports(4), &steps, &stays, &RULES)[0].exit, None);
        let died = Elsewhere {
            admitted: vec![(15, Some(35))],
            ended: vec![(35, Ending::Died)],
        };
        assert_eq!(
            track(&reports(4), &steps, &died, &RULES)[0].exit,
            Some((Flow::Died, 40))
        );
    }

    #[test]
    fn a_death_before_the_spell_is_not_its_end() {
        let early = Elsewhere {
            admitted: Vec::new(),
            ended: vec![(5, Ending::Left)],
        };
        assert_eq!(track(&reports(2), &steps("Sm"), &early, &RULES)[0].exit, None);
    }
}

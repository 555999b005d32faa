//! Looking at the clock: which schedules are due, and to whom.

use analytics::Engine;
use catalog::calendar::WorkingDays;
use catalog::{PlaceCode, PlaceLevel};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::State;
use store::state::{DeliveryKind, DeliveryState, IfMissed, NewDelivery, Recipient, Schedule};

use super::made::{order, reader};
use super::watch::{self, Found};
use super::work::OutboxError;
use crate::order::Order;
use crate::questions::headline;
use crate::schedule::{Times, Watch};

/// A time that is noticed so much later was missed.
const MISSED_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// What looking needs.
pub(super) struct Look<'a> {
    pub(super) state: &'a State,
    pub(super) engine: &'a Engine,
    /// The domain of Message-IDs.
    pub(super) domain: &'a str,
    pub(super) now: Timestamp,
}

impl Look<'_> {
    /// Puts into the ledger what is due; how much that was. Doing it twice does nothing twice.
    pub(super) fn at_all(&self) -> Result<usize, OutboxError> {
        let mut due = 0;
        for schedule in self.state.schedules()? {
            if schedule.paused.is_none() {
                due += self.at(&schedule)?;
            }
        }
        Ok(due)
    }

    fn at(&self, schedule: &Schedule) -> Result<usize, OutboxError> {
        let times = match Times::read(&schedule.cron) {
            Ok(times) => times,
            Err(fault) => {
                tracing::error!(schedule = schedule.id, %fault, "a schedule can't be read");
                return Ok(0);
            }
        };
        let recipients: Vec<Recipient> = self
            .state
            .recipients(&schedule.id)?
            .into_iter()
            .filter(|recipient| recipient.unsubscribed.is_none())
            .collect();
        let open = schedule.working_days.then(|| self.working_days(&recipients));
        let passed = times.between(schedule.looked_until, self.now, open.as_ref());
        let mut added = 0;
        if let Some(watch) = &schedule.watch {
            // What holds now is told now; what held at times that were missed, nobody can know any more.
            if let Some(due) = passed.first() {
                added += self.watched(schedule, &recipients, watch, *due)?;
            }
            self.state.looked_until(&schedule.id, self.now)?;
            return Ok(added);
        }
        for (age, due) in passed.iter().enumerate() {
            added += self.passed(schedule, &recipients, *due, age == 0)?;
        }
        if let (Some(percent), Some(next)) = (schedule.percent, times.next(self.now, open.as_ref())) {
            added += self.before_deadline(schedule, &recipients, percent, next)?;
        }
        // Only now: whatever ended before is found again.
        self.state.looked_until(&schedule.id, self.now)?;
        Ok(added)
    }

    /// A time has come, or was missed: then the latest one is sent, where the schedule says so, and earlier ones are marked.
    fn passed(
        &self,
        schedule: &Schedule,
        recipients: &[Recipient],
        due: Timestamp,
        is_latest: bool,
    ) -> Result<usize, OutboxError> {
        let is_missed = self.now.duration_since(due) > MISSED_AFTER;
        let is_sent = is_latest && (!is_missed || schedule.if_missed == IfMissed::Send);
        let mut added = 0;
        for recipient in recipients {
            if self.state.has_delivery(&schedule.id, due, &recipient.id)? {
                continue;
            }
            let returns = match schedule.percent.filter(|_| is_sent) {
                Some(percent) => Some(self.returns(schedule, recipient, percent)?),
                None => None,
            };
            let new = NewDelivery {
                complete: returns.map(|(_, complete)| complete),
                as_on: returns.and_then(|(as_on, _)| as_on),
                ..self.delivery(schedule, recipient, due, is_sent)
            };
            added += usize::from(self.state.add_delivery(&new, self.now)?);
        }
        Ok(added)
    }

    /// What is looked out for: where it has come about since the last look, the report is due.
    fn watched(
        &self,
        schedule: &Schedule,
        recipients: &[Recipient],
        watch: &str,
        due: Timestamp,
    ) -> Result<usize, OutboxError> {
        let Ok(watch) = Watch::read(watch) else {
            tracing::error!(
                schedule = schedule.id,
                watch,
                "what a schedule looks out for can't be read"
            );
            return Ok(0);
        };
        let mut added = 0;
        for recipient in recipients {
            let Some(found) = self.found(schedule, recipient, &watch) else {
                continue;
            };
            let told = self.state.crossings(&schedule.id, &recipient.id)?;
            let fresh: Vec<String> = found
                .holds
                .iter()
                .filter(|place| !told.contains(place))
                .cloned()
                .collect();
            let stands = told.into_iter().filter(|place| found.unclear.contains(place));
            let holds: Vec<String> = found.holds.iter().cloned().chain(stands).collect();
            let new = self.delivery(schedule, recipient, due, true);
            added += usize::from(self.state.add_crossing(&new, &holds, &fresh, self.now)?);
        }
        Ok(added)
    }

    /// None where it can't be asked now; it is asked again at the next time.
    fn found(&self, schedule: &Schedule, recipient: &Recipient, watch: &Watch) -> Option<Found> {
        let order = self.order(schedule, recipient)?;
        let mut requests = order.requests();
        let request = requests.find(|request| watch.is_of(request.programme))?;
        let found = watch::look(request, self.engine, watch);
        found
            .inspect_err(
                |fault| tracing::warn!(schedule = schedule.id, %fault, "can't be looked out for now"),
            )
            .ok()
    }

    /// Before the deadline a recipient's report is due as soon as the returns of the place are in.
    fn before_deadline(
        &self,
        schedule: &Schedule,
        recipients: &[Recipient],
        percent: u8,
        deadline: Timestamp,
    ) -> Result<usize, OutboxError> {
        let mut added = 0;
        for recipient in recipients {
            if self.state.has_delivery(&schedule.id, deadline, &recipient.id)? {
                continue;
            }
            if let (as_on, true) = self.returns(schedule, recipient, percent)? {
                let new = NewDelivery {
                    complete: Some(true),
                    as_on,
                    ..self.delivery(schedule, recipient, deadline, true)
                };
                added += usize::from(self.state.add_delivery(&new, self.now)?);
            }
        }
        Ok(added)
    }

    /// As on which day returns are there, and whether they are complete and newer than those of the last report. What
    /// can't be asked is not complete; the deadline sends it to where the fault is told.
    fn returns(
        &self,
        schedule: &Schedule,
        recipient: &Recipient,
        percent: u8,
    ) -> Result<(Option<Date>, bool), OutboxError> {
        let Some(order) = self.order(schedule, recipient) else {
            return Ok((None, false));
        };
        // Of a report over several programmes each has to be in.
        let (mut day, mut is_in) = (None, false);
        for request in order.requests() {
            let Ok(figures) = self.engine.figures(&headline(request)) else {
                return Ok((None, false));
            };
            let units = figures.units;
            is_in = units.expected > 0
                && u64::from(units.reported) * 100 >= u64::from(units.expected) * u64::from(percent);
            day = day.max(figures.as_on);
            if !is_in {
                break;
            }
        }
        let is_new = match (day, self.state.last_as_on(&schedule.id, &recipient.id)?) {
            (Some(day), Some(last)) => day > last,
            (Some(_), None) => true,
            (None, _) => false,
        };
        Ok((day, is_in && is_new))
    }

    /// What a recipient gets; none where that can't be told now.
    fn order(&self, schedule: &Schedule, recipient: &Recipient) -> Option<Order<'_>> {
        let reader = reader(self.state, recipient.reader.as_deref()).ok()?;
        let place = recipient.place.parse().ok()?;
        order(self.engine, &schedule.report, &place, reader).ok()
    }

    fn delivery<'a>(
        &'a self,
        schedule: &'a Schedule,
        recipient: &'a Recipient,
        due: Timestamp,
        is_sent: bool,
    ) -> NewDelivery<'a> {
        let of = (schedule.id.as_str(), recipient.id.as_str());
        let new = NewDelivery::due(due, of, DeliveryKind::Report, &recipient.address, self.domain);
        if is_sent {
            return new;
        }
        NewDelivery {
            state: DeliveryState::Cancelled,
            reason: Some("missed"),
            ..new
        }
    }

    /// The days on which offices work where the schedule goes; its places lie in one state.
    fn working_days(&self, recipients: &[Recipient]) -> WorkingDays {
        let catalog = self.engine.catalog();
        let mut places = recipients
            .iter()
            .filter_map(|recipient| recipient.place.parse::<PlaceCode>().ok());
        let state = places.find_map(|place| match place.level() {
            PlaceLevel::State => Some(place),
            _ => Some(
                catalog
                    .places
                    .ancestor_at(&place, PlaceLevel::State)?
                    .code
                    .clone(),
            ),
        });
        catalog.holidays.working_days(state.as_ref())
    }
}

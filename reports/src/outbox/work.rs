//! The worker: takes what is due from the ledger, one delivery after the other.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use analytics::Engine;
use catalog::{Arg, Language};
use jiff::Timestamp;
use store::state::{
    Delivery, DeliveryKind, DeliveryState, IfUncertain, NewDelivery, Outcome, Schedule, Seals, Token,
};
use store::{State, StoreError};

use super::look::Look;
use super::made::{Links, Withheld, content};
use super::settings::MailSettings;
use super::smtp::{Handed, hand_over};
use super::tries::{MOST, next_try};
use crate::mail::{
    Correspondent, Envelope, Format, Mail, MailError, Notice, address, notice_mail, report_mail,
};
use crate::register::Press;
use crate::say::Say;
use crate::schedule::{Watch, show_moment};

/// Why a round of the outbox could not be finished. What concerns one delivery stands in the ledger instead.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The state can't be read or written.
    #[error(transparent)]
    State(#[from] StoreError),
}

/// What a round has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Deliveries that were put into the ledger.
    pub due: usize,
    /// Mails that the server accepted.
    pub accepted: usize,
    /// Deliveries that are tried again later.
    pub later: usize,
    /// Deliveries that failed.
    pub failed: usize,
    /// Deliveries of which nobody knows.
    pub uncertain: usize,
    /// Deliveries that are not sent any more.
    pub cancelled: usize,
}

impl Round {
    fn add(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.later += other.later;
        self.failed += other.failed;
        self.uncertain += other.uncertain;
        self.cancelled += other.cancelled;
    }
}

/// More mails than this are not made at once, whatever the processors: each holds its documents in memory.
const HANDS: usize = 4;

/// The outbox of one data directory.
pub struct Outbox {
    state: Arc<State>,
    engine: Arc<Engine>,
    settings: MailSettings,
    seals: Seals,
    /// Whose leases are this worker's: no other one, not even of the same process, has the name.
    worker: String,
}

/// What stands in the ledger after a try.
enum Word {
    Accepted(String),
    Failed(&'static str, String),
    Later(&'static str, String),
    Uncertain(String),
    Cancelled(&'static str),
    Held,
    /// Somebody else has the delivery.
    NotHeld,
}

impl Outbox {
    /// The outbox over a state and an engine.
    pub fn new(
        state: Arc<State>,
        engine: Arc<Engine>,
        settings: MailSettings,
        data: &Path,
    ) -> Result<Self, OutboxError> {
        Ok(Self {
            state,
            engine,
            settings,
            seals: Seals::of(data)?,
            worker: Token::fresh()?.hash(),
        })
    }

    /// Looks what is due, then delivers until nothing waits any more or `stop` says so. It blocks.
    pub fn round(
        &self,
        clock: &(dyn Fn() -> Timestamp + Sync),
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Round, OutboxError> {
        let mut round = Round::default();
        let look = Look {
            state: &self.state,
            engine: &self.engine,
            domain: self.settings.from.domain(),
            now: clock(),
        };
        self.state.find_uncertain(clock())?;
        round.due = look.at_all()?;
        loop {
            self.tell_owners(clock())?;
            // What failed in this round is told in this round.
            if self.deliver_all(clock, stop, &mut round)? == 0 || stop() {
                return Ok(round);
            }
        }
    }

    /// Delivers what waits, several at once, since a mail takes a processor to be made and then waits for the server. Leases
    /// keep one delivery from being taken twice. How many were taken.
    fn deliver_all(
        &self,
        clock: &(dyn Fn() -> Timestamp + Sync),
        stop: &(dyn Fn() -> bool + Sync),
        round: &mut Round,
    ) -> Result<usize, OutboxError> {
        let hands = thread::available_parallelism().map_or(1, NonZero::get).min(HANDS);
        let done = thread::scope(|scope| {
            let spawned: Vec<_> = (0..hands)
                .map(|_| scope.spawn(|| self.deliver_some(clock, stop)))
                .collect();
            let joined = spawned.into_iter().map(thread::ScopedJoinHandle::join);
            joined.collect::<Vec<_>>()
        });
        let mut taken = 0;
        for hand in done {
            let (own, number) = hand.unwrap_or_else(|panic| resume_unwind(panic))?;
            round.add(own);
            taken += number;
        }
        Ok(taken)
    }

    fn deliver_some(
        &self,
        clock: &dyn Fn() -> Timestamp,
        stop: &dyn Fn() -> bool,
    ) -> Result<(Round, usize), OutboxError> {
        let (mut round, mut taken) = (Round::default(), 0);
        while !stop() {
            let Some(delivery) = self.state.take_delivery(&self.worker, clock())? else {
                break;
            };
            taken += 1;
            self.deliver(&delivery, clock, &mut round)?;
        }
        Ok((round, taken))
    }

    fn deliver(
        &self,
        delivery: &Delivery,
        clock: &dyn Fn() -> Timestamp,
        round: &mut Round,
    ) -> Result<(), OutboxError> {
        let word = self.word(delivery, clock)?;
        let now = clock();
        let next_try = next_try(&delivery.id, delivery.attempts, now);
        let is_last = delivery.attempts >= MOST;
        let outcome = match &word {
            Word::Accepted(detail) => {
                round.accepted += 1;
                Outcome::Accepted { detail }
            }
            Word::Later(_, detail) | Word::Uncertain(detail) if is_last => {
                round.failed += 1;
                Outcome::Failed {
                    reason: "too-many-tries",
                    detail,
                }
            }
            Word::Failed(reason, detail) => {
                round.failed += 1;
                Outcome::Failed { reason, detail }
            }
            Word::Later(reason, detail) => {
                round.later += 1;
                Outcome::Later {
                    reason,
                    detail,
                    next_try,
                }
            }
            Word::Uncertain(detail) => {
                round.uncertain += 1;
                Outcome::Uncertain { detail, next_try }
            }
            Word::Cancelled(reason) => {
                round.cancelled += 1;
                Outcome::Cancelled { reason }
            }
            Word::Held => {
                round.uncertain += 1;
                self.state.hold_delivery(&delivery.id, &self.worker, now)?;
                return Ok(());
            }
            Word::NotHeld => return Ok(()),
        };
        let noted = self
            .state
            .note_outcome(&delivery.id, &self.worker, outcome, now)?;
        if !noted {
            tracing::warn!(delivery = delivery.id, "somebody else took a delivery over");
        }
        Ok(())
    }

    /// Makes the mail and hands it over.
    fn word(&self, delivery: &Delivery, clock: &dyn Fn() -> Timestamp) -> Result<Word, OutboxError> {
        let schedule = self.state.schedule(&delivery.schedule)?;
        if delivery.state == DeliveryState::Uncertain && schedule.if_uncertain == IfUncertain::Hold {
            return Ok(Word::Held);
        }
        let Ok(to) = address(&delivery.address) else {
            return Ok(Word::Failed("bad-recipient", String::new()));
        };
        let mail = match self.made(delivery, &schedule, &to, clock())? {
            Ok(mail) => mail,
            Err(word) => return Ok(word),
        };
        let note = |step| self.state.note_step(&delivery.id, &self.worker, step, clock());
        if !note(DeliveryState::Built)? {
            return Ok(Word::NotHeld);
        }
        let handed = hand_over(&self.settings, &to, &mail, || note(DeliveryState::HandedOver))?;
        Ok(match handed {
            Handed::Accepted(detail) => Word::Accepted(detail),
            Handed::Refused(detail) => Word::Failed("refused", detail),
            Handed::Later { reason, detail } => Word::Later(reason, detail),
            Handed::Uncertain(detail) => Word::Uncertain(detail),
            Handed::NotHeld => Word::NotHeld,
        })
    }

    /// The bytes of a delivery's mail, or what is to be said in their stead.
    fn made(
        &self,
        delivery: &Delivery,
        schedule: &Schedule,
        to: &Correspondent,
        now: Timestamp,
    ) -> Result<Result<Vec<u8>, Word>, OutboxError> {
        match delivery.kind {
            DeliveryKind::Notice => self.notice(delivery, schedule, to, now),
            DeliveryKind::Report | DeliveryKind::Test => self.report(delivery, schedule, to, now),
        }
    }

    fn report(
        &self,
        delivery: &Delivery,
        schedule: &Schedule,
        to: &Correspondent,
        now: Timestamp,
    ) -> Result<Result<Vec<u8>, Word>, OutboxError> {
        let Some(recipient) = self.state.recipient(&delivery.recipient)? else {
            return Ok(Err(Word::Failed("bad-recipient", String::new())));
        };
        let is_test = delivery.kind == DeliveryKind::Test;
        if recipient.unsubscribed.is_some() && !is_test {
            return Ok(Err(Word::Cancelled("unsubscribed")));
        }
        let press = Press {
            engine: &self.engine,
            state: &self.state,
            dashboard: &self.settings.dashboard,
            now,
        };
        let made = match content(&press, schedule, &recipient) {
            Ok(made) => made,
            Err(Withheld::Refused) => return Ok(Err(Word::Cancelled("scope-withdrawn"))),
            Err(Withheld::AccountEnded) => return Ok(Err(Word::Cancelled("account-ended"))),
            Err(Withheld::Unknown(detail)) => return Ok(Err(Word::Failed("bad-recipient", detail))),
            Err(Withheld::Fault(detail)) => return Ok(Err(Word::Later("not-made", detail))),
        };
        let links = self.links();
        let until = Links::until(now);
        let unsubscribe = (!is_test).then(|| links.unsubscribe(&recipient));
        let envelope = Envelope {
            unsubscribe: unsubscribe.as_deref(),
            ..self.envelope(delivery, schedule, to, now)
        };
        let formats: Vec<Format> = recipient
            .formats
            .iter()
            .filter_map(|format| Format::of(format))
            .collect();
        let mail = Mail {
            report: &made.report,
            language: made.language,
            complete: delivery.complete,
            crossed: self.crossed(delivery, schedule, made.language),
            is_test,
            formats: &formats,
            budget: recipient.budget,
            page: &links.page(&made),
            link: &|format| links.file(delivery, format, until),
            until: &show_moment(until, made.language),
            reference: &format!(
                "{}-{}",
                &delivery.id[..8.min(delivery.id.len())],
                delivery.attempts
            ),
        };
        Ok(report_mail(&mail, &envelope).map_err(|fault| not_made(&fault)))
    }

    /// Where what the schedule looks out for has come about, in words.
    fn crossed(&self, delivery: &Delivery, schedule: &Schedule, language: Language) -> Option<String> {
        let watch = Watch::read(schedule.watch.as_deref()?).ok()?;
        let places = &self.engine.catalog().places;
        let names = delivery.crossed.iter().map(|code| {
            let place = code.parse().ok().and_then(|code| places.get(&code));
            place.map_or_else(|| code.clone(), |place| place.name.get(language).to_owned())
        });
        let names = names.collect::<Vec<_>>().join(", ");
        let title = watch.measure_title(self.engine.catalog(), &schedule.report);
        let measure = match watch {
            Watch::Silent => "",
            Watch::Worse(_) | Watch::Any(_) => title?.get(language),
        };
        let id = format!("mail-crossed-{}", watch.id());
        let args = [("places", Arg::Text(&names)), ("measure", Arg::Text(measure))];
        (!delivery.crossed.is_empty()).then(|| Say(language).about(&id, &args))
    }

    fn notice(
        &self,
        delivery: &Delivery,
        schedule: &Schedule,
        to: &Correspondent,
        now: Timestamp,
    ) -> Result<Result<Vec<u8>, Word>, OutboxError> {
        let about = delivery.recipient.strip_prefix(ABOUT).unwrap_or_default();
        let about = self.state.known_delivery(about)?;
        // The owner of a schedule has no language; the first recipient's is the likeliest.
        let recipients = self.state.recipients(&schedule.id)?;
        let language = recipients.first().and_then(|first| first.language.parse().ok());
        let language: Language = language.unwrap_or_default();
        let notice = Notice {
            schedule: &schedule.name,
            recipient: &about.address,
            due: &show_moment(about.due, language),
            state: about.state.id(),
            reason: about.reason.as_deref().unwrap_or("none"),
            detail: about.detail.as_deref().unwrap_or_default(),
            page: &format!("{}/schedules", self.settings.dashboard),
        };
        let envelope = self.envelope(delivery, schedule, to, now);
        Ok(notice_mail(&notice, language, &envelope).map_err(|fault| not_made(&fault)))
    }

    fn envelope<'a>(
        &'a self,
        delivery: &'a Delivery,
        schedule: &'a Schedule,
        to: &'a Correspondent,
        now: Timestamp,
    ) -> Envelope<'a> {
        Envelope {
            from: &self.settings.from,
            to,
            message_id: &delivery.message_id,
            date: now,
            list: &schedule.id,
            list_name: &schedule.name,
            unsubscribe: None,
        }
    }

    fn links(&self) -> Links<'_> {
        Links {
            seals: &self.seals,
            dashboard: &self.settings.dashboard,
        }
    }

    /// Puts word to the owners into the ledger, once for each delivery that did not go out.
    fn tell_owners(&self, now: Timestamp) -> Result<(), OutboxError> {
        for (delivery, owner) in self.state.untold()? {
            let about = format!("{ABOUT}{}", delivery.id);
            let of = (delivery.schedule.as_str(), about.as_str());
            let domain = self.settings.from.domain();
            let new = NewDelivery::due(delivery.due, of, DeliveryKind::Notice, &owner, domain);
            self.state.add_delivery(&new, now)?;
        }
        Ok(())
    }
}

/// Stands before the id of the delivery that a notice is about.
const ABOUT: &str = "about:";

fn not_made(fault: &MailError) -> Word {
    Word::Later("not-made", fault.to_string())
}

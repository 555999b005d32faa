//! The sheets behind figures: what is told of each depends on who asks.

use analytics::{may_send, sends_returns};
use figures::{Origin, OriginDelivery};
use serde::Serialize;

use crate::overview::scene::Scene;
use crate::pages::uploads::{in_language, moment};

/// A sheet, as it was taken in.
#[derive(Debug, Clone, Serialize)]
pub struct Delivery {
    /// The batch.
    batch: String,
    /// Its page, for those who may open it.
    address: Option<String>,
    dataset: String,
    layout: String,
    as_on: String,
    taken_in: String,
    file: String,
    sheet: String,
    rows: String,
}

/// Every sheet, oldest first: those with rows that count, and those on which later ones have the last word.
pub fn deliveries(scene: &Scene<'_>, origin: &Origin) -> (Vec<Delivery>, Vec<Delivery>) {
    let say = scene.say;
    let opens = sends_returns(scene.reader)
        && may_send(
            &scene.reader.class,
            scene.programme,
            &scene.place.code,
            &scene.app.catalog.places,
        );
    let told = origin.deliveries.iter().map(|delivery| {
        let withheld = || (say.text("source-withheld"), String::new());
        let (file, sheet) = delivery.named.clone().unwrap_or_else(withheld);
        let address = in_language(&format!("/batches/{}", delivery.batch), say.language);
        Delivery {
            address: opens.then_some(address),
            batch: delivery.batch.clone(),
            dataset: say.words(&delivery.dataset),
            layout: say.words(&delivery.layout),
            as_on: delivery.as_on.map(|day| say.day(day)).unwrap_or_default(),
            taken_in: moment(delivery.taken_in, say),
            rows: delivery
                .rows
                .map(|rows| catalog::format::grouped(&rows.to_string()))
                .unwrap_or_default(),
            file,
            sheet,
        }
    });
    let (silent, telling): (Vec<_>, Vec<_>) = told
        .zip(&origin.deliveries)
        .partition(|(_, delivery)| delivery.rows == Some(0));
    let alone = |told: Vec<(Delivery, &OriginDelivery)>| told.into_iter().map(|(told, _)| told).collect();
    (alone(telling), alone(silent))
}

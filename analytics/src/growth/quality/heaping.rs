//! Ages that were rounded to whole years.

/// Months of age in which children heap where ages are guessed.
pub(super) const HEAPS: [u8; 4] = [12, 24, 36, 48];
/// Months on either side with which a month is compared.
const NEIGHBOURS: usize = 2;

/// Children by completed month of age, up to five years.
pub(super) fn by_month(months: impl Iterator<Item = f64>) -> [usize; 60] {
    let mut counts = [0; 60];
    for month in months {
        if let Some(count) = counts.get_mut(month.floor() as usize) {
            *count += 1;
        }
    }
    counts
}

/// Children of a month, as a multiple of the mean of it and its neighbours: 1 without heaping; and how many all these
/// are. None without any, or too near an end.
pub(super) fn heaping(counts: &[usize; 60], month: u8) -> (Option<f64>, usize) {
    let month = usize::from(month);
    let Some(from) = month.checked_sub(NEIGHBOURS) else {
        return (None, 0);
    };
    let Some(around) = counts.get(from..=month + NEIGHBOURS) else {
        return (None, 0);
    };
    let all: usize = around.iter().sum();
    let multiple = (all > 0).then(|| counts[month] as f64 * around.len() as f64 / all as f64);
    (multiple, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_with_as_many_as_its_neighbours_is_no_heap() {
        let even = by_month((0..60).map(|month| f64::from(month) + 0.5));
        assert_eq!(heaping(&even, 24), (Some(1.0), 5));
        let guessed = by_month([24.0, 24.1, 24.9, 23.0, 25.5].into_iter());
        assert_eq!(heaping(&guessed, 24), (Some(3.0), 5));
    }

    #[test]
    fn without_children_around_it_nothing_is_said_of_a_month() {
        let none = by_month([700.0, 60.0].into_iter());
        assert_eq!(heaping(&none, 12), (None, 0));
        assert_eq!((heaping(&none, 1), heaping(&none, 59)), ((None, 0), (None, 0)));
    }
}

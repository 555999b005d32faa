//! Faults of a programme, as its check collects them: what each is about, in words, with what was probably meant.

/// One entry of a list of the programme: the third `[[measure]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The list's key in the file: `measure`.
    pub list: &'static str,
    /// Which entry, from 0.
    pub at: usize,
}

/// Something in a programme that makes no sense, or that is worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it is about; the programme as a whole where none.
    pub part: Option<Part>,
    /// The word at fault, where one stands in the file.
    pub word: Option<String>,
    /// What is wrong. Names stand in backticks.
    pub message: String,
    /// What to do about it, where the message does not say so.
    pub hint: Option<String>,
}

/// The faults found so far, and what is looked at now.
#[derive(Debug, Default)]
pub(super) struct Faults {
    part: Option<Part>,
    found: Vec<Fault>,
}

impl Faults {
    /// From now on, faults are about an entry of a list.
    pub(super) fn about(&mut self, list: &'static str, at: usize) {
        self.part = Some(Part { list, at });
    }

    /// From now on, faults are about the programme as a whole.
    pub(super) fn about_all(&mut self) {
        self.part = None;
    }

    /// Adds a fault that its message explains.
    pub(super) fn push(&mut self, message: impl Into<String>) {
        self.add(message.into(), None, None);
    }

    /// Adds a fault about a word, with what to do.
    pub(super) fn hinted(&mut self, message: String, word: &str, hint: String) {
        self.add(message, Some(word.to_owned()), Some(hint));
    }

    /// Adds a fault about a name that is not there, with the nearest of those that are.
    pub(super) fn unknown<'a>(
        &mut self,
        message: String,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        // To weigh thousands of names against thousands takes longer than anybody waits; they have one cause.
        let hint = match self.found.len() < MOST_WEIGHED {
            true => nearest_of(word, known),
            false => "mend those above first".to_owned(),
        };
        self.add(message, Some(word.to_owned()), Some(hint));
    }

    /// Adds faults that their messages explain.
    pub(super) fn extend(&mut self, messages: impl IntoIterator<Item = String>) {
        messages.into_iter().for_each(|message| self.push(message));
    }

    /// All of them, in the order found.
    pub(super) fn into_found(self) -> Vec<Fault> {
        self.found
    }

    fn add(&mut self, message: String, word: Option<String>, hint: Option<String>) {
        self.found.push(Fault {
            part: self.part,
            word,
            message,
            hint,
        });
    }
}

/// Faults for which the nearest name is looked for at most.
const MOST_WEIGHED: usize = 200;

/// Names told in a hint at most.
const MOST_NAMED: usize = 12;

/// What was probably meant by a name that is not there: the nearest known one, or else those that there are.
pub(super) fn nearest_of<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(near) = crate::spelling::nearest(word, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let named: Vec<String> = known
        .iter()
        .take(MOST_NAMED)
        .map(|name| format!("`{name}`"))
        .collect();
    match (named.is_empty(), known.len().saturating_sub(MOST_NAMED)) {
        (true, _) => "there are none yet; declare one".to_owned(),
        (false, 0) => format!("there are {}", named.join(", ")),
        (false, more) => format!("there are {} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest_of;

    #[test]
    fn a_mistyped_name_leads_to_the_nearest_and_a_strange_one_to_all() {
        let known = ["persondays", "households"];
        assert_eq!(nearest_of("person_days", known), "did you mean `persondays`?");
        assert_eq!(nearest_of("x", known), "there are `persondays`, `households`");
        assert_eq!(nearest_of("x", []), "there are none yet; declare one");
    }
}

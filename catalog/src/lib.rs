//! Programmes, places, calendar, languages and number formats.

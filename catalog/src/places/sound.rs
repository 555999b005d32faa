//! How a name sounds, written so that Bengali, Hindi and Latin spellings of one name come out alike: `তালডাংরা`,
//! `तालडांगरा` and `Taldangra` are all `tldgr`.
//!
//! Each Indian letter is first written with Latin letters, as offices do: ক `k`, খ `kh`, শ ষ স `s`, ড় `r`, ব `b`, ঁ `n`. Then
//! both sides lose what writers vary. Every `h` but the first letter goes (`kh` is `k`), and with it the difference of `v`, `w` and
//! `b`, of `z` and `j`, of `ph`, `f` and `p`. The sounds `a` and `o` go, since Indian scripts don't write the first and Latin
//! writes either; `e` and `y` are `i`. A nasal before a stop goes (`Bankura`, বাঁকুড়া), and double letters become one. Numbers
//! stay, whatever their script. Names that sound alike need not be the same: whoever asks must see that there is only one.

use super::spelling::words;

/// Fewer letters than this say too little to tell one name from others.
const FEWEST: usize = 3;

/// How a name sounds; none where too little of it can be heard.
pub(super) fn sound(name: &str) -> Option<String> {
    // Lists drop the dot below ড and ढ in Hindi, which then is another letter.
    let name = name.replace(['\u{95c}', '\u{95d}'], "र");
    let name = name.replace("ड\u{93c}", "र").replace("ढ\u{93c}", "र");
    let sounds: Vec<String> = words(&name).iter().map(|word| heard(&latin(word))).collect();
    let sound = sounds.concat();
    (sound.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST).then_some(sound)
}

/// Whether a name is written in Bengali or Devanagari letters.
pub(super) fn is_indian(name: &str) -> bool {
    name.chars()
        .any(|c| matches!(c, '\u{904}'..='\u{963}' | '\u{980}'..='\u{9e3}'))
}

const VIRAMA: [char; 2] = ['\u{94d}', '\u{9cd}'];

/// A word in Latin letters. The vowel that a consonant bears without a sign is not written: it would be lost again.
fn latin(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut written = String::with_capacity(word.len());
    let mut at = 0;
    while at < letters.len() {
        let joined = at > 0 && VIRAMA.contains(&letters[at - 1]);
        // ওয়া is heard as `wa`, জ্ঞ as `gy`, and ক্ষ as `kh`.
        match (letters[at], letters.get(at + 1), letters.get(at + 2)) {
            ('ক', Some('\u{9cd}'), Some('ষ')) | ('क', Some('\u{94d}'), Some('ष')) => {
                written.push_str("kh");
                at += 3;
                continue;
            }
            ('ও', Some('\u{9df}'), _) => {
                written.push('w');
                at += 2;
                continue;
            }
            ('ও', Some('য'), Some('\u{9bc}')) => {
                written.push('w');
                at += 3;
                continue;
            }
            ('জ', Some('\u{9cd}'), Some('ঞ')) | ('ज', Some('\u{94d}'), Some('ञ')) => {
                written.push_str("gy");
                at += 3;
                continue;
            }
            // A consonant with a dot below, in two letters: ড় ঢ় are `r`, য় is `y`.
            ('ড' | 'ঢ', Some('\u{9bc}'), _) => {
                written.push('r');
                at += 2;
                continue;
            }
            ('য', Some('\u{9bc}'), _) => {
                written.push('y');
                at += 2;
                continue;
            }
            // Joined below another consonant it is `y`, and `j` elsewhere.
            ('য', _, _) => written.push(if joined { 'y' } else { 'j' }),
            (letter, _, _) => match of_letter(letter) {
                Some(text) => written.push_str(text),
                None => written.push(letter),
            },
        }
        at += 1;
    }
    written
}

/// One letter or sign; none of those that are Latin already.
fn of_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ক' | 'क' => "k",
        'খ' | 'ख' => "kh",
        'গ' | 'ग' => "g",
        'ঘ' | 'घ' => "gh",
        'চ' | 'च' | 'ছ' | 'छ' => "ch",
        'জ' | 'ज' | 'ঝ' | 'झ' => "j",
        'ট' | 'ट' | 'ত' | 'त' | 'ৎ' | 'ঠ' | 'ठ' | 'থ' | 'थ' => "t",
        'ড' | 'ड' | 'দ' | 'द' | 'ঢ' | 'ढ' | 'ধ' | 'ध' => "d",
        'ঙ' | 'ङ' | 'ঞ' | 'ञ' | 'ণ' | 'ण' | 'ন' | 'न' => "n",
        'প' | 'प' | 'ফ' | 'फ' => "p",
        'ব' | 'ब' | 'ভ' | 'भ' | 'व' => "b",
        'ম' | 'म' => "m",
        'য' | 'य' | '\u{9df}' => "y",
        'র' | 'र' | '\u{9dc}' | '\u{9dd}' | '\u{95c}' | '\u{95d}' => "r",
        'ল' | 'ल' => "l",
        'শ' | 'श' | 'ষ' | 'ष' | 'স' | 'स' => "s",
        'হ' | 'ह' => "h",
        'ই' | 'ঈ' | 'ি' | 'ী' | 'इ' | 'ई' | 'ि' | 'ी' => "i",
        'উ' | 'ঊ' | 'ু' | 'ূ' | 'उ' | 'ऊ' | 'ु' | 'ू' => "u",
        'ঋ' | 'ৃ' | 'ऋ' | 'ृ' => "ri",
        'এ' | 'ে' | 'ए' | 'े' => "e",
        'ঐ' | 'ৈ' | 'ऐ' | 'ै' => "ai",
        'ও' | 'ো' | 'ओ' | 'ो' | 'অ' | 'আ' | 'া' | 'अ' | 'आ' | 'ा' | 'ॉ' => "a",
        'ঔ' | 'ৌ' | 'औ' | 'ौ' => "au",
        'ং' => "ng",
        'ঁ' | 'ं' | 'ँ' => "n",
        'ঃ' | 'ः' | '\u{94d}' | '\u{9cd}' | '\u{9bc}' | '\u{93c}' => "",
        _ => return None,
    })
}

/// What is heard of a word in Latin letters.
fn heard(word: &str) -> String {
    let plain = word.replace("oo", "u").replace("chh", "ch").replace("ksh", "kh");
    let plain = plain.replace("ph", "p").replace("ch", CH);
    let sounds: Vec<char> = plain
        .chars()
        .enumerate()
        .filter_map(|(at, letter)| match letter {
            'a' | 'o' => None,
            'h' if at > 0 => None, // an aspirate, or a letter that Bengali writes and English leaves out
            'e' | 'y' => Some('i'),
            'v' | 'w' => Some('b'),
            'f' => Some('p'),
            'z' => Some('j'),
            'q' | 'c' | 'x' => Some('k'),
            other => Some(other),
        })
        .collect();
    let mut heard = String::with_capacity(sounds.len());
    for (at, &sound) in sounds.iter().enumerate() {
        let next = sounds.get(at + 1);
        let again = next == Some(&sound) && !sound.is_ascii_digit();
        if !again && !is_nasal_before_stop(sound, next) {
            heard.push(sound);
        }
    }
    heard.replace(CH, "c")
}

/// Stands for the one sound of `ch`.
const CH: &str = "\u{e7}";

fn is_nasal_before_stop(sound: char, next: Option<&char>) -> bool {
    match sound {
        'n' => next.is_some_and(|next| "kgjtdpbs\u{e7}".contains(*next)),
        'm' => matches!(next, Some('p' | 'b')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(indian: &str, latin: &str) {
        assert!(sound(indian).is_some(), "{indian}");
        assert_eq!(sound(indian), sound(latin), "{indian} {latin}");
    }

    #[test]
    fn the_blocks_of_bankura_sound_alike_in_bengali_hindi_and_english() {
        for (bengali, hindi, english) in [
            ("বাঁকুড়া ১", "बाँकुड़ा-१", "Bankura-I"),
            ("বড়জোড়া", "बड़जोड़ा", "Barjora"),
            ("ছাতনা", "छातना", "Chhatna"),
            ("গঙ্গাজলঘাটি", "गंगाजलघाटी", "Gangajalghati"),
            ("হীড়বাঁধ", "हीड़बाँध", "Hirbandh"),
            ("ইন্দপুর", "इंदपुर", "Indpur"),
            ("ইন্দাস", "इंदास", "Indas"),
            ("জয়পুর", "जयपुर", "Joypur"),
            ("খাতড়া", "खातड़ा", "Khatra"),
            ("কোতুলপুর", "कोतुलपुर", "Katulpur"),
            ("মেজিয়া", "मेजिया", "Mejhia"),
            ("পাত্রসায়ের", "पात्रसायेर", "Patrasair"),
            ("রাইপুর", "राईपुर", "Raipur"),
            ("রাণীবাঁধ", "रानीबाँध", "Ranibandh"),
            ("শালতোড়া", "शालतोड़ा", "Saltora"),
            ("সারেঙ্গা", "सारेंगा", "Sarenga"),
            ("সিমলাপাল", "सिमलापाल", "Simlapal"),
            ("সোনামুখী", "सोनामुखी", "Sonamukhi"),
            ("তালডাংরা", "तालडांगरा", "Taldangra"),
            ("বিষ্ণুপুর", "बिष्णुपुर", "Vishnupur"),
        ] {
            alike(bengali, english);
            alike(hindi, english);
        }
    }

    #[test]
    fn panchayats_that_no_list_has_in_bengali_sound_like_their_english_names() {
        for (bengali, english) in [
            ("আঁচুড়ি", "Anchuri"),
            ("জগদল্লা ২", "Jagadalla-II"),
            ("কেঞ্জাকুড়া", "Kenjakura"),
            ("পুরন্দরপুর", "Purandarpur"),
            ("মানকানালি", "Mankanali"),
            ("লক্ষ্মীসাগর", "Lakshmisagar"),
            ("কালাপাথর", "Kalapathar"),
        ] {
            alike(bengali, english);
        }
    }

    #[test]
    fn both_ways_of_encoding_a_letter_with_a_dot_sound_alike() {
        assert_eq!(sound("জ\u{9df}পুর"), sound("জ\u{9af}\u{9bc}পুর"));
        assert_eq!(sound("খাত\u{9dc}া"), sound("খাত\u{9a1}\u{9bc}া"));
    }

    #[test]
    fn numbers_and_other_consonants_keep_names_apart() {
        assert_ne!(sound("বাঁকুড়া ১"), sound("Bankura-II"));
        assert_ne!(sound("খাতড়া"), sound("Chhatna"));
        assert_ne!(sound("সারেঙ্গা"), sound("Saltora"));
    }

    #[test]
    fn what_is_too_short_to_be_told_apart_has_no_sound() {
        for name in ["", "আ", "ওন্দা", "12", "!?", "मा"] {
            assert_eq!(sound(name), None, "{name}");
        }
    }
}

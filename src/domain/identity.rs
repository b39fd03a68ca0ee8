//! Identity numbers (公民身份号码, GB 11643-1999) and what shares their shape: 港澳台居民居住证 (81, 82, 83)
//! and 外国人永久居留身份证 (beginning with 9). Knows nothing of forms beyond their faults.

use jiff::civil::Date;

use super::form::{Fault, half_width};

/// What each of the first 17 digits weighs (ISO/IEC 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check characters for the remainders 0 to 10.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// No living person was born before this year.
const EARLIEST: i16 = 1890;

/// The plain form of an identity number: 18 characters, half-width, the check character in capitals.
///
/// `today` bounds the birth date. Errors are the identity faults of [`Fault`], or `Empty`.
pub fn check(written: &str, today: Date) -> Result<String, Fault> {
    let plain: String = half_width(written).filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    if plain.is_empty() {
        return Err(Fault::Empty);
    }
    let last = plain.chars().count() - 1;
    if plain.chars().enumerate().any(|(at, c)| !(c.is_ascii_digit() || (c == 'X' && at == last))) {
        return Err(Fault::IdentityCharacter);
    }
    if plain.len() != 18 {
        return Err(Fault::IdentityLength);
    }
    // A wrong check digit is reported first: a slip of the pen in the birth date is a wrong digit, not a wrong birthday.
    let Some((body, check)) = plain.split_at_checked(17) else { return Err(Fault::IdentityLength) };
    if !check.chars().eq(check_character(body)) {
        return Err(Fault::IdentityCheck);
    }
    if plain.starts_with('0') || birth_date(&plain).is_none_or(|born| born > today || born.year() < EARLIEST) {
        return Err(Fault::IdentityDate);
    }
    Ok(plain)
}

/// The check character of the first 17 digits (ISO/IEC 7064 MOD 11-2); `None` unless there are 17 digits.
pub fn check_character(body: &str) -> Option<char> {
    let digits: Vec<u32> = body.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    let sum: u32 = (digits.len() == WEIGHTS.len()).then(|| digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum())?;
    CHECKS.get((sum % 11) as usize).copied()
}

/// The birth date in an identity number in its plain form.
pub fn birth_date(plain: &str) -> Option<Date> {
    let (year, month, day) = (plain.get(6..10)?, plain.get(10..12)?, plain.get(12..14)?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    fn number(region: u32, born: Date, serial: u32) -> String {
        let body = format!("{region:06}{:04}{:02}{:02}{serial:03}", born.year(), born.month(), born.day());
        let check = check_character(&body).unwrap();
        format!("{body}{check}")
    }

    fn numbers() -> impl Strategy<Value = String> {
        (110_000_u32..999_999, 1900_i16..2026, 1_i8..=12, 1_i8..=28, 0_u32..1000)
            .prop_map(|(region, year, month, day, serial)| number(region, date(year, month, day), serial))
    }

    proptest! {
        #[test]
        fn every_single_wrong_digit_is_found(number in numbers(), at in 0_usize..18, digit in "[0-9X]") {
            prop_assert_eq!(check(&number, TODAY), Ok(number.clone()));
            let mut wrong = number.clone();
            wrong.replace_range(at..=at, &digit);
            prop_assert_eq!(check(&wrong, TODAY).is_ok(), wrong == number);
        }

        #[test]
        fn neighbours_that_changed_places_are_found(number in numbers(), at in 0_usize..16) {
            let mut bytes = number.clone().into_bytes();
            bytes.swap(at, at + 1);
            let wrong = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(check(&wrong, TODAY).is_ok(), wrong == number);
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            if let Ok(plain) = check(&text, TODAY) {
                prop_assert_eq!(check(&plain, TODAY), Ok(plain.clone()));
            }
        }
    }

    #[test]
    fn the_example_of_the_standard_holds() {
        assert_eq!(check("11010519491231002X", TODAY).as_deref(), Ok("11010519491231002X"));
        assert_eq!(birth_date("11010519491231002X"), Some(date(1949, 12, 31)));
    }

    #[test]
    fn it_is_read_as_people_write_it() {
        for written in ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002x"]
        {
            assert_eq!(check(written, TODAY).as_deref(), Ok("11010519491231002X"), "{written}");
        }
    }

    #[test]
    fn each_fault_has_its_name() {
        assert_eq!(check("  ", TODAY), Err(Fault::Empty));
        assert_eq!(check("1101051949123100", TODAY), Err(Fault::IdentityLength));
        assert_eq!(check("11010519491231002XX", TODAY), Err(Fault::IdentityCharacter));
        assert_eq!(check("X1010519491231002X", TODAY), Err(Fault::IdentityCharacter));
        assert_eq!(check("1101051949123100二X", TODAY), Err(Fault::IdentityCharacter));
        assert_eq!(check("110105194912310021", TODAY), Err(Fault::IdentityCheck));
        let tomorrow = number(110_105, TODAY.tomorrow().unwrap(), 2);
        assert_eq!(check(&tomorrow, TODAY), Err(Fault::IdentityDate));
        let body = "11010519490230002";
        let no_such_day = format!("{body}{}", check_character(body).unwrap());
        assert_eq!(check(&no_such_day, TODAY), Err(Fault::IdentityDate));
    }

    #[test]
    fn permits_that_share_the_shape_are_taken() {
        for region in [810_000, 820_000, 830_000, 911_123] {
            let number = number(region, date(1941, 5, 6), 17);
            assert_eq!(check(&number, TODAY), Ok(number.clone()));
            assert_eq!(birth_date(&number), Some(date(1941, 5, 6)), "{region}");
            assert_eq!(check(&number.replacen("19410506", "19410605", 1), TODAY), Err(Fault::IdentityCheck), "{region}");
        }
    }
}

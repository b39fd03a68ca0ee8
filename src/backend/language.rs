//! The language a caller reads: `Accept-Language` (RFC 9110, 12.5.4). What we do not have falls back to zh-CN.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;

use crate::domain::settings::Locale;

/// The best of our locales for the caller.
pub struct Language(pub Locale);

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self(header.map_or_else(Locale::default, best)))
    }
}

/// The best of our locales for an `Accept-Language`.
fn best(header: &str) -> Locale {
    let wished = header.split(',').filter_map(|range| {
        let mut parts = range.split(';');
        let locale = ours(parts.next()?.trim())?;
        let quality = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
        (quality > 0.0).then_some((locale, quality))
    });
    // The first of equals wins.
    wished.reduce(|best, other| if other.1 > best.1 { other } else { best }).map_or_else(Locale::default, |(locale, _)| locale)
}

/// Our locale for a language range.
fn ours(range: &str) -> Option<Locale> {
    let range = range.to_ascii_lowercase();
    let mut tags = range.split('-');
    match tags.next()? {
        "en" => Some(Locale::En),
        "yue" => Some(Locale::ZhTw),
        "zh" if tags.any(|tag| matches!(tag, "hant" | "tw" | "hk" | "mo")) => Some(Locale::ZhTw),
        "zh" => Some(Locale::ZhCn),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_browsers_and_terminals_send() {
        let headers = [
            ("zh-CN", Locale::ZhCn),
            ("zh-TW", Locale::ZhTw),
            ("zh-Hant-HK", Locale::ZhTw),
            ("en-GB,en;q=0.9,zh;q=0.8", Locale::En),
            ("fr, en;q=0.3, zh-TW;q=0.7", Locale::ZhTw),
            ("en;q=0, zh", Locale::ZhCn),
            ("*", Locale::ZhCn),
            ("fr", Locale::ZhCn),
            (";;q=,,", Locale::ZhCn),
            ("en;q=nonsense", Locale::ZhCn),
        ];
        for (header, locale) in headers {
            assert_eq!(best(header), locale, "{header}");
        }
    }
}

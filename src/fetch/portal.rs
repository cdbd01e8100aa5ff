//! Networks that answer in a publisher's place until somebody signs in.

use super::FetchError;
use crate::model::{Clean, NoLiveBlog, PageKind, WebUrl};

/// Makes the error of a status that refuses, where a redirect that is not for good led: what another site has not says
/// nothing of the page that was asked for.
pub(super) fn refused(status: u16, asked: &WebUrl, arrived: &WebUrl) -> FetchError {
    let host = Clean::line(arrived.host());
    if matches!(status, 404 | 410) && arrived.site() != asked.site() {
        let asked = Clean::line(asked.host());
        FetchError::Elsewhere {
            host,
            status,
            asked,
        }
    } else {
        FetchError::status(host, status, None)
    }
}

/// Says that a page is the network's own where it asks for a sign-in at a site that nobody asked.
pub(super) fn told(none: NoLiveBlog, asked: &WebUrl, arrived: Option<&WebUrl>) -> NoLiveBlog {
    let elsewhere = arrived.filter(|arrived| arrived.site() != asked.site());
    let Some(arrived) = elsewhere.filter(|_| none.kind == PageKind::Login) else {
        return none;
    };
    let why = format!(
        "{} answered in place of {} and asks to sign in, as the captive portal of a network does; sign in there with a browser, then try again.",
        arrived.host(),
        asked.host()
    );
    NoLiveBlog::new(PageKind::CaptivePortal, &why)
}

/// Says what happened where a network that wants a sign-in may be behind it.
pub(super) fn suspicion(error: &FetchError) -> String {
    let words = error.to_string();
    // These name it already.
    if matches!(error, FetchError::NoLiveBlog(_) | FetchError::Status { .. }) {
        return words;
    }
    let what = words.split([',', ';']).next().unwrap_or_default();
    let what = what.trim_end_matches('.');
    format!("{what}: a captive portal may want you to sign in.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Trouble;

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).unwrap()
    }

    #[test]
    fn what_may_be_a_portal_is_told_with_what_happened() {
        let private = FetchError::Redirect {
            host: Clean::line("post.example"),
            why: crate::fetch::error::TO_PRIVATE,
        };
        assert_eq!(
            suspicion(&private),
            "post.example redirects into a private network: a captive portal may want you to sign in."
        );
        let asked = FetchError::status(Clean::line("post.example"), 511, None);
        assert_eq!(suspicion(&asked), asked.to_string());
    }

    #[test]
    fn what_another_site_has_not_is_not_gone() {
        let asked = url("http://post.example/live");
        let elsewhere = refused(410, &asked, &url("http://wifi.hotel.example/login"));
        assert_eq!(elsewhere.trouble(true), Trouble::CaptivePortal);
        assert_eq!(elsewhere.trouble(false), Trouble::Failing);
        assert!(!elsewhere.is_about_address() && elsewhere.http_status().is_none());
        assert_eq!(
            elsewhere.to_string(),
            "wifi.hotel.example answered 410 in place of post.example."
        );
        let own = refused(410, &asked, &url("https://www.post.example/gone"));
        assert_eq!(own.trouble(true), Trouble::Gone);
        let wall = refused(403, &asked, &url("http://other.example/"));
        assert_eq!(wall.trouble(true), Trouble::BotWall);
    }

    #[test]
    fn a_sign_in_elsewhere_is_the_networks_and_one_at_home_the_publishers() {
        let asked = url("http://post.example/live");
        let login = || NoLiveBlog::new(PageKind::Login, "The page asks for a login.");
        let portal = told(
            login(),
            &asked,
            Some(&url("https://wifi.hotel.example/login")),
        );
        assert!(portal.why.as_str().contains("captive portal"));
        let error = FetchError::NoLiveBlog(portal);
        for known in [false, true] {
            assert_eq!(error.trouble(known), Trouble::CaptivePortal);
        }
        assert!(!error.is_about_address() && !error.is_wall());

        let own = told(
            login(),
            &asked,
            Some(&url("https://www.post.example/login")),
        );
        assert_eq!(own, login());
        assert_eq!(FetchError::NoLiveBlog(own).trouble(true), Trouble::Login);
        let article = NoLiveBlog::new(PageKind::Article, "An article.");
        let elsewhere = url("https://other.example/");
        assert_eq!(told(article.clone(), &asked, Some(&elsewhere)), article);
    }
}

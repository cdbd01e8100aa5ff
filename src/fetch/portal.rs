//! Networks that answer in a publisher's place until somebody signs in.

use crate::model::{NoLiveBlog, PageKind, WebUrl};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fetch::FetchError, model::Trouble};

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).unwrap()
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

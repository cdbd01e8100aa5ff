//! Addresses as readers should have them: absolute, and without what follows them about.

use crate::model::WebUrl;

/// Beginnings of query keys that only serve to track.
const PREFIXES: &[&str] = &[
    "utm_", "at_", "pk_", "mtm_", "piwik_", "hsa_", "_hs", "itm_",
];
/// Query keys that only serve to track.
const KEYS: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "gclsrc",
    "msclkid",
    "twclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "ref_src",
    "ref_url",
    "cmpid",
    "cmp",
    "ocid",
    "icid",
    "ito",
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "wt_mc",
    "xtor",
    "smid",
    "s_cid",
    "ftag",
    "yclid",
    "_openstat",
];

/// Resolves a reference of a page and takes tracking parameters out; `None` for what is no web address.
pub(in crate::source) fn resolve(reference: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    let reference = archived(reference.trim());
    if reference.is_empty() || reference == "#" {
        return None;
    }
    let url = match base {
        Some(base) => base.join(reference).ok()?,
        None => WebUrl::parse(reference).ok()?,
    };
    Some(untracked(url))
}

/// Tells whether an address is that of a live blog's page, or of an update's own page below it.
pub(in crate::source) fn is_below(url: &WebUrl, blog: &WebUrl) -> bool {
    let path = url.as_url().path().trim_end_matches('/');
    let home = blog.as_url().path().trim_end_matches('/');
    // Below a section's page lie stories.
    let mut words = home.split(['/', '-', '_']);
    let is_live = words.any(|word| matches!(word, "live" | "liveblog"));
    let rest = path.strip_prefix(home);
    rest.is_some_and(|rest| rest.is_empty() || (is_live && rest.starts_with('/')))
}

/// Web archives rewrite a page's references to copies: `/web/20101203050958im_/http://post.example/a` is of the page
/// that was copied.
fn archived(reference: &str) -> &str {
    let original = || {
        let (_, rest) = reference.split_once("/web/")?;
        let (copy, original) = rest.split_once('/')?;
        let digits = copy.bytes().take_while(u8::is_ascii_digit).count();
        let is_web = original.starts_with("http://") || original.starts_with("https://");
        ((8..=14).contains(&digits) && is_web).then_some(original)
    };
    original().unwrap_or(reference)
}

fn untracked(url: WebUrl) -> WebUrl {
    let tracks = |key: &str| {
        let key = key.to_ascii_lowercase();
        KEYS.contains(&key.as_str()) || PREFIXES.iter().any(|prefix| key.starts_with(prefix))
    };
    let parsed = url.as_url();
    let Some(query) = parsed.query() else {
        return url;
    };
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !tracks(&name(pair)))
        .collect();
    if kept.join("&") == query {
        return url;
    }
    let mut clean = parsed.clone();
    clean.set_query(
        if kept.is_empty() {
            None
        } else {
            Some(kept.join("&"))
        }
        .as_deref(),
    );
    WebUrl::parse(clean.as_str()).unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_goes_and_the_rest_stays_as_it_was() {
        let base = WebUrl::parse("https://post.example/live/story").unwrap();
        for (reference, address) in [
            (
                "/a?utm_source=x&id=7&fbclid=y",
                Some("https://post.example/a?id=7"),
            ),
            (
                "https://b.example/?q=a%20b&c",
                Some("https://b.example/?q=a%20b&c"),
            ),
            ("//c.example/?gclid=1#part", Some("https://c.example/#part")),
            (
                "#update-7",
                Some("https://post.example/live/story#update-7"),
            ),
            (
                "/web/20101203050958im_/http://post.example/pier.jpg?utm_source=a",
                Some("http://post.example/pier.jpg"),
            ),
            (
                "https://archive.example/web/20240101000000/https://post.example/a",
                Some("https://post.example/a"),
            ),
            ("javascript:void(0)", None),
            ("mailto:desk@post.example", None),
            ("#", None),
            ("", None),
        ] {
            let resolved = resolve(reference, Some(&base));
            assert_eq!(
                resolved.as_ref().map(WebUrl::as_str),
                address,
                "{reference}"
            );
        }
    }
}

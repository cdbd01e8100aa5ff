//! Which addresses may be connected to.
//!
//! The host that the reader typed may be anywhere: people read pages on their own machines. Wherever a page or a
//! redirect leads, only the public internet is asked. Literal addresses never reach a resolver, so they are checked
//! by themselves, at every hop; names are checked when they are resolved, at the moment of connecting.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Tells whether an address lies on the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => {
            if let Some(v4) = embedded_v4(v6) {
                is_public_v4(v4)
            } else {
                let first = v6.segments()[0];
                let global = (0x2000..=0x3fff).contains(&first);
                let documentation = first == 0x2001 && v6.segments()[1] == 0x0db8;
                global && !documentation
            }
        }
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    !(v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_multicast()
        || v4.is_broadcast()
        || v4.is_documentation()
        || a == 0
        || a >= 240
        // Carrier-grade NAT, IETF assignments, benchmarking.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

/// Returns the IPv4 address inside of an IPv6 one: mapped, compatible, NAT64 or 6to4.
fn embedded_v4(v6: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = v6.segments();
    let low = || {
        let [a, b] = s[6].to_be_bytes();
        let [c, d] = s[7].to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match s {
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(low()),
        [0x2002, high, next, ..] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = next.to_be_bytes();
            Some(Ipv4Addr::new(a, b, c, d))
        }
        _ => None,
    }
}

/// Tells whether an address is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => v4.is_loopback(),
        Some(Host::Ipv6(v6)) => {
            v6.is_loopback() || embedded_v4(v6).is_some_and(|v4| v4.is_loopback())
        }
        Some(Host::Domain(name)) => is_this_machine(name),
        None => false,
    }
}

/// Tells whether a name means this machine wherever it is resolved (RFC 6761, 6.3), or by the hosts file of most.
fn is_this_machine(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let top = name.rsplit('.').next().unwrap_or(name);
    top == "localhost"
        || matches!(
            name,
            "localhost.localdomain" | "ip6-localhost" | "ip6-loopback"
        )
}

/// Top-level names that lead into private networks: reserved for that (RFC 6762, 8375, ICANN for `internal`), or used
/// so on many of them (RFC 6762, appendix G).
const PRIVATE_TOPS: [&str; 9] = [
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "arpa",
];

/// Tells whether a name leads into a private network as far as names can tell: it is one of such a network, or holds a
/// private address, as names of services do that resolve to what they hold.
pub(super) fn names_private(url: &Url) -> bool {
    let Some(Host::Domain(name)) = url.host() else {
        return false;
    };
    let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
    let top = labels.last().copied().unwrap_or_default();
    labels.len() == 1 || PRIVATE_TOPS.contains(&top) || holds_private(&labels)
}

/// Tells whether a name holds a private IPv4 address: in four labels (`127.0.0.1.nip.example`), in four parts of one
/// (`app-10-0-0-1`), or in one of eight hexadecimal digits (`7f000001`).
fn holds_private(labels: &[&str]) -> bool {
    let is_private = |v4: Ipv4Addr| !is_public_v4(v4);
    let dotted = |parts: &[&str]| parts.join(".").parse().is_ok_and(is_private);
    let dashed = |label: &str| {
        let parts: Vec<&str> = label.split('-').collect();
        parts.windows(4).any(dotted)
    };
    let hexadecimal = |label: &str| {
        let digits = label.rsplit('-').next().unwrap_or(label);
        let number = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| digits.len() == 8);
        number.is_some_and(|number| is_private(Ipv4Addr::from(number)))
    };
    labels.windows(4).any(dotted)
        || labels
            .iter()
            .any(|label| dashed(label) || hexadecimal(label))
}

/// Tells whether a literal address, or a name that means this machine, may be asked.
pub(super) fn may_be_asked(url: &Url, allowed: &Allowed) -> bool {
    if allowed.covers(url) {
        return true;
    }
    match url.host() {
        Some(Host::Ipv4(v4)) => is_public(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => is_public(IpAddr::V6(v6)),
        Some(Host::Domain(_)) => !is_loopback(url),
        None => false,
    }
}

/// The one host and port that may be private: the reader's own choice.
#[derive(Debug, Clone, Default)]
pub(super) struct Allowed(Option<(String, u16)>);

impl Allowed {
    /// Allows what the reader typed.
    pub(super) fn typed(url: &Url) -> Self {
        let host = url.host_str().map(str::to_owned);
        Self(host.zip(url.port_or_known_default()))
    }

    /// Tells whether it is the address that the reader typed, or another at its host and port.
    pub(super) fn covers(&self, url: &Url) -> bool {
        self.0.as_ref().is_some_and(|(host, port)| {
            url.host_str() == Some(host) && url.port_or_known_default() == Some(*port)
        })
    }
}

/// Resolves the names that the reader typed, which may lead into private networks: as long as the program runs, into
/// the kind of network that they led into first. A name on the public internet never comes to mean a machine nearby.
#[derive(Debug, Default)]
pub(super) struct AsFirst {
    /// Whether each name may be private.
    first: Arc<Mutex<HashMap<String, bool>>>,
}

impl Resolve for AsFirst {
    fn resolve(&self, name: Name) -> Resolving {
        let first = Arc::clone(&self.first);
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = look_up(&host).await?;
            let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
            let addresses = as_first(&mut first, host, found)?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Leaves of the addresses of a name those that are of the kind that its first ones were.
fn as_first(
    first: &mut HashMap<String, bool>,
    host: String,
    found: Vec<SocketAddr>,
) -> Result<Vec<SocketAddr>, PrivateNetwork> {
    if found.is_empty() {
        return Ok(found);
    }
    let is_private = || !found.iter().any(|address| is_public(address.ip()));
    if *first.entry(host).or_insert_with(is_private) {
        return Ok(found);
    }
    public_of(&found)
}

async fn look_up(host: &str) -> std::io::Result<Vec<SocketAddr>> {
    Ok(tokio::net::lookup_host((host, 0)).await?.collect())
}

/// Leaves out what lies in private networks.
fn public_of(found: &[SocketAddr]) -> Result<Vec<SocketAddr>, PrivateNetwork> {
    let public = found.iter().filter(|address| is_public(address.ip()));
    let public: Vec<SocketAddr> = public.copied().collect();
    if public.is_empty() && !found.is_empty() {
        return Err(PrivateNetwork);
    }
    Ok(public)
}

/// Resolves names and leaves out what lies in private networks.
#[derive(Debug)]
pub(super) struct PublicOnly;

/// The resolver found addresses of private networks only.
#[derive(Debug, thiserror::Error)]
#[error("the name leads into a private network")]
pub(super) struct PrivateNetwork;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let public = public_of(&look_up(name.as_str()).await?)?;
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_literals_are_refused_in_every_spelling() {
        for host in [
            "127.0.0.1",
            "127.1",
            "0x7f000001",
            "2130706433",
            "017700000001",
            "0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[fe80::1]",
            "[fd00::1]",
            "[ff02::1]",
            "127。0。0。1",
            "localhost",
            "localhost.",
            "news.localhost",
            "news.localhost.",
            "localhost.localdomain",
            "ip6-localhost",
        ] {
            let url = Url::parse(&format!("http://{host}/")).unwrap();
            assert!(!may_be_asked(&url, &Allowed::default()), "{host}");
        }
    }

    #[test]
    fn public_addresses_may_be_asked() {
        for host in [
            "example.org",
            "93.184.216.34",
            "[2606:2800:220:1::1]",
            "100.128.0.1",
            "172.32.0.1",
        ] {
            let url = Url::parse(&format!("https://{host}/")).unwrap();
            assert!(may_be_asked(&url, &Allowed::default()), "{host}");
        }
    }

    #[test]
    fn names_that_hold_private_addresses_or_stand_in_private_networks_are_told() {
        let is_told = |host: &str| names_private(&Url::parse(&format!("http://{host}/")).unwrap());
        for host in [
            "127.0.0.1.nip.example",
            "www.10.0.0.1.sslip.example",
            "app-192-168-1-1.nip.example",
            "127-0-0-1.example.org.",
            "7f000001.nip.example",
            "app-0a000001.nip.example",
            "router",
            "printer.local",
            "news.internal",
            "box.home.arpa",
        ] {
            assert!(is_told(host), "{host}");
        }
        for host in [
            "example.org",
            "www.post.example",
            "93-184-216-34.example.org",
            "deadbee.example.org",
            "cdn-7-1-2.example.org",
            "2025-08-07.example.org",
            "93.184.216.34",
        ] {
            assert!(!is_told(host), "{host}");
        }
    }

    #[test]
    fn a_typed_name_goes_on_leading_where_it_led_first() {
        let address = |text: &str| SocketAddr::new(text.parse().unwrap(), 0);
        let (far, near) = (address("93.184.216.34"), address("192.168.1.9"));
        let mut first = HashMap::new();
        let mut ask =
            |host: &str, found: Vec<SocketAddr>| as_first(&mut first, host.to_owned(), found).ok();
        assert_eq!(ask("post.example", vec![far, near]), Some(vec![far]));
        assert_eq!(ask("post.example", vec![near]), None, "it was public");
        assert_eq!(ask("box.example", Vec::new()), Some(Vec::new()));
        assert_eq!(ask("box.example", vec![near]), Some(vec![near]));
        assert_eq!(ask("box.example", vec![near, far]), Some(vec![near, far]));
    }

    #[test]
    fn what_the_reader_typed_is_allowed_with_its_port_only() {
        let typed = Url::parse("http://127.0.0.1:4000/live").unwrap();
        let allowed = Allowed::typed(&typed);
        assert!(may_be_asked(&typed, &allowed));
        let other = Url::parse("http://127.0.0.1:22/").unwrap();
        assert!(!may_be_asked(&other, &allowed));
    }
}

//! Which addresses may be connected to.
//!
//! The host that the reader typed may be anywhere: people read pages on their own machines. Wherever a page or a
//! redirect leads, only the public internet is asked. Literal addresses never reach a resolver, so they are checked
//! by themselves, at every hop; names are checked when they are resolved, at the moment of connecting.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

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
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
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
            let host = name.as_str().to_owned();
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let public: Vec<SocketAddr> = found
                .iter()
                .copied()
                .filter(|a| is_public(a.ip()))
                .collect();
            if public.is_empty() && !found.is_empty() {
                return Err(PrivateNetwork.into());
            }
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
            "news.localhost",
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
    fn what_the_reader_typed_is_allowed_with_its_port_only() {
        let typed = Url::parse("http://127.0.0.1:4000/live").unwrap();
        let allowed = Allowed::typed(&typed);
        assert!(may_be_asked(&typed, &allowed));
        let other = Url::parse("http://127.0.0.1:22/").unwrap();
        assert!(!may_be_asked(&other, &allowed));
    }
}

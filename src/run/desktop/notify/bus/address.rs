//! Where the session's bus is: its addresses as the environment names them.

use std::{
    ffi::OsString,
    io,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
};

/// A place to connect to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Endpoint {
    /// A socket in the file system.
    Path(PathBuf),
    /// A name that only Linux knows.
    Abstract(Vec<u8>),
}

impl Endpoint {
    pub(super) fn connect(&self) -> io::Result<UnixStream> {
        match self {
            Self::Path(path) => UnixStream::connect(path),
            #[cfg(target_os = "linux")]
            Self::Abstract(name) => {
                use std::os::{linux::net::SocketAddrExt, unix::net::SocketAddr};
                UnixStream::connect_addr(&SocketAddr::from_abstract_name(name)?)
            }
            #[cfg(not(target_os = "linux"))]
            Self::Abstract(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

/// Returns the places of the session's bus, the first to be tried first.
pub(super) fn places(variable: impl Fn(&str) -> Option<OsString>) -> Vec<Endpoint> {
    if let Some(addresses) = variable("DBUS_SESSION_BUS_ADDRESS") {
        let addresses = addresses.to_string_lossy();
        return addresses.split(';').filter_map(place).collect();
    }
    let usual = variable("XDG_RUNTIME_DIR").map(|dir| Path::new(&dir).join("bus"));
    usual.map(Endpoint::Path).into_iter().collect()
}

/// Reads one address, `unix:path=/run/user/1000/bus,guid=…`.
fn place(address: &str) -> Option<Endpoint> {
    let (kind, keys) = address.split_once(':')?;
    if kind != "unix" {
        return None;
    }
    keys.split(',').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        let value = unescaped(value)?;
        match key {
            "path" => {
                let path = String::from_utf8(value).ok()?;
                Some(Endpoint::Path(PathBuf::from(path)))
            }
            "abstract" => Some(Endpoint::Abstract(value)),
            _ => None,
        }
    })
}

/// Reads `%2f` and the like.
fn unescaped(value: &str) -> Option<Vec<u8>> {
    let mut bytes = value.bytes();
    let mut text = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            text.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let code = digit()? * 16 + digit()?;
        text.push(u8::try_from(code).ok()?);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_the_specification_writes_them() {
        let path = |path: &str| Endpoint::Path(PathBuf::from(path));
        for (variables, expected) in [
            (
                &[(
                    "DBUS_SESSION_BUS_ADDRESS",
                    "unix:path=/run/user/1/bus,guid=a1",
                )][..],
                vec![path("/run/user/1/bus")],
            ),
            (
                &[(
                    "DBUS_SESSION_BUS_ADDRESS",
                    "tcp:host=a;unix:abstract=/tmp/d%2dx;unix:guid=1,path=/b",
                )],
                vec![Endpoint::Abstract(b"/tmp/d-x".to_vec()), path("/b")],
            ),
            (
                &[("XDG_RUNTIME_DIR", "/run/user/1")],
                vec![path("/run/user/1/bus")],
            ),
            (&[("DBUS_SESSION_BUS_ADDRESS", "unix:path=%zz")], vec![]),
            (&[], vec![]),
        ] {
            let look_up = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(places(look_up), expected, "{variables:?}");
        }
    }
}

//! What of D-Bus's wire format a notification needs: <https://dbus.freedesktop.org/doc/dbus-specification.html>.
//!
//! Written by hand because the crates for it bring forty more, for one call and one signal. Reads only what it knows,
//! within limits; what it does not understand ends the connection.

/// Most bytes of a message that is read; what the service of notifications says is far shorter.
const LONGEST: usize = 256 * 1024;
/// The fixed part of a header.
const FIXED: usize = 16;

/// The kinds of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageKind {
    Call,
    Return,
    Error,
    Signal,
}

impl MessageKind {
    fn of(byte: u8) -> Option<Self> {
        Some(match byte {
            1 => Self::Call,
            2 => Self::Return,
            3 => Self::Error,
            4 => Self::Signal,
            _ => return None,
        })
    }

    fn byte(self) -> u8 {
        match self {
            Self::Call => 1,
            Self::Return => 2,
            Self::Error => 3,
            Self::Signal => 4,
        }
    }
}

/// A message, its body as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) kind: MessageKind,
    pub(super) serial: u32,
    pub(super) reply_to: Option<u32>,
    pub(super) path: Option<String>,
    pub(super) interface: Option<String>,
    pub(super) member: Option<String>,
    pub(super) error: Option<String>,
    pub(super) destination: Option<String>,
    pub(super) sender: Option<String>,
    pub(super) signature: String,
    pub(super) body: Vec<u8>,
    pub(super) big_endian: bool,
}

impl Message {
    /// Makes a message of a kind that says nothing yet.
    pub(super) fn new(kind: MessageKind) -> Self {
        Self {
            kind,
            serial: 0,
            reply_to: None,
            path: None,
            interface: None,
            member: None,
            error: None,
            destination: None,
            sender: None,
            signature: String::new(),
            body: Vec::new(),
            big_endian: false,
        }
    }

    /// Says something: values of a signature.
    pub(super) fn with(mut self, signature: &str, body: Writer) -> Self {
        signature.clone_into(&mut self.signature);
        self.body = body.0;
        self
    }

    /// Reads its body.
    pub(super) fn body(&self) -> Reader<'_> {
        Reader {
            bytes: &self.body,
            at: 0,
            big_endian: self.big_endian,
        }
    }

    /// Writes it.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut head = Writer::default();
        head.0.extend([b'l', self.kind.byte(), 0, 1]);
        head.u32(u32::try_from(self.body.len()).unwrap_or(u32::MAX));
        head.u32(self.serial);
        head.array(8, |fields| {
            let mut text = |code: u8, signature: &str, value: &Option<String>| {
                if let Some(value) = value {
                    fields.pad(8);
                    fields.0.push(code);
                    fields.signature(signature);
                    fields.string(value);
                }
            };
            text(1, "o", &self.path);
            text(2, "s", &self.interface);
            text(3, "s", &self.member);
            text(4, "s", &self.error);
            text(6, "s", &self.destination);
            if let Some(serial) = self.reply_to {
                fields.pad(8);
                fields.0.push(5);
                fields.signature("u");
                fields.u32(serial);
            }
            if !self.signature.is_empty() {
                fields.pad(8);
                fields.0.push(8);
                fields.signature("g");
                fields.signature(&self.signature);
            }
        });
        head.pad(8);
        head.0.extend_from_slice(&self.body);
        head.0
    }

    /// Takes the first message out of what was received; `Ok(None)` where it is not whole yet.
    pub(super) fn take(received: &mut Vec<u8>) -> Result<Option<Self>, Malformed> {
        let Some(head) = received.get(..FIXED) else {
            return Ok(None);
        };
        let big_endian = match head[0] {
            b'l' => false,
            b'B' => true,
            _ => return Err(Malformed),
        };
        let mut fixed = Reader {
            bytes: head,
            at: 4,
            big_endian,
        };
        let (body, serial) = (fixed.size()?, fixed.u32()?);
        let fields = fixed.size()?;
        let start = (FIXED + fields).next_multiple_of(8);
        let end = start + body;
        if end > LONGEST {
            return Err(Malformed);
        }
        if received.len() < end {
            return Ok(None);
        }
        let bytes: Vec<u8> = received.drain(..end).collect();
        let kind = MessageKind::of(bytes[1]).ok_or(Malformed)?;
        let mut message = Self {
            serial,
            big_endian,
            body: bytes.get(start..).unwrap_or_default().to_vec(),
            ..Self::new(kind)
        };
        let mut reader = Reader {
            bytes: bytes.get(..FIXED + fields).unwrap_or_default(),
            at: FIXED,
            big_endian,
        };
        while !reader.is_done() {
            reader.pad(8)?;
            message.take_field(&mut reader)?;
        }
        Ok(Some(message))
    }

    fn take_field(&mut self, reader: &mut Reader) -> Result<(), Malformed> {
        let code = reader.byte()?;
        match reader.signature()?.as_str() {
            "s" | "o" => {
                let text = Some(reader.string()?);
                match code {
                    1 => self.path = text,
                    2 => self.interface = text,
                    3 => self.member = text,
                    4 => self.error = text,
                    6 => self.destination = text,
                    7 => self.sender = text,
                    _ => {}
                }
            }
            "g" => {
                let signature = reader.signature()?;
                if code == 8 {
                    self.signature = signature;
                }
            }
            "u" => {
                let number = reader.u32()?;
                if code == 5 {
                    self.reply_to = Some(number);
                }
            }
            _ => return Err(Malformed),
        }
        Ok(())
    }
}

/// What is no message that can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it answers in a form that newswire does not know")]
pub(in crate::run) struct Malformed;

/// Writes values, each at its boundary.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    fn pad(&mut self, boundary: usize) {
        self.0.resize(self.0.len().next_multiple_of(boundary), 0);
    }

    pub(super) fn u32(&mut self, number: u32) {
        self.pad(4);
        self.0.extend(number.to_le_bytes());
    }

    pub(super) fn i32(&mut self, number: i32) {
        self.pad(4);
        self.0.extend(number.to_le_bytes());
    }

    /// Writes a text, without the zero bytes that none may hold.
    pub(super) fn string(&mut self, text: &str) {
        let text = text.replace('\0', "");
        self.u32(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.0.extend(text.bytes());
        self.0.push(0);
    }

    fn signature(&mut self, signature: &str) {
        self.0
            .push(u8::try_from(signature.len()).unwrap_or(u8::MAX));
        self.0.extend(signature.bytes());
        self.0.push(0);
    }

    /// Writes an array whose elements stand at a boundary.
    pub(super) fn array(&mut self, boundary: usize, elements: impl FnOnce(&mut Self)) {
        self.u32(0);
        let length = self.0.len() - 4;
        self.pad(boundary);
        let start = self.0.len();
        elements(self);
        let bytes = u32::try_from(self.0.len() - start).unwrap_or(u32::MAX);
        if let Some(place) = self.0.get_mut(length..length + 4) {
            place.copy_from_slice(&bytes.to_le_bytes());
        }
    }

    /// Writes an entry of a dictionary of variants: a name and a byte.
    pub(super) fn byte_hint(&mut self, name: &str, value: u8) {
        self.pad(8);
        self.string(name);
        self.signature("y");
        self.0.push(value);
    }

    /// The same with a text.
    pub(super) fn text_hint(&mut self, name: &str, value: &str) {
        self.pad(8);
        self.string(name);
        self.signature("s");
        self.string(value);
    }
}

/// Reads values, each at its boundary.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    big_endian: bool,
}

impl Reader<'_> {
    fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn pad(&mut self, boundary: usize) -> Result<(), Malformed> {
        let to = self.at.next_multiple_of(boundary);
        self.take(to - self.at).map(|_| ())
    }

    fn take(&mut self, count: usize) -> Result<&[u8], Malformed> {
        let end = self.at.checked_add(count).ok_or(Malformed)?;
        let taken = self.bytes.get(self.at..end).ok_or(Malformed)?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        self.take(1).map(|taken| taken[0])
    }

    pub(super) fn u32(&mut self) -> Result<u32, Malformed> {
        self.pad(4)?;
        let big_endian = self.big_endian;
        let bytes = self.take(4)?.try_into().map_err(|_| Malformed)?;
        Ok(if big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }

    /// Reads a number of bytes, within the limit of a message.
    fn size(&mut self) -> Result<usize, Malformed> {
        let size = usize::try_from(self.u32()?).map_err(|_| Malformed)?;
        (size <= LONGEST).then_some(size).ok_or(Malformed)
    }

    pub(super) fn string(&mut self) -> Result<String, Malformed> {
        let size = self.size()?;
        let text = self.take(size)?.to_vec();
        self.byte()?;
        String::from_utf8(text).map_err(|_| Malformed)
    }

    fn signature(&mut self) -> Result<String, Malformed> {
        let size = usize::from(self.byte()?);
        let text = self.take(size)?.to_vec();
        self.byte()?;
        String::from_utf8(text).map_err(|_| Malformed)
    }

    /// Reads an array of texts.
    pub(super) fn strings(&mut self) -> Result<Vec<String>, Malformed> {
        let size = self.size()?;
        let end = self.at + size;
        let mut all = Vec::new();
        while self.at < end {
            all.push(self.string()?);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_message_is_read_as_it_was_written() {
        let mut body = Writer::default();
        body.u32(7);
        body.string("default");
        body.array(4, |all| {
            all.string("body-markup");
            all.string("actions");
        });
        let message = Message {
            serial: 3,
            reply_to: Some(2),
            destination: Some("org.freedesktop.Notifications".to_owned()),
            member: Some("Notify".to_owned()),
            ..Message::new(MessageKind::Call)
        };
        let message = message.with("usas", body);
        let mut received = message.bytes();
        received.extend([b'l', 2]);
        assert_eq!(Message::take(&mut received), Ok(Some(message.clone())));
        assert_eq!(received, [b'l', 2]);
        assert_eq!(Message::take(&mut received), Ok(None));
        let mut body = message.body();
        assert_eq!(body.u32(), Ok(7));
        assert_eq!(body.string().as_deref(), Ok("default"));
        let texts = body.strings().unwrap();
        assert_eq!(texts, ["body-markup", "actions"]);
    }

    proptest! {
        #[test]
        fn nothing_that_is_received_breaks_the_reader(
            mut received in prop::collection::vec(any::<u8>(), 0..200),
            little in any::<bool>(),
        ) {
            if let Some(first) = received.first_mut() {
                *first = if little { b'l' } else { b'B' };
            }
            if let Ok(Some(message)) = Message::take(&mut received) {
                let _ = (message.body().u32(), message.body().strings());
            }
        }
    }
}

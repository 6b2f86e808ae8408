//! What Telegram Desktop exports (`result.json`): one chat or a whole account.
//!
//! A whole account may be larger than memory, so it is read message by message. The
//! program writes control characters as `\xNN`, which is no JSON; they are put right on
//! the way.

use std::fmt;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;

use selon_model::Report;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::date::Moment;
use crate::take::{Intake, Why};
use crate::{address, link};

/// Whether a JSON file opens as an export does.
pub fn is_export(head: &[u8]) -> bool {
    let has = |part: &str| memchr::memmem::find(head, part.as_bytes()).is_some();
    head.starts_with(b"{")
        && (has("Here is the data you requested")
            || (has("\"messages\"")
                && has("\"type\"")
                && (has("_channel\"")
                    || has("_chat\"")
                    || has("_supergroup\"")
                    || has("_group\"")
                    || has("\"date_unixtime\"")
                    || has("saved_messages"))))
}

/// Takes in an export, each post a report.
pub(crate) fn export(intake: &mut Intake, name: &str, bytes: impl Read) -> ControlFlow<()> {
    let escapes = Escapes { bytes: BufReader::new(bytes), state: Plain, ready: Vec::new(), at: 0 };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(escapes));
    let mut stopped = false;
    let mut chat = Chat { intake, name, stopped: &mut stopped };
    let parsed = Level { chat: &mut chat, title: None, id: None }.deserialize(&mut json);
    match parsed {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) if stopped => ControlFlow::Break(()),
        Err(error) => {
            intake.skip(name, Why::NoRecord(format!("it breaks off or is not JSON: {error}")))
        }
    }
}

struct Chat<'c, 'a, 's> {
    intake: &'c mut Intake<'a, 's>,
    name: &'c str,
    stopped: &'c mut bool,
}

/// An object of an export: the account, a list of chats, a chat.
struct Level<'l, 'c, 'a, 's> {
    chat: &'l mut Chat<'c, 'a, 's>,
    title: Option<String>,
    id: Option<String>,
}

impl<'de> DeserializeSeed<'de> for Level<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an export of Telegram Desktop")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "name" => self.title = map.next_value::<Value>()?.as_str().map(str::to_owned),
                "id" => self.id = Some(map.next_value::<Value>()?.to_string()),
                "chats" | "left_chats" => {
                    map.next_value_seed(Level { chat: self.chat, title: None, id: None })?;
                }
                "list" => map.next_value_seed(Chats(self.chat))?,
                "messages" => {
                    let messages = Messages {
                        chat: self.chat,
                        title: self.title.clone(),
                        id: self.id.clone(),
                    };
                    map.next_value_seed(messages)?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Chats<'l, 'c, 'a, 's>(&'l mut Chat<'c, 'a, 's>);

impl<'de> DeserializeSeed<'de> for Chats<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Chats<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of chats")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Level { chat: self.0, title: None, id: None })?.is_some() {}
        Ok(())
    }
}

struct Messages<'l, 'c, 'a, 's> {
    chat: &'l mut Chat<'c, 'a, 's>,
    title: Option<String>,
    id: Option<String>,
}

impl<'de> DeserializeSeed<'de> for Messages<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Messages<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of messages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(message) = list.next_element::<Value>()? {
            let flow = self.chat.message(&message, self.title.as_deref(), self.id.as_deref());
            if flow.is_break() {
                *self.chat.stopped = true;
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

impl Chat<'_, '_, '_> {
    fn message(
        &mut self,
        message: &Value,
        title: Option<&str>,
        id: Option<&str>,
    ) -> ControlFlow<()> {
        let field = |name: &str| message.get(name).and_then(Value::as_str);
        let number = message.get("id").map(Value::to_string).unwrap_or_default();
        let place = match title {
            Some(title) => format!("{}, {title}, message {number}", self.name),
            None => format!("{}, message {number}", self.name),
        };
        let (text, mut cites) = text_of(message.get("text").unwrap_or(&Value::Null));
        if text.trim().is_empty() {
            // A picture, or that somebody joined.
            return self.intake.skip(place, Why::NotWanted);
        }
        let known = self.intake.known;
        let seconds = |name: &str| {
            let told = message.get(name)?;
            told.as_str().and_then(|t| t.parse().ok()).or_else(|| told.as_i64())
        };
        let today = self.intake.options.today.as_deref();
        let moment =
            |name: &str| seconds(name).and_then(Moment::of_seconds).filter(|m| m.is_past(today));
        let published = moment("date_unixtime");
        let updated = moment("edited_unixtime").filter(|u| Some(u) > published.as_ref());
        let links = link::find(&text);
        cites.dedup();
        let from = field("from").filter(|f| Some(*f) != title);
        let own = known.published.is_none();
        let report = Report {
            // The same words may be posted twice: what tells them apart is their number.
            id: address::report_id(Some(&format!("{}/{number}", id.unwrap_or_default())), &text),
            outlet: known.outlet.clone().or_else(|| title.map(str::to_owned)),
            language: known.language,
            published: known
                .published
                .clone()
                .or_else(|| published.as_ref().map(|m| m.day.clone())),
            published_time: published.as_ref().filter(|_| own).and_then(|m| m.time.clone()),
            published_found: published.filter(|_| own).map(|_| "telegram".into()),
            updated: updated.as_ref().map(|m| m.finest().to_owned()),
            updated_found: updated.map(|_| "telegram".into()),
            authors: field("author").or(from).map(str::to_owned).into_iter().collect(),
            forwarded_from: field("forwarded_from").map(str::to_owned),
            translation_of: links.translation_of,
            copy_of: links.copy_of,
            cites,
            text,
            ..Report::default()
        };
        self.intake.deliver(place, report, None, None)
    }
}

/// The text of a message, a string or a list of strings and entities, and its links.
fn text_of(value: &Value) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut cites = Vec::new();
    let parts = match value {
        Value::String(whole) => return (whole.clone(), cites),
        Value::Array(parts) => parts,
        _ => return (text, cites),
    };
    for part in parts {
        if let Some(plain) = part.as_str() {
            text.push_str(plain);
            continue;
        }
        let field = |name: &str| part.get(name).and_then(Value::as_str).unwrap_or_default();
        text.push_str(field("text"));
        let link = match field("type") {
            "link" => field("text"),
            "text_link" => field("href"),
            _ => continue,
        };
        cites.extend(address::resolve(None, link));
    }
    (text, cites)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Plain,
    InString,
    Escaped,
}
use State::{Escaped, InString, Plain};

/// Writes `\xNN` in strings as `\u00NN`.
struct Escapes<R> {
    bytes: R,
    state: State,
    ready: Vec<u8>,
    at: usize,
}

impl<R: Read> Read for Escapes<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.at == self.ready.len() {
            let mut piece = [0u8; 8_192];
            let read = self.bytes.read(&mut piece)?;
            self.ready.clear();
            self.at = 0;
            for &byte in &piece[..read] {
                if self.state == Escaped && byte == b'x' {
                    self.ready.extend_from_slice(b"u00");
                } else {
                    self.ready.push(byte);
                }
                self.state = match (self.state, byte) {
                    (Plain, b'"') | (Escaped, _) => InString,
                    (InString, b'"') => Plain,
                    (InString, b'\\') => Escaped,
                    (state, _) => state,
                };
            }
        }
        let part = &self.ready[self.at..];
        let count = part.len().min(to.len());
        to[..count].copy_from_slice(&part[..count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Known, Options, Source, Taken, Why, take_in};
    use std::ops::ControlFlow;

    fn taken(json: &str) -> (Vec<Taken>, Vec<String>) {
        let (mut taken, mut skipped) = (vec![], vec![]);
        let source = Source::new("result.json", json.as_bytes());
        let _ = take_in(source, &Known::default(), &Options::default(), &mut |item| {
            match item {
                Ok(one) => taken.push(one),
                Err(one) if matches!(one.why, Why::NotWanted) => {}
                Err(one) => skipped.push(format!("{}: {}", one.place, one.why)),
            }
            ControlFlow::Continue(())
        });
        (taken, skipped)
    }

    const CHAT: &str = r#"{ "name": "Valmont info", "type": "public_channel", "id": 1234,
      "messages": [
       {"id": 1, "type": "service", "date": "2024-03-12T09:00:00", "action": "create_channel", "text": ""},
       {"id": 2, "type": "message", "date": "2024-03-12T11:05:00", "date_unixtime": "1710237900",
        "edited_unixtime": "1710238000", "from": "Valmont info", "from_id": "channel1234",
        "text": ["Tirs \xe0 l'est\x0b, selon ", {"type": "text_link", "text": "la mairie", "href": "https://mairie.example/a"}, ". \"Calme\" \\x41 ailleurs."]},
       {"id": 3, "type": "message", "date_unixtime": "1710237960", "from": "Valmont info",
        "forwarded_from": "Agence du Nord", "text": "Trêve annoncée."},
       {"id": 4, "type": "message", "date_unixtime": "1710237970", "photo": "a.jpg", "text": ""}
      ]}"#;

    #[test]
    fn a_channel_with_invalid_escapes() {
        let (taken, skipped) = taken(CHAT);
        assert_eq!(skipped, Vec::<String>::new());
        assert_eq!(taken.len(), 2);
        let first = &taken[0].report;
        assert_eq!(first.text, "Tirs à l'est\u{b}, selon la mairie. \"Calme\" \\x41 ailleurs.");
        assert_eq!(first.cites, ["https://mairie.example/a"]);
        assert_eq!(first.outlet.as_deref(), Some("Valmont info"));
        assert_eq!(first.published_time.as_deref(), Some("2024-03-12T10:05:00Z"));
        assert_eq!(first.updated.as_deref(), Some("2024-03-12T10:06:40Z"));
        assert_eq!(taken[1].report.forwarded_from.as_deref(), Some("Agence du Nord"));
        assert_eq!(taken[1].place, "result.json, Valmont info, message 3");
        assert_ne!(first.id, taken[1].report.id);
    }

    #[test]
    fn a_whole_account_and_one_cut_short() {
        let account = format!(
            r#"{{"about": "Here is the data you requested.", "contacts": {{"list": [{{"first_name": "x"}}]}},
               "chats": {{"about": "x", "list": [{CHAT}, {CHAT}]}}, "left_chats": {{"list": [{CHAT}]}}}}"#
        );
        let (all, skipped) = taken(&account);
        assert_eq!((all.len(), skipped.len()), (6, 0));
        assert_eq!(all[0].report.id, all[2].report.id, "the same post twice is one");
        let (some, skipped) = taken(&account[..account.len() - 200]);
        assert_eq!((some.len(), skipped.len()), (5, 1));
        assert!(skipped[0].contains("breaks off"), "{skipped:?}");
    }
}

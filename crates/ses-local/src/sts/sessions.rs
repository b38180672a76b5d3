//! The keys that `AssumeRole` issued: in memory only, so that no secret is
//! ever kept on disk.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use crate::world::Key;

/// More than any test assumes at once; the one that expires first makes room.
const MAX: usize = 10_000;

/// Issued keys, by access key id.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, Key>>);

impl Sessions {
    /// Keeps `key`. Expired keys stay known, so that their use is answered with
    /// `ExpiredToken`, until there is no room for them.
    pub(crate) fn issue(&self, key: Key) {
        let mut keys = self.lock();
        if keys.len() >= MAX {
            let expires = |key: &Key| key.expires.unwrap_or(SystemTime::UNIX_EPOCH);
            let first = keys.iter().min_by_key(|(_, key)| expires(key)).map(|(id, _)| id.clone());
            if let Some(first) = first {
                keys.remove(&first);
            }
        }
        keys.insert(key.access_key_id.clone(), key);
    }

    pub(crate) fn find(&self, access_key_id: &str) -> Option<Key> {
        self.lock().get(access_key_id).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Key>> {
        // A panic elsewhere leaves whole keys behind: they are still good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{random, world::Caller};

    fn key(number: u64) -> Key {
        Key {
            access_key_id: format!("ASIA{number:016}"),
            secret_access_key: random::secret_access_key(),
            session_token: Some(random::session_token()),
            expires: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(number)),
            generated: true,
            session_policy: None,
            caller: Caller::User { account: "111122223333".into(), name: "u".into() },
        }
    }

    #[test]
    fn the_first_to_expire_makes_room() {
        let sessions = Sessions::default();
        for number in (0..=MAX as u64).rev() {
            sessions.issue(key(number));
        }
        assert!(sessions.find("ASIA0000000000000000").is_some());
        assert!(sessions.find("ASIA0000000000000001").is_none());
        assert!(sessions.find("ASIA0000000000000002").is_some());
        assert_eq!(sessions.lock().len(), MAX);
    }
}

//! How much an account may send: recipients a day, and recipients a second.
//!
//! # Source
//!
//! Developer Guide, "Managing your Amazon SES sending limits": "If sending a
//! message would exceed the daily maximum for your account, your call to Amazon
//! SES is rejected". AWS's blog, quoted in django-ses#59, lets it pass if any of
//! the day is left; of the rate, where the guide says nothing of many
//! recipients, the blog is followed.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use crate::{
    refusal::{Check, Kind, Refusal},
    simulator,
    world::Account,
};

const DAY: Duration = Duration::from_hours(24);

/// What each account has sent in each Region.
#[derive(Debug, Default)]
pub(crate) struct Quota(Mutex<HashMap<(String, String), Window>>);

/// A message as the limits count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Toward the rate.
    pub recipients: u32,
    /// Toward the day: those of the mailbox simulator are free.
    pub of_the_day: u32,
}

impl Counted {
    pub(crate) fn of(recipients: &[String]) -> Self {
        let free = recipients.iter().filter(|address| simulator::is_simulator(address)).count();
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Self { recipients: number(recipients.len()), of_the_day: number(recipients.len() - free) }
    }
}

/// The last 24 hours of an account in a Region.
#[derive(Debug, Default)]
struct Window {
    sends: VecDeque<(SystemTime, u32)>,
    sent: u64,
    bucket: Option<Bucket>,
}

/// A token bucket: full, it holds one second's worth.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    at: SystemTime,
}

impl Quota {
    /// Counts a message, or says which limit it goes beyond; what is refused
    /// counts nothing.
    pub(crate) fn take(
        &self,
        account: &Account,
        region: &str,
        counted: Counted,
        at: SystemTime,
    ) -> Result<(), Refusal> {
        let mut windows = self.lock();
        let window = windows.entry((account.id.clone(), region.to_owned())).or_default();
        window.forget(at);
        let of_the_day = f64::from(counted.of_the_day);
        if account.max_24_hour_send >= 0.0
            && counted.of_the_day > 0
            && precise(window.sent) + of_the_day > account.max_24_hour_send
        {
            let message = "Daily message quota exceeded.";
            return Err(Refusal::new(Kind::DailyQuotaExceeded, Check::Quota, message).note(
                format!(
                    "{} of {} recipients in 24 hours were used.",
                    window.sent, account.max_24_hour_send
                ),
            ));
        }
        if !window.pass(account.max_send_rate, counted.recipients, at) {
            let message = "Maximum sending rate exceeded.";
            return Err(Refusal::new(Kind::RateExceeded, Check::Quota, message).note(format!(
                "The account may send to {} recipients a second.",
                account.max_send_rate
            )));
        }
        window.add(at, counted.of_the_day);
        Ok(())
    }

    /// Counts a message of an earlier run.
    pub(crate) fn recall(&self, account: &str, region: &str, counted: Counted, at: SystemTime) {
        let mut windows = self.lock();
        let key = (account.to_owned(), region.to_owned());
        windows.entry(key).or_default().add(at, counted.of_the_day);
    }

    /// Recipients of the last 24 hours, those of the mailbox simulator aside.
    pub(crate) fn sent_last_24_hours(&self, account: &str, region: &str, at: SystemTime) -> f64 {
        let mut windows = self.lock();
        let Some(window) = windows.get_mut(&(account.to_owned(), region.to_owned())) else {
            return 0.0;
        };
        window.forget(at);
        precise(window.sent)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(String, String), Window>> {
        // A panic elsewhere leaves whole counts behind: they are still good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Window {
    fn add(&mut self, at: SystemTime, recipients: u32) {
        // One entry a second is enough, and bounds the memory of a day.
        match self.sends.back_mut() {
            Some((last, count))
                if at.duration_since(*last).is_ok_and(|since| since < Duration::from_secs(1)) =>
            {
                *count = count.saturating_add(recipients);
            }
            _ => self.sends.push_back((at, recipients)),
        }
        self.sent += u64::from(recipients);
    }

    fn forget(&mut self, now: SystemTime) {
        while let Some(&(at, recipients)) = self.sends.front() {
            if now.duration_since(at).unwrap_or_default() < DAY {
                break;
            }
            self.sends.pop_front();
            self.sent -= u64::from(recipients);
        }
    }

    fn pass(&mut self, rate: f64, recipients: u32, at: SystemTime) -> bool {
        let full = rate.max(1.0);
        let bucket = self.bucket.get_or_insert(Bucket { tokens: full, at });
        let since = at.duration_since(bucket.at).unwrap_or_default();
        let tokens = (bucket.tokens + since.as_secs_f64() * rate).min(full);
        // Where there is room for one, a message to many passes, and leaves a debt.
        let passes = tokens >= 1.0;
        let wanted = f64::from(recipients);
        *bucket =
            Bucket { tokens: if passes { tokens - wanted } else { tokens }, at: at.max(bucket.at) };
        passes
    }
}

/// Exact: no count here comes near 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
fn precise(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    fn account(max_24_hour_send: f64, max_send_rate: f64) -> Account {
        Account {
            id: "111122223333".into(),
            name: "a".into(),
            organization: None,
            sandbox: false,
            sending: true,
            max_24_hour_send,
            max_send_rate,
        }
    }

    fn at(millis: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(millis)
    }

    fn to(recipients: u32) -> Counted {
        Counted { recipients, of_the_day: recipients }
    }

    fn kind(result: Result<(), Refusal>) -> Option<Kind> {
        result.err().map(|refusal| refusal.kind)
    }

    #[test]
    fn a_day_slides() {
        let (quota, account) = (Quota::default(), account(3.0, 100.0));
        let day = 24 * 3600 * 1000;
        assert_eq!(kind(quota.take(&account, "r", to(2), at(0))), None);
        assert_eq!(
            kind(quota.take(&account, "r", to(2), at(5000))),
            Some(Kind::DailyQuotaExceeded)
        );
        assert_eq!(kind(quota.take(&account, "r", to(1), at(5000))), None);
        assert!((quota.sent_last_24_hours(&account.id, "r", at(6000)) - 3.0).abs() < 1e-9);
        assert_eq!(kind(quota.take(&account, "other", to(3), at(5000))), None);
        let free = Counted { recipients: 1, of_the_day: 0 };
        assert_eq!(kind(quota.take(&account, "r", free, at(6000))), None);
        assert_eq!(kind(quota.take(&account, "r", to(2), at(day))), None);
        assert!((quota.sent_last_24_hours(&account.id, "r", at(day)) - 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_rate_recovers() {
        let (quota, account) = (Quota::default(), account(-1.0, 2.0));
        assert_eq!(kind(quota.take(&account, "r", to(1), at(0))), None);
        assert_eq!(kind(quota.take(&account, "r", to(1), at(0))), None);
        assert_eq!(kind(quota.take(&account, "r", to(1), at(400))), Some(Kind::RateExceeded));
        assert_eq!(kind(quota.take(&account, "r", to(1), at(500))), None);
        // More than a second's worth is paid back.
        assert_eq!(kind(quota.take(&account, "r", to(5), at(2000))), None);
        assert_eq!(kind(quota.take(&account, "r", to(1), at(3000))), Some(Kind::RateExceeded));
        assert_eq!(kind(quota.take(&account, "r", to(1), at(4000))), None);
    }

    #[test]
    fn many_pass_where_one_does() {
        let (quota, account) = (Quota::default(), account(-1.0, 10.0));
        assert_eq!(kind(quota.take(&account, "r", to(8), at(0))), None);
        assert_eq!(kind(quota.take(&account, "r", to(5), at(0))), None);
        assert_eq!(kind(quota.take(&account, "r", to(1), at(300))), Some(Kind::RateExceeded));
        assert_eq!(kind(quota.take(&account, "r", to(1), at(400))), None);
    }

    #[test]
    fn nothing_is_the_limit_of_unlimited_accounts() {
        let (quota, account) = (Quota::default(), account(-1.0, 100_000.0));
        for _ in 0..1000 {
            assert_eq!(kind(quota.take(&account, "r", to(50), at(0))), None);
        }
        let full = super::tests::account(0.0, 1.0);
        assert_eq!(kind(quota.take(&full, "q", to(1), at(0))), Some(Kind::DailyQuotaExceeded));
    }
}

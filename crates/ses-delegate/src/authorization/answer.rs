//! The answer.

use serde::Serialize;

use super::operation::SendOperation;
use crate::iam::Evaluation;

/// Whether something will be authorised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// The policies allow it.
    Allowed,
    /// They do not.
    Denied,
    /// It depends on what is not known here; what that is is said beside it.
    CannotTell,
}

impl Verdict {
    /// Allowed if all are, denied if one is.
    pub(super) fn all(each: impl IntoIterator<Item = Self>) -> Self {
        each.into_iter().fold(Self::Allowed, |all, one| match (all, one) {
            (Self::Denied, _) | (_, Self::Denied) => Self::Denied,
            (Self::CannotTell, _) | (_, Self::CannotTell) => Self::CannotTell,
            (Self::Allowed, Self::Allowed) => Self::Allowed,
        })
    }

    /// What all of them say; if they differ, nobody can tell.
    pub(super) fn same(each: impl IntoIterator<Item = Self>) -> Self {
        let mut each = each.into_iter();
        let first = each.next().unwrap_or(Self::CannotTell);
        if each.all(|other| other == first) { first } else { Self::CannotTell }
    }
}

/// Whether a send will be authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorization {
    /// All three together.
    pub verdict: Verdict,
    /// What it is about.
    pub operation: SendOperation,
    /// The envelope's sender.
    pub source: SenderAnswer,
    /// The `From` header.
    pub from: SenderAnswer,
    /// Where bounces go.
    pub return_path: SenderAnswer,
}

/// Whether one address will be authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SenderAnswer {
    /// Whether.
    pub verdict: Verdict,
    /// The address.
    pub address: String,
    /// The identity whose policies decide.
    pub arn: String,
    /// What named it, and whether another identity's policies stand in.
    pub named_by: String,
    /// Why, in a sentence or two.
    pub why: String,
    /// What to find out, each a clause; empty unless nobody can tell.
    pub left_to_check: Vec<String>,
    /// Each action that is asked for.
    pub actions: Vec<ActionAnswer>,
}

/// Whether one action will be authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionAnswer {
    /// Whether.
    pub verdict: Verdict,
    /// The action: `ses:SendEmail`.
    pub action: String,
    /// Another that AWS documents in its place.
    pub documented: Option<&'static str>,
    /// Why, in a sentence.
    pub why: String,
    /// What the owner's policies say; none if they were not given.
    pub owner: Option<Evaluation>,
    /// What the caller's own say, layer by layer; none if they were not given.
    pub delegate: Option<Side>,
    /// What to find out.
    #[serde(skip)]
    pub(super) left_to_check: Vec<String>,
}

/// The caller's own policies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// Identity-based policies.
    pub identity_based: Evaluation,
    /// The permissions boundary, if there is one.
    pub permissions_boundary: Option<Evaluation>,
    /// Session policies, if there are some.
    pub session: Option<Evaluation>,
}

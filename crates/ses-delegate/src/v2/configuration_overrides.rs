//! Settings of a configuration set, for one call.

use serde::{Deserialize, Serialize};

/// `ConfigurationOverrides`.
///
/// # Source
/// SES API v2 reference, `ConfigurationOverrides`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ConfigurationOverrides {
    /// Whether opens and clicks are tracked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
}

/// `TrackingOverrides`; the configuration set decides what is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Tracking {
    /// Opens, by an image in the HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_tracking_enabled: Option<Feature>,
    /// Clicks, by links that lead through SES.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub click_tracking_enabled: Option<Feature>,
}

/// `FeatureStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Feature {
    /// On.
    Enabled,
    /// Off.
    Disabled,
}

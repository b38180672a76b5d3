//! A grant as infrastructure code, where that exists.

use serde_json::Value;

use super::Grant;
use crate::error::ParseError;

impl Grant {
    /// The owner's policy for Terraform: a resource `aws_ses_identity_policy`.
    ///
    /// # Errors
    /// Those of [`owner_policy`](Self::owner_policy).
    ///
    /// # Source
    /// Terraform Registry, hashicorp/aws, `aws_ses_identity_policy`.
    pub fn owner_terraform(&self) -> Result<String, ParseError> {
        self.owner_policy()?;
        let policy = expression(&self.owner_policy_for_people());
        Ok(format!(
            "resource \"aws_ses_identity_policy\" \"{label}\" {{\n  identity = {identity}\n  name     = {name}\n  policy = jsonencode({policy})\n}}\n",
            label = self.label(),
            identity = literal(self.identity.as_str()),
            name = literal(self.name.as_str()),
        ))
    }

    /// The delegate's own policy for Terraform: a resource `aws_iam_policy`, to be
    /// attached to the user or role.
    ///
    /// # Errors
    /// Those of [`delegate_policy`](Self::delegate_policy).
    ///
    /// # Source
    /// Terraform Registry, hashicorp/aws, `aws_iam_policy`.
    pub fn delegate_terraform(&self) -> Result<String, ParseError> {
        self.delegate_policy()?;
        let policy = expression(&self.delegate_policy_for_people());
        Ok(format!(
            "resource \"aws_iam_policy\" \"{label}\" {{\n  name = {name}\n  policy = jsonencode({policy})\n}}\n",
            label = self.label(),
            name = literal(self.name.as_str()),
        ))
    }

    /// The delegate's own policy for `CloudFormation`: a template with one
    /// `AWS::IAM::ManagedPolicy`, to be attached to the user or role.
    ///
    /// For the owner's policy `CloudFormation` has no resource type: see
    /// [`NO_CLOUDFORMATION`](Self::NO_CLOUDFORMATION).
    ///
    /// # Errors
    /// Those of [`delegate_policy`](Self::delegate_policy).
    ///
    /// # Source
    /// `CloudFormation` Template Reference, `AWS::IAM::ManagedPolicy`.
    pub fn delegate_cloudformation(&self) -> Result<String, ParseError> {
        self.delegate_policy()?;
        let policy = self.delegate_policy_for_people().replace('\n', "\n        ");
        // By hand, since people expect the type before the properties, and Version first.
        Ok(format!(
            r#"{{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Resources": {{
    "Sending": {{
      "Type": "AWS::IAM::ManagedPolicy",
      "Properties": {{
        "ManagedPolicyName": "{name}",
        "PolicyDocument": {policy}
      }}
    }}
  }}
}}"#,
            name = self.name,
        ))
    }

    /// Why there is no `CloudFormation` for the owner's policy.
    ///
    /// # Source
    /// aws-cloudformation/cloudformation-coverage-roadmap issue 1576, open.
    pub const NO_CLOUDFORMATION: &'static str = "CloudFormation has no resource type for policies of SES identities (asked for as AWS::SES::EmailIdentityPolicy since 2023); a stack needs a custom resource that calls PutIdentityPolicy.";

    /// Terraform's name for it: no digit or hyphen first.
    fn label(&self) -> String {
        let name = self.name.as_str();
        if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            name.to_owned()
        } else {
            format!("_{name}")
        }
    }
}

/// JSON as an expression of Terraform, laid out as `terraform fmt` does: the same,
/// but for what begins a template.
fn expression(json: &str) -> String {
    let mut text = String::new();
    for (at, line) in json.lines().enumerate() {
        if at > 0 {
            text.push_str("\n  ");
        }
        // Members have names without quotes in them; the lone texts of lists have no colon behind.
        match line.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            Some((name, value)) if value.starts_with(": ") => {
                let space = &line[..line.len() - line.trim_start().len()];
                for piece in [space, "\"", name, "\" ", value] {
                    text.push_str(piece);
                }
            }
            _ => text.push_str(line),
        }
    }
    text.replace("${", "$${").replace("%{", "%%{")
}

fn literal(text: &str) -> String {
    Value::from(text).to_string().replace("${", "$${").replace("%{", "%%{")
}

//! Partitions and Regions. Written by `tests/python/generate_regions.py`: do not edit.

use super::Offer::{No, WithFips, Yes};
use super::Partition::{Aws, AwsCn, AwsEusc, AwsIso, AwsIsoB, AwsIsoE, AwsIsoF, AwsUsGov};
use super::{PartitionRow, RegionRow};

/// Whose data it is.
pub(super) const SOURCE: &str = "botocore 1.44.5";

/// `partitions.json`.
pub(super) const PARTITIONS: [PartitionRow; 8] = [
    PartitionRow {
        partition: Aws,
        name: "aws",
        region_prefix: None,
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
    },
    PartitionRow {
        partition: AwsCn,
        name: "aws-cn",
        region_prefix: Some("cn-"),
        dns_suffix: "amazonaws.com.cn",
        dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
    },
    PartitionRow {
        partition: AwsEusc,
        name: "aws-eusc",
        region_prefix: Some("eusc-"),
        dns_suffix: "amazonaws.eu",
        dual_stack_dns_suffix: "api.amazonwebservices.eu",
    },
    PartitionRow {
        partition: AwsIso,
        name: "aws-iso",
        region_prefix: Some("us-iso-"),
        dns_suffix: "c2s.ic.gov",
        dual_stack_dns_suffix: "api.aws.ic.gov",
    },
    PartitionRow {
        partition: AwsIsoB,
        name: "aws-iso-b",
        region_prefix: Some("us-isob-"),
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_dns_suffix: "api.aws.scloud",
    },
    PartitionRow {
        partition: AwsIsoE,
        name: "aws-iso-e",
        region_prefix: Some("eu-isoe-"),
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
    },
    PartitionRow {
        partition: AwsIsoF,
        name: "aws-iso-f",
        region_prefix: Some("us-isof-"),
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_dns_suffix: "api.aws.hci.ic.gov",
    },
    PartitionRow {
        partition: AwsUsGov,
        name: "aws-us-gov",
        region_prefix: Some("us-gov-"),
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
    },
];

/// `partitions.json`, with the services `email` and `sts` of `endpoints.json`.
pub(super) const REGIONS: [RegionRow; 48] = [
    RegionRow { name: "af-south-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-east-1", partition: Aws, ses: No, sts: Yes },
    RegionRow { name: "ap-east-2", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-northeast-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-northeast-2", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-northeast-3", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-south-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-south-2", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-southeast-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-southeast-2", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-southeast-3", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-southeast-4", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-southeast-5", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-southeast-6", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ap-southeast-7", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "ca-central-1", partition: Aws, ses: WithFips, sts: Yes },
    RegionRow { name: "ca-west-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-central-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-central-2", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-north-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-south-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-south-2", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-west-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-west-2", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "eu-west-3", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "il-central-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "me-central-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "me-south-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "me-west-1", partition: Aws, ses: No, sts: No },
    RegionRow { name: "mx-central-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "sa-east-1", partition: Aws, ses: Yes, sts: Yes },
    RegionRow { name: "sa-west-1", partition: Aws, ses: No, sts: No },
    RegionRow { name: "us-east-1", partition: Aws, ses: WithFips, sts: WithFips },
    RegionRow { name: "us-east-2", partition: Aws, ses: WithFips, sts: WithFips },
    RegionRow { name: "us-west-1", partition: Aws, ses: WithFips, sts: WithFips },
    RegionRow { name: "us-west-2", partition: Aws, ses: WithFips, sts: WithFips },
    RegionRow { name: "cn-north-1", partition: AwsCn, ses: No, sts: Yes },
    RegionRow { name: "cn-northwest-1", partition: AwsCn, ses: No, sts: Yes },
    RegionRow { name: "eusc-de-east-1", partition: AwsEusc, ses: Yes, sts: Yes },
    RegionRow { name: "us-iso-east-1", partition: AwsIso, ses: No, sts: Yes },
    RegionRow { name: "us-iso-west-1", partition: AwsIso, ses: No, sts: Yes },
    RegionRow { name: "us-isob-east-1", partition: AwsIsoB, ses: No, sts: Yes },
    RegionRow { name: "us-isob-west-1", partition: AwsIsoB, ses: No, sts: Yes },
    RegionRow { name: "eu-isoe-west-1", partition: AwsIsoE, ses: No, sts: Yes },
    RegionRow { name: "us-isof-east-1", partition: AwsIsoF, ses: No, sts: Yes },
    RegionRow { name: "us-isof-south-1", partition: AwsIsoF, ses: No, sts: Yes },
    RegionRow { name: "us-gov-east-1", partition: AwsUsGov, ses: WithFips, sts: WithFips },
    RegionRow { name: "us-gov-west-1", partition: AwsUsGov, ses: WithFips, sts: WithFips },
];

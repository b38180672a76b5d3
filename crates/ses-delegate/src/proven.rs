//! Texts that are proven when they are made.

/// Types of text: each is made by `FromStr` alone, which asks its proof, a
/// function of `&str`, and is written and read by serde as that text.
macro_rules! proven_types {
    ($($(#[$doc:meta])* $name:ident: $proof:expr, $code:literal, $expected:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Hash)]
            pub struct $name(String);

            impl $name {
                /// The text as given.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl std::str::FromStr for $name {
                type Err = $crate::error::ParseError;

                #[doc = concat!("# Errors\n`", $code, "`.")]
                fn from_str(text: &str) -> Result<Self, Self::Err> {
                    let proof: fn(&str) -> bool = $proof;
                    if proof(text) {
                        Ok(Self(text.to_owned()))
                    } else {
                        Err($crate::error::ParseError::quoting($code, $expected, text))
                    }
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )*

        $crate::proven::proven_texts!($($name),*);
    };
}

/// Types with `as_str` and `FromStr`, written as the one and read by the other.
macro_rules! proven_texts {
    ($($name:ty),* $(,)?) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(from)?
                    .parse()
                    .map_err(|error| $crate::input::refused(&error))
            }
        }
    )*};
}

pub(crate) use {proven_texts, proven_types};

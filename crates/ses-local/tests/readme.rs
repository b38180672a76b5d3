//! README.md and the program say the same of world files.

use std::time::SystemTime;

use ses_local::World;

const README: &str = include_str!("../README.md");

fn parse(text: &str) -> Result<World, String> {
    World::parse("w.toml", text, SystemTime::now()).map_err(|error| error.to_string())
}

#[test]
fn the_world_of_the_readme_can_be_played() {
    let blocks: Vec<&str> =
        README.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 1);
    let world = parse(blocks[0]).unwrap();
    assert_eq!((world.accounts.len(), world.identities.len(), world.keys.len()), (2, 1, 1));
}

/// What is expected in place of an unknown key is every key there is.
#[test]
fn every_key_is_explained() {
    let mut keys = 0;
    let within = ["", "[[account]]", "[[identity]]", "[[identity.policy]]", "[[role]]"];
    let more = ["[[session]]", "[[user]]", "[[configuration_set]]", "[[template]]"];
    for table in within.into_iter().chain(more) {
        let parent = if table == "[[identity.policy]]" { "[[identity]]\n" } else { "" };
        let error = parse(&format!("{parent}{table}\nnothing_of_the_kind = 1\n")).unwrap_err();
        let (_, expected) =
            error.split_once("expected one of ").or_else(|| error.split_once("expected ")).unwrap();
        for key in expected.split('`').skip(1).step_by(2) {
            let explained = [format!("`{key}`"), format!("`[[{key}]]`"), format!(".{key}]]`")];
            assert!(explained.iter().any(|form| README.contains(form)), "{table}: {key}");
            keys += 1;
        }
    }
    assert!(keys > 40, "only {keys} keys were found");
}

use ses_delegate::Route;

use crate::attack;

/// The first byte picks the route. The rest are attacks with 0xFF, which is in
/// no text, between them: a byte picks the field, the others are what to put there.
pub fn draft(data: &[u8]) {
    let [route, attacks @ ..] = data else { return };
    let route = Route::ALL[usize::from(*route) % Route::ALL.len()];
    let fields = attack::fields();
    let mut draft = attack::harmless();
    let mut attacked = Vec::new();
    for attack in attacks.split(|byte| *byte == 0xff).take(8) {
        let [field, text @ ..] = attack else { continue };
        let field = fields[usize::from(*field) % fields.len()].as_str();
        attack::put(&mut draft, field, &String::from_utf8_lossy(text));
        attacked.push(field);
    }
    attack::judge(&draft, &attacked, route);
}

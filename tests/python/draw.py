"""Inputs drawn from botocore's own description of an operation."""

from botocore.model import Shape

from operations import INPUTS, drawing, model, regions
from values import RULES, Values

# What SES demands beyond the model: of these members exactly one, or one at least.
ONE_OF = {"EmailContent": ("Simple", "Raw", "Template"),
          "Template": ("TemplateName", "TemplateArn", "TemplateContent")}
SOME_OF = {"Body": ("Text", "Html"), "EmailTemplateContent": ("Subject", "Text", "Html"),
           "Destination": ("ToAddresses", "CcAddresses", "BccAddresses"),
           "BouncedRecipientInfo": ("BounceType", "RecipientDsnFields")}
NEEDED = {
    ("v2", "SendEmail"): {("Destination",), ("FromEmailAddress",)},
    ("v2", "SendBulkEmail"): {("FromEmailAddress",), ("DefaultContent", "Template")},
}
NOT_EMPTY = {"BulkEmailDestinationList", "BulkEmailEntryList", "BouncedRecipientInfoList", "IdentityList",
             "PolicyNameList", "ProvidedContextsListType"}
# Longest lists by their shapes: the model's own limits, SES's, and what is plenty.
MOST = {"BulkEmailDestinationList": 50, "BulkEmailEntryList": 50, "BouncedRecipientInfoList": 50, "AddressList": 50,
        "EmailAddressList": 50, "IdentityList": 100, "PolicyNameList": 20, "MessageHeaderList": 15,
        "policyDescriptorListType": 10}


class Drawing:
    """One input. `wants` decides on each optional member by its place."""

    def __init__(self, api: str, name: str, rng, region: str, wants, lengths=(0, 1, 2, 3)):
        self.api, self.name, self.rng = api, name, rng
        self.values = Values(rng, region)
        self.wants, self.lengths = wants, lengths

    def draw(self) -> dict:
        shape = model(self.api, self.name).input_shape
        params = self.structure(shape, ()) if shape else {}
        return fitted(self, params)

    def shape(self, shape: Shape, at: tuple):
        if shape.type_name == "structure":
            return self.structure(shape, at)
        if shape.type_name == "list":
            length = self.rng.choice(self.lengths)
            least = 1 if shape.name in NOT_EMPTY else 0
            most = min(MOST.get(shape.name, 12), shape.metadata.get("max", 99))
            return [self.shape(shape.member, at) for _ in range(max(least, min(length, most)))]
        for name in (at[-1], shape.name):
            if name in RULES:
                return RULES[name](self.values, (self.name, *at))
        if shape.type_name == "timestamp":
            return self.values.time()
        if getattr(shape, "enum", None):
            return self.rng.choice(shape.enum)
        assert shape.type_name == "string", (shape, at)
        return self.values.text()

    def structure(self, shape: Shape, at: tuple) -> dict:
        names = [name for name in shape.members
                 if name in shape.required_members or (*at, name) in NEEDED.get((self.api, self.name), ())
                 or self.wants((*at, name))]
        one, some = ONE_OF.get(shape.name, ()), SOME_OF.get(shape.name, ())
        if one:
            chosen = self.rng.choice([name for name in names if name in one] or one)
            names = [name for name in names if name not in one] + [chosen]
        if some and not set(some) & set(names):
            names.append(self.rng.choice(some))
        return {name: self.shape(shape.members[name], (*at, name)) for name in names}


def fitted(drawing: Drawing, params):
    """`params` as SES demands of members together."""
    for within in destinations(params):
        kinds = list(within)
        if not any(within.values()):
            within.setdefault("ToAddresses", [])
            within["ToAddresses"].append(drawing.values.address())
        while sum(map(len, within.values())) > 50:
            within[max(kinds, key=lambda kind: len(within[kind]))].pop()
    if "Raw" in params.get("Content", {}):
        # The message's own headers say it, if the parameters do not.
        for name in ("Destination", "FromEmailAddress"):
            if not drawing.wants((name,)):
                del params[name]
    if drawing.name == "AssumeRole":
        if "SerialNumber" in params or "TokenCode" in params:
            params = {"SerialNumber": "GAHT12345678", "TokenCode": "123456", **params}
        if "TransitiveTagKeys" in params and not params.get("Tags"):
            params["Tags"] = [{"Key": key, "Value": ""} for key in params["TransitiveTagKeys"]]
        if "Tags" in params:
            params["Tags"] = list({tag["Key"].lower(): tag for tag in params["Tags"]}.values())
        if "TransitiveTagKeys" in params:
            params["TransitiveTagKeys"] = [tag["Key"] for tag in params["Tags"]][:50]
    return params


def destinations(params):
    """Every `Destination` within."""
    if isinstance(params, list):
        for item in params:
            yield from destinations(item)
    elif isinstance(params, dict):
        for name, value in params.items():
            if name == "Destination":
                yield value
            elif name != "Destinations" or value and isinstance(value[0], dict):
                yield from destinations(value)


def every_member(shape: Shape | None, at: tuple = ()):
    """The place of every member, however deep."""
    if shape is None:
        return
    if shape.type_name == "list":
        yield from every_member(shape.member, at)
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            yield (*at, name)
            yield from every_member(member, (*at, name))


def inputs(api: str, name: str, count=INPUTS) -> list[tuple[str, dict]]:
    """`count` inputs and the Region each goes to: required members only, each
    optional one alone, all, empty lists, long lists, and random ones for the rest."""
    rng = drawing(api, name, "inputs")
    alone = list(every_member(model(api, name).input_shape))
    wants = [(lambda at: False, (1,)), (lambda at: True, (1, 2, 3)), (lambda at: True, (0,)), (lambda at: True, (50,)),
             (lambda at: True, (11, 12))]
    wants += [(lambda at, place=place: at == place[:len(at)], (1, 2)) for place in alone]
    while len(wants) < count:
        chance = rng.random()
        wants.append((lambda at, chance=chance: rng.random() < chance, (0, 1, 1, 2, 3, 12)))
    if not model(api, name).input_shape or not model(api, name).input_shape.members:
        wants = wants[:len(regions())]
    drawn = []
    for number, (want, lengths) in enumerate(wants):
        region = regions()[number % len(regions())]
        drawn.append((region, Drawing(api, name, rng, region, want, lengths).draw()))
    return drawn

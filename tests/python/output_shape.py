"""An answer's bytes against the model of AWS: botocore drops what it does not know, so the bytes are read here."""

import json
import xml.etree.ElementTree as ElementTree

from botocore.model import Shape

# Required by the model, but left out by AWS where there is no such domain: outputs of
# GetEmailIdentity that people posted show MailFromAttributes with BehaviorOnMxFailure alone.
NOT_ALWAYS = {"MailFromDomain", "MailFromDomainStatus"}
SCALARS = {
    "string": str, "boolean": bool, "timestamp": (int, float), "double": (int, float), "float": (int, float),
    "integer": int, "long": int, "blob": str,
}


def strangers(shape: Shape | None, body: bytes, protocol: str, operation: str) -> list[str]:
    """Members that the model does not have or that are of another type, and required ones that are absent."""
    if protocol in ("query",):
        return in_query(shape, body, operation)
    found = json.loads(body) if body else {}
    return list(in_json(shape, found, operation)) if shape else ([f"{operation}: {found}"] if found else [])


def in_json(shape: Shape, value, at: str):
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            yield f"{at}: no object"
            return
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        yield from (f"{at}.{name}: not in the model" for name in value if name not in names)
        yield from (f"{at}.{name}: required" for name in shape.required_members
                    if name not in value and name not in NOT_ALWAYS)
        for name, held in value.items():
            if name in names and held is not None:
                yield from in_json(names[name], held, f"{at}.{name}")
    elif shape.type_name == "list":
        for number, held in enumerate(value):
            yield from in_json(shape.member, held, f"{at}[{number}]")
    elif shape.type_name == "map":
        for name, held in value.items():
            yield from in_json(shape.value, held, f"{at}[{name}]")
    elif not isinstance(value, SCALARS[shape.type_name]):
        yield f"{at}: {value!r} is no {shape.type_name}"
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{at}: {value!r} is not one of {shape.enum}"


def local(element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def in_query(shape: Shape | None, body: bytes, operation: str) -> list[str]:
    root = ElementTree.fromstring(body)
    wrong = [] if local(root) == f"{operation}Response" else [f"the root is {local(root)}"]
    names = [local(child) for child in root]
    wanted = ([shape.serialization["resultWrapper"]] if shape is not None else []) + ["ResponseMetadata"]
    if names != wanted and names != ["ResponseMetadata"]:
        wrong.append(f"expected {wanted}, but found {names}")
    if shape is not None and len(names) == 2:
        wrong += in_xml(shape, root[0], operation)
    return wrong


def in_xml(shape: Shape, element, at: str):
    children = list(element)
    if shape.type_name == "structure":
        yield from (f"{at}.{local(child)}: not in the model" for child in children if local(child) not in shape.members)
        yield from (f"{at}.{name}: required" for name in shape.required_members
                    if name not in [local(child) for child in children])
        for child in children:
            if local(child) in shape.members:
                yield from in_xml(shape.members[local(child)], child, f"{at}.{local(child)}")
    elif shape.type_name == "list":
        yield from (f"{at}: {local(child)} is no member" for child in children if local(child) != "member")
        for child in children:
            yield from in_xml(shape.member, child, f"{at}[]")
    elif shape.type_name == "map":
        for child in children:
            if [local(part) for part in child] != ["key", "value"] or local(child) != "entry":
                yield f"{at}: no entry of key and value"
            else:
                yield from in_xml(shape.value, child[1], f"{at}[{child[0].text}]")
    elif children:
        yield f"{at}: has members"
    elif shape.type_name == "boolean" and element.text not in ("true", "false"):
        yield f"{at}: {element.text!r} is no boolean"
    elif shape.type_name in ("double", "integer", "long"):
        try:
            float(element.text)
        except (TypeError, ValueError):
            yield f"{at}: {element.text!r} is no number"
    elif getattr(shape, "enum", None) and element.text not in shape.enum:
        yield f"{at}: {element.text!r} is not one of {shape.enum}"

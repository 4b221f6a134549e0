#!/usr/bin/env python3
"""Checks JSON documents, one a line on standard input, against a JSON Schema, with Python's standard library only.

    jsonschema_check.py SCHEMA [--at '#/$defs/NAME'] < documents.ndjson

It knows the part of draft 2020-12 that our schema uses and refuses a schema with any other keyword, so that nothing
in a schema is silently ignored. Prints what is wrong and where; exit status 1 when something is, 2 for a bad schema.
"""
import json
import math
import re
import sys

ANNOTATIONS = {"$schema", "$id", "$comment", "title", "description"}


class SchemaError(Exception):
    """The schema itself is wrong, or uses what this program does not know."""


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: is_number(value) and math.isfinite(value) and value == int(value),
    "number": is_number,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def same(a, b):
    """JSON equality: in Python True is 1, in JSON it is not."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)


# Each keyword: what its own value must be, and a generator of (path, message) for a value under it.

def check_type(root, types, value, path):
    names = types if isinstance(types, list) else [types]
    if not any(TYPES[name](value) for name in names):
        yield path, "is not of type " + " or ".join(names)


def check_enum(root, allowed, value, path):
    if not any(same(each, value) for each in allowed):
        yield path, f"{json.dumps(value)} is not one of {json.dumps(allowed)}"


def check_const(root, wanted, value, path):
    if not same(wanted, value):
        yield path, f"{json.dumps(value)} is not {json.dumps(wanted)}"


def check_properties(root, properties, value, path):
    if isinstance(value, dict):
        for name, schema in properties.items():
            if name in value:
                yield from check(root, schema, value[name], f"{path}.{name}")


def check_required(root, names, value, path):
    if isinstance(value, dict):
        for name in names:
            if name not in value:
                yield path, f"lacks '{name}'"


def check_items(root, schema, value, path):
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from check(root, schema, item, f"{path}[{index}]")


def check_minimum(root, least, value, path):
    if is_number(value) and value < least:
        yield path, f"{value} is less than {least}"


def check_maximum(root, most, value, path):
    if is_number(value) and value > most:
        yield path, f"{value} is more than {most}"


def check_min_items(root, least, value, path):
    if isinstance(value, list) and len(value) < least:
        yield path, f"has {len(value)} items, fewer than {least}"


def check_max_items(root, most, value, path):
    if isinstance(value, list) and len(value) > most:
        yield path, f"has {len(value)} items, more than {most}"


def check_pattern(root, pattern, value, path):
    if isinstance(value, str) and not re.search(pattern, value):
        yield path, f"{json.dumps(value)} does not match {pattern}"


def check_any_of(root, schemas, value, path):
    reasons = []
    for schema in schemas:
        found = list(check(root, schema, value, path))
        if not found:
            return
        reasons.append("; ".join(f"{where} {what}" for where, what in found[:2]))
    yield path, "is none of the choices: " + " | ".join(reasons)


def check_ref(root, reference, value, path):
    yield from check(root, resolve(root, reference), value, path)


KEYWORDS = {
    "type": check_type, "enum": check_enum, "const": check_const, "properties": check_properties,
    "required": check_required, "items": check_items, "minimum": check_minimum, "maximum": check_maximum,
    "minItems": check_min_items, "maxItems": check_max_items, "pattern": check_pattern, "anyOf": check_any_of,
    "$ref": check_ref,
}


def check_additional(root, schema, value, path):
    """additionalProperties looks at `properties` beside it, so it is no keyword of its own here."""
    if "additionalProperties" not in schema or not isinstance(value, dict):
        return
    for name in value:
        if name not in schema.get("properties", {}):
            if schema["additionalProperties"] is False:
                yield path, f"has '{name}', which the schema does not know"
            else:
                yield from check(root, schema["additionalProperties"], value[name], f"{path}.{name}")


def check(root, schema, value, path):
    if schema is True:
        return
    if schema is False:
        yield path, "must not be there"
        return
    for keyword, argument in schema.items():
        if keyword in KEYWORDS:
            yield from KEYWORDS[keyword](root, argument, value, path)
    yield from check_additional(root, schema, value, path)


def resolve(root, reference):
    if reference != "#" and not reference.startswith("#/"):
        raise SchemaError(f"'{reference}' is not in this schema")
    schema = root
    for part in reference.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(schema, dict) or part not in schema:
            raise SchemaError(f"'{reference}' leads nowhere")
        schema = schema[part]
    return schema


def subschemas(schema):
    """(where, schema) of every schema right inside this one."""
    for keyword in ("properties", "$defs"):
        for name, each in schema.get(keyword, {}).items():
            yield f"{keyword}/{name}", each
    for keyword in ("items", "additionalProperties"):
        if keyword in schema:
            yield keyword, schema[keyword]
    for index, each in enumerate(schema.get("anyOf", [])):
        yield f"anyOf/{index}", each


def inspect(root, schema, where="#"):
    """Raises SchemaError at the first thing that `check` would not understand."""
    if isinstance(schema, bool):
        return
    if not isinstance(schema, dict):
        raise SchemaError(f"{where} is no schema")
    for keyword in schema:
        if keyword not in KEYWORDS and keyword not in ANNOTATIONS | {"$defs", "additionalProperties"}:
            raise SchemaError(f"{where} has the keyword '{keyword}', which this program does not know")
    types = schema.get("type", [])
    for name in types if isinstance(types, list) else [types]:
        if name not in TYPES:
            raise SchemaError(f"{where} has the type '{name}', which there is not")
    for name in schema.get("required", []):
        if schema.get("additionalProperties") is False and name not in schema.get("properties", {}):
            raise SchemaError(f"{where} requires '{name}' and does not know it")
    if "$ref" in schema:
        resolve(root, schema["$ref"])
    for part, each in subschemas(schema):
        inspect(root, each, f"{where}/{part}")


def errors(schema, document, at="#"):
    """What is wrong with `document`: a list of strings, empty when it is as the schema says."""
    inspect(schema, schema)
    return [f"{path} {message}" for path, message in check(schema, resolve(schema, at), document, "$")]


def main(arguments):
    at = "#"
    if len(arguments) == 3 and arguments[1] == "--at":
        at = arguments.pop()
        arguments.pop()
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    n_documents = n_bad = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        n_documents += 1
        try:
            found = errors(schema, json.loads(line.decode("utf-8")), at)
        except ValueError as error:
            found = [f"$ is no JSON: {error}"]
        n_bad += bool(found)
        for each in found:
            print(f"line {number}: {each}")
    print(f"{n_documents - n_bad} passed, {n_bad} failed")
    return 1 if n_bad or not n_documents else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SchemaError as problem:
        print(f"schema: {problem}", file=sys.stderr)
        sys.exit(2)

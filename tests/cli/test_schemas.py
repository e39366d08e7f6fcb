"""The schema of a file: inside a workspace it holds the words of that workspace."""

from jsonschema import Draft202012Validator

SETTINGS = "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\nreasons: {strike: Strike}\n"


def test_inside_a_workspace_the_schema_holds_its_people_and_reasons(run):
    run.write("promisectl.yaml", SETTINGS)
    schema = run("schema").json
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["performer"]["anyOf"][0] == {"enum": ["ana", "diego", "eva"]}
    assert "strike" in schema["$defs"]["Act"]["properties"]["reason"]["enum"]


def test_outside_of_any_the_schema_is_that_of_the_format(nowhere):
    schema = nowhere("schema").json
    Draft202012Validator.check_schema(schema)
    assert "enum" not in str(schema["properties"]["performer"])


def test_every_key_of_a_promise_says_what_it_is_for(nowhere):
    schema = nowhere("schema").json
    for part in (schema, schema["$defs"]["Act"], schema["$defs"]["TermsPart"]):
        assert [key for key, value in part["properties"].items() if not value.get("description")] == []


def test_the_descriptions_come_in_spanish_too(nowhere):
    assert nowhere("schema --lang es").json["properties"]["due"]["description"].startswith("Para cuándo")


def test_settings_that_do_not_hold_do_not_keep_the_schema_back(run):
    run.write("promisectl.yaml", "format: x\n")
    assert run("schema").json["title"] == "promise"

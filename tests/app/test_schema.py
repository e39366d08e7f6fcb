"""Schemas: of files, of what is handed in, of what is printed."""

import pytest
from jsonschema import Draft202012Validator

from promisectl.app.schema.all import names, schema
from promisectl.formats.documents.outputs import OUTPUTS
from promisectl.model.trouble import Trouble


@pytest.mark.parametrize("name", names())
def test_every_schema_is_sound(name):
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_begins_with_the_version_of_the_format(name):
    document = schema(name)
    for part in document.get("anyOf", [document]):
        assert part["required"][0] == "format_version"
        assert part["properties"]["format_version"] == {"const": 1}


def test_an_unknown_schema_is_trouble_with_the_nearest_one():
    with pytest.raises(Trouble) as unknown:
        schema("promises")
    assert str(unknown.value.help) == "did you mean `promise`?"

"""The people of a workspace are listed, by `people` and by `person list`."""


def test_people_are_listed_with_what_part_they_have(run):
    run("person left eva 2026-03-01")
    run("person add bot --agent --answers-to ana")
    assert run("people").out.splitlines() == [
        "ana    Ana Ríos    you",
        "bot                agent of ana",
        "diego  Diego Soto",
        "eva    Eva Lara    left Sun 2026-03-01",
    ]
    assert run("person list").out == run("people").out


def test_programs_read_who_is_a_steward_and_who_left(run):
    run.write("promisectl.yaml", run.read("promisectl.yaml") + "policy: {stewards: [diego]}\n")
    run("area add claims")
    run("person move diego claims 2026-03-01")
    people = {one["handle"]: one for one in run("people --format json").json["people"]}
    assert people["diego"]["steward"] and people["diego"]["area"] == "claims"
    assert people["ana"] == {
        "handle": "ana",
        "name": "Ana Ríos",
        "emails": ["ana@example.com"],
        "area": None,
        "kind": "person",
        "answers_to": None,
        "left": None,
        "formerly": [],
        "steward": False,
        "you": True,
    }

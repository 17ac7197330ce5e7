"""The vector files, as the scripts beside this one read them."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUITE = "conformance"


def folder(root):
    return root / SUITE / "vectors"


def read_files(root):
    """Each vector file's name and document, in the order of their names."""
    return {path.name: json.loads(path.read_text(encoding="ascii")) for path in sorted(folder(root).glob("*.json"))}


def is_generated(name):
    return name.startswith("generated-")


def question_of(vector):
    """What a vector asks, as a text in which the order of keys tells nothing."""
    return vector["kind"] + " " + json.dumps(vector["input"], sort_keys=True)


def ask(command, vectors, profile="standard"):
    """The engine's answer to each vector, with its trace."""
    questions = "".join(json.dumps({"id": str(number), "kind": vector["kind"], "input": vector["input"], "profile": profile,
                                    "trace": True}) + "\n" for number, vector in enumerate(vectors))
    run = subprocess.run([command, "evaluate", "--lines"], input=questions, capture_output=True, encoding="utf-8", check=True)
    answers = [json.loads(line) for line in run.stdout.split("\n") if line]
    if len(answers) != len(vectors):
        raise ValueError(f"{command}: {len(answers)} answers to {len(vectors)} questions")
    return answers


def traces_of(answer):
    """The trace of each fetch, or the one trace of another kind; none where the question was refused."""
    output = answer.get("output", {})
    if "fetches" in output:
        return [fetch["trace"] for fetch in output["fetches"]]
    return [output["trace"]] if "trace" in output else []

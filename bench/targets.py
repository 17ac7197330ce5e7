"""The figures to reach, targets.json, and how cases are named."""

import json
from pathlib import Path


def read():
    return json.loads((Path(__file__).resolve().parent / "targets.json").read_text(encoding="utf-8"))


def parts_of(name):
    """"BM_Policy_Actual_Allowed/A1/scan" is of the subject Policy_Actual_Allowed, the id A1 and the form scan, which may be empty."""
    subject, number, form = (name.removeprefix("BM_").split("/") + [""])[:3]
    return subject, number, form

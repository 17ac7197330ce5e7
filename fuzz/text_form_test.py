"""The text form loses nothing: a vector's question that is written in it and read back is answered as the vector's own question is. And what a text
asks that was changed at random is a question, but for what a target takes and the contract does not; each rule of the readers is held by a row.

  python3 fuzz/text_form_test.py <the crosscheck command>
"""

import json
import random
import re
import subprocess
import sys

import fetch_reading
import questions
import reading_rows
import seeds
import text_form
import text_reading

RESPONSE_CHECKS = ("corp-check", "tao-check", "exposed-headers")
# What is wrong with the shape of a policy document: keys and types that the text form has no words for.
ANOTHER_SHAPE = ("V01", "V21", "V23")
# What a target takes and the contract refuses: URLs and hosts that do not parse, header names of a check, what is asked of a policy that is none.
AS_IT_STANDS = re.compile(r".*/(url|origin|headers/\d+(/\d+)?)|/input/request(/method|/path)?|/input/response|/input/policy(/.*)?")


def answers(command, asked):
    told = subprocess.run([command, "evaluate", "--lines"], input="\n".join(map(json.dumps, asked)), capture_output=True, text=True, check=True)
    return told.stdout.removesuffix("\n").split("\n")


def is_of_another_shape(answer):
    output = json.loads(answer).get("output", {})
    return any(fault["code"] in ANOTHER_SHAPE for fault in output.get("errors", []))


def changed(text, dice, words):
    """The text with some lines dropped, doubled, moved, put in, or given another value."""
    lines = text.splitlines()
    for _ in range(dice.randint(1, 4)):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        key = lines[at].partition(" ")[0]
        match dice.randrange(6):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = f"{key} {dice.choice(text_reading.WORDS.get(key, words))}"
            case 4:
                lines.insert(at, dice.choice(words))
            case _:
                key = dice.choice(list(text_reading.WORDS))
                lines.insert(at, f"{key} {dice.choice(text_reading.WORDS[key])}")
    return "\n".join(lines) + "\n"


def as_a_target_reads(given):
    """Without the fetches that are too many for one."""
    return given | {"fetches": given["fetches"][:fetch_reading.MOST_FETCHES]} if "fetches" in given else given


def lost(command, texts):
    """Vectors whose question is another one when it is read back: (name, its own answer, the other answer)."""
    written = [questions.questions_of(text.encode()) for _, text in texts]
    if wrong := [vector["id"] for (vector, _), asked in zip(texts, written, strict=True) if len(asked) != 1]:
        sys.exit(f"texts that ask several questions: {' '.join(wrong)}")
    own = [{"kind": vector["kind"], "input": as_a_target_reads(vector["input"])} for vector, _ in texts]
    for (vector, _), one, other in zip(texts, answers(command, own), answers(command, [asked[0] for asked in written]), strict=True):
        if one != other and not is_of_another_shape(one):
            yield vector["id"], one, other


def refused(command, texts):
    """Changed texts whose question is none: (text, answer)."""
    dice = random.Random(1)
    words = sorted({line for _, text in texts for line in text.splitlines()})
    asked = []
    for _, text in texts:
        other = changed(text, dice, words)
        try:
            asked += [(other, question) for question in questions.questions_of(other.encode(), whole=True)]
        except ValueError:
            continue
    for (text, _), answer in zip(asked, answers(command, [question for _, question in asked]), strict=True):
        error = json.loads(answer).get("error")
        if error and not AS_IT_STANDS.fullmatch(error["at"]):
            yield text, answer


def misread():
    """Rows that are read otherwise: (what is said, what was read)."""
    for said, lines, fetches in reading_rows.OF_FETCHES:
        if (read := questions.questions_of(lines.encode("latin-1"))[0]["input"]["fetches"]) != fetches:
            yield said, read
    for said, lines, policy in reading_rows.OF_POLICIES:
        read = questions.questions_of(lines.encode("latin-1"), ("validate-policy",))[0]["input"]["policy"]
        if json.dumps(read) != json.dumps(policy):
            yield said, read
    for said, kind, lines, part in reading_rows.OF_CHECKS:
        read = questions.questions_of(lines.encode("latin-1"), RESPONSE_CHECKS, whole=True)
        asked = dict(zip(RESPONSE_CHECKS, (one["input"] for one in read), strict=True))[kind]
        if [one["kind"] for one in read] != [*RESPONSE_CHECKS] or asked | part != asked:
            yield said, read
    answer = questions.questions_of(b"response 204\nfor actual", ("preflight-check",))[0]["input"]["response"]
    if answer != reading_rows.response(204):
        yield "a preflight's answer is for nothing else", answer
    asked = questions.questions_of(b"credentials include", ("cors-check",), whole=True)
    if (modes := [one["input"]["credentials"] for one in asked]) != ["include", "omit", "same-origin"]:
        yield "a CORS check is asked with each mode, its own first", modes


def main():
    command = sys.argv[1]
    told = [(vector, text_form.text_of(vector["kind"], vector["input"])) for vector in seeds.vectors() if "error" not in vector["expect"]]
    texts = [(vector, text) for vector, text in told if text is not None]
    different, none, rows = list(lost(command, texts)), list(refused(command, texts)), list(misread())
    for said, read in rows:
        print(f"{said}, but read is {json.dumps(read)}")
    for name, one, other in different[:10]:
        print(f"{name}\n  its own:      {one[:500]}\n  by the text:  {other[:500]}")
    for text, answer in none[:10]:
        print(f"{text}  is refused: {answer[:500]}")
    print(f"{len(texts)} vectors, {len(different)} answered otherwise, {len(none)} refused where they are changed, {len(rows)} rules that are read otherwise")
    sys.exit(1 if different or none or rows or len(texts) < 2000 else 0)


if __name__ == "__main__":
    main()

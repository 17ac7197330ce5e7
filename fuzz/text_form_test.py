"""The text form loses nothing: a vector's question that is written in it and read back is answered as the vector's own question is. And what a text
asks that was changed at random is a question, but for what a target takes and the contract does not.

  python3 fuzz/text_form_test.py <the crosscheck command>
"""

import json
import random
import re
import subprocess
import sys

import questions
import seeds
import text_form

# What is wrong with the shape of a policy document: keys and types that the text form has no words for.
ANOTHER_SHAPE = ("V01", "V21", "V23")
# What a reader takes as it stands: URLs and hosts, which the engine reads; bytes that are no UTF-8; requests that are asked of a policy directly.
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
                lines[at] = f"{key} {dice.choice(questions.WORDS.get(key, words))}"
            case 4:
                lines.insert(at, dice.choice(words))
            case _:
                key = dice.choice(list(questions.WORDS))
                lines.insert(at, f"{key} {dice.choice(questions.WORDS[key])}")
    return "\n".join(lines) + "\n"


def as_a_target_reads(given):
    """Without the fetches that are too many for one."""
    return given | {"fetches": given["fetches"][:questions.MOST_FETCHES]} if "fetches" in given else given


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
            asked += [(other, question) for question in questions.questions_of(other.encode(), every_mode=True)]
        except ValueError:
            continue
    for (text, _), answer in zip(asked, answers(command, [question for _, question in asked]), strict=True):
        error = json.loads(answer).get("error")
        if error and not AS_IT_STANDS.fullmatch(error["at"]):
            yield text, answer


def main():
    command = sys.argv[1]
    told = [(vector, text_form.text_of(vector["kind"], vector["input"])) for vector in seeds.vectors() if "error" not in vector["expect"]]
    texts = [(vector, text) for vector, text in told if text is not None]
    different, none = list(lost(command, texts)), list(refused(command, texts))
    for name, one, other in different[:10]:
        print(f"{name}\n  its own:      {one[:500]}\n  by the text:  {other[:500]}")
    for text, answer in none[:10]:
        print(f"{text}  is refused: {answer[:500]}")
    print(f"{len(texts)} vectors, {len(different)} answered otherwise, {len(none)} refused where they are changed")
    sys.exit(1 if different or none or len(texts) < 2000 else 0)


if __name__ == "__main__":
    main()

"""The text form loses nothing: a vector's question that is written in it and read back is answered as the vector's own question is.

  python3 fuzz/text_form_test.py <the crosscheck command>
"""

import json
import subprocess
import sys

import seeds
import text_form

# What is wrong with the shape of a policy document: keys and types that the text form has no words for.
ANOTHER_SHAPE = ("V01", "V21", "V23")


def answers(command, questions):
    told = subprocess.run([command, "evaluate", "--lines"], input="\n".join(map(json.dumps, questions)), capture_output=True, text=True, check=True)
    return told.stdout.removesuffix("\n").split("\n")


def is_of_another_shape(answer):
    output = json.loads(answer).get("output", {})
    return any(fault["code"] in ANOTHER_SHAPE for fault in output.get("errors", []))


def main():
    written, own, names = [], [], []
    for vector in seeds.vectors():
        text = None if "error" in vector["expect"] else text_form.text_of(vector["kind"], vector["input"])
        if text is None:
            continue
        questions = text_form.questions_of(text.encode())
        if len(questions) != 1:
            sys.exit(f"{vector['id']}: its text asks {len(questions)} questions")
        names.append(vector["id"])
        own.append({"kind": vector["kind"], "input": vector["input"]})
        written += questions
    different = [(name, one, other) for name, one, other in zip(names, answers(sys.argv[1], own), answers(sys.argv[1], written), strict=True)
                 if one != other and not is_of_another_shape(one)]
    for name, one, other in different[:10]:
        print(f"{name}\n  its own:      {one[:500]}\n  by the text:  {other[:500]}")
    print(f"{len(names)} vectors, {len(different)} answered otherwise")
    sys.exit(1 if different or len(names) < 2000 else 0)


if __name__ == "__main__":
    main()

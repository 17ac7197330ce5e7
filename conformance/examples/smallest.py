import json
import re
import sys


# What is under test: call your own code here.
def is_safelisted(method):
    return method in ("GET", "HEAD", "POST")


def answer(kind, given):
    if kind == "hello":
        return {"output": {"protocol": 1, "nonce": given["nonce"], "name": "mine", "version": "1", "language": "Python", "source": "",
                           "roles": ["library"], "kinds": ["safelisted-method"], "capabilities": []}}
    if kind != "safelisted-method":
        return {"skip": f"kind {kind}"}
    for key in [*given, "method"]:
        if key != "method" or not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", given.get(key, ""), re.ASCII):
            return {"error": {"code": "bad-input", "at": f"/input/{key}", "detail": "a method is a token"}}
    return {"output": {"safelisted": is_safelisted(given["method"])}}


for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({"id": question["id"], **answer(question["kind"], question["input"])}), flush=True)

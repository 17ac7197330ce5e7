"""Makes corpus/<target>/ of the conformance vectors, and turns an input back into the question that it asks.

  python3 fuzz/seeds.py export [--programs build/fuzz] [target...]   what adds coverage, under the names of the vectors,
                                                                     and what handmade.py and kept_vectors.py name
  python3 fuzz/seeds.py question corpus/whole_fetch/crash-…          a question a line, for `crosscheck evaluate --lines` and for a vector;
                                                                     --whole: all that the target holds against it
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import handmade
import kept_vectors
import questions
import text_form

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 4096  # what libFuzzer would cut
MOST = 64  # seeds of one target


def vectors():
    for path in sorted((ROOT / "conformance/vectors").glob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["vectors"]


def raw(text):
    """An isomorphic string as bytes."""
    return text.encode("latin-1", "replace")


def values_of(given):
    return b"\n".join(raw(value) for _, value in given.get("headers", []))


def text_seed(*kinds):
    return lambda kind, given: text_form.text_of(kind, given).encode() if kind in kinds else None


def value_seed(kinds, key="value"):
    return lambda kind, given: raw(given[key]) if kind in kinds and isinstance(given.get(key), str) else None


def safelist_seed(kind, given):
    if kind in ("safelisted-request-header", "no-cors-safelisted-request-header", "forbidden-request-header"):
        return ("\n".join(["kind unsafe-request-header-names"] + text_form.header_lines([[given["name"], given["value"]]])) + "\n").encode()
    return text_seed("unsafe-request-header-names")(kind, given)


def mime_seed(kind, given):
    return raw(given["value"]) if kind == "safelisted-request-header" and given["name"].lower() == "content-type" else None


def range_seed(kind, given):
    if kind == "safelisted-request-header" and given["name"].lower() == "range":
        return raw(given["value"])
    return value_seed(("parse-range",))(kind, given)


def url_seed(kind, given):
    if kind != "origin-of-url":
        return None
    return "\n".join(filter(None, [given["url"], given.get("base")])).encode("utf-8", "surrogatepass")


def origin_seed(kind, given):
    if kind in ("cors-check", "corp-check", "tao-check"):
        return given["origin"].encode()
    return value_seed(("origin-header",))(kind, given)


def header_list_seed(kind, given):
    if kind not in ("exposed-headers", "get-decode-split", "extract-header-list"):
        return None
    asked = [f"get {text_form.of_text(given['name'])}"] if "name" in given else []
    return ("\n".join(text_form.header_lines(given["headers"]) + asked) + "\n").encode()


def page_seed(kind, given):
    """A policy, and a page's request that leads to the request which the server is asked about."""
    if kind != "policy":
        return None
    request = given["request"]
    headers = {name.lower(): value for name, value in request.get("headers", [])}
    lines = text_form.policy_lines(given["policy"]) + ["request", f"origin {headers.get('origin', 'https://app.example')}"]
    lines.append(f"path {request.get('path', '/')}")
    lines.append(f"method {text_form.of_bytes(headers.get('access-control-request-method', request['method']))}")
    names = headers.get("access-control-request-headers", "").split(",")
    lines += text_form.header_lines([[name.strip(), "1"] for name in names if name.strip()])
    if len(lines) % 2:
        lines.append("credentials include")
    return ("\n".join(lines) + "\n").encode()


def cache_seed(kind, given):
    if kind != "fetch" or len(given["fetches"]) < 2:
        return None
    lines, now = [], 0
    for fetch in given["fetches"]:
        at = int(fetch.get("at", now))
        lines.append(f"wait {at - now}")
        now = at
        request = fetch["request"]
        for key in ("url", "origin", "method", "credentials"):
            lines.append(f"{key} {text_form.of_text(request.get(key, {'method': 'GET', 'credentials': 'same-origin'}.get(key, '')))}")
        lines.append(f"partition {fetch.get('partition', '')}")
        lines += [f"ask {name}" for name, _ in request.get("headers", [])] or ["ask x-a"]
        granted = {name.lower(): value for name, value in (fetch.get("responses") or [{}])[0].get("headers", [])}
        lines.append(f"max_age {granted.get('access-control-max-age', 5)}")
        lines.append(f"methods {granted.get('access-control-allow-methods', '')}")
        lines.append(f"header_names {granted.get('access-control-allow-headers', '')}")
        lines += ["store", "ask x-a"]
    return ("\n".join(lines) + "\n").encode("utf-8")


def response_seed(kind, given):
    if kind not in ("cors-check", "exposed-headers"):
        return None
    lines = b"".join(raw(name) + b": " + raw(value) + b"\r\n" for name, value in given["headers"])
    return b"HTTP/1.1 200 OK\r\n" + lines + b"Content-Length: 0\r\n\r\n"


def decision_seed(kind, given):
    if kind != "policy":
        return None
    request = given["request"]
    lines = [raw(name) + b": " + raw(value) for name, value in request.get("headers", [])]
    return b"\n".join([b"0" + raw(request["method"])] + lines)


def as_json(value):
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def question_seed(kind, given):
    return as_json({"kind": kind, "input": given, "trace": len(kind) % 2 == 0})


def policy_document_seed(kind, given):
    return as_json(given["policy"]) if kind in ("policy", "validate-policy") else None


def batch_seed(kind, given):
    return b"[" + as_json({"id": kind, "kind": kind, "input": given}) + b"]" if kind.endswith("-check") else None


def query_seed(kind, given):
    """What stands in URLs is what a query holds as well."""
    if kind == "origin-of-url" and "?" in given["url"]:
        return given["url"].split("?", 1)[1].encode("utf-8", "surrogatepass")
    return None


def address_seed(kind, given):
    return given["url"].encode("utf-8", "surrogatepass") if kind == "origin-of-url" and given.get("base") is None else None


def log_seed(vector):
    """A run in which one answer was wrong and the other was not."""
    header = {"record": "header", "version": 1, "suite_version": "0.1.0", "standard_commit": "586cd2a", "profile": "standard",
              "command": ["crosscheck", "run"], "started": "2026-07-02T12:00:00Z", "seed": 1, "vectors": 1, "selected": 1,
              "implementations": [{"name": "a", "target": "exec:a", "kinds": [vector["kind"]]}, {"name": "b", "target": "builtin:engine"}]}
    told = {key: vector[key] for key in ("rev", "title", "kind", "level", "covers", "flags") if key in vector}
    told = {"record": "result", "vector": vector["id"], "area": vector["id"].split("/")[0], **told}
    wrong = {"implementation": "a", "outcome": "fail" if vector["level"] == "must" else "info", "direction": "permissive", "pointer": "",
             "expected": vector["expect"], "got": None, "question": {"kind": vector["kind"], "input": vector["input"]},
             "answer": {"output": {}}, "rule": (vector["covers"] or [""])[-1], "wire": ["GET / HTTP/1.1\r\n\r\n"], "duration_us": 7}
    right = {"implementation": "b", "outcome": "pass", "duration_us": 1}
    counts = {one["implementation"]: {vector["level"]: {one["outcome"]: 1}} for one in (wrong, right)}
    footer = {"record": "footer", "finished": "2026-07-02T12:00:01Z", "counts": counts, "exit": 1}
    return b"\n".join(map(as_json, (header, told | wrong, told | right, footer)))


def answer_seed(vector):
    """A question, what is expected, and whatever else is accepted."""
    def answer_of(expect):
        return {"id": "0", "error": expect["error"]} if "error" in expect else {"id": "0", "output": expect}
    question = {"kind": vector["kind"], "input": vector["input"]}
    accepted = [vector["expect"]] + [other["expect"] for other in vector.get("alternatives", [])]
    return b"\n".join(map(as_json, [question] + list(map(answer_of, accepted))))


def file_seed(vector):
    return as_json({"area": vector["id"].split("/")[0], "title": "x", "vectors": [vector]})


# What is fed with whole vectors.
WHOLE = {"adapter_answer": answer_seed, "run_log": log_seed, "vector_file": file_seed}

# What each other target is fed with: a function of a vector's kind and input.
SEEDS = {
    "address": address_seed,
    "cors_check": text_seed("cors-check"),
    "decision_bytes": decision_seed,
    "get_decode_split": lambda kind, given: values_of(given) if kind == "get-decode-split" else None,
    "header_list": header_list_seed,
    "http_request": lambda kind, given: None,
    "http_response": response_seed,
    "json_question": question_seed,
    "list_grammar": lambda kind, given: values_of(given) if kind == "extract-header-list" else None,
    "method": value_seed(("normalize-method", "safelisted-method"), "method"),
    "mime_type": mime_seed,
    "oracle_body": batch_seed,
    "oracle_head": lambda kind, given: None,
    "oracle_query": query_seed,
    "origin": origin_seed,
    "origin_header": value_seed(("origin-header",)),
    "policy_against_fetch": page_seed,
    "policy_compile": text_seed("policy", "validate-policy"),
    "policy_decision": text_seed("policy"),
    "policy_document": policy_document_seed,
    "preflight_cache": cache_seed,
    "preflight_judgement": text_seed("preflight-check"),
    "range": range_seed,
    "response_checks": text_seed("corp-check", "tao-check", "exposed-headers"),
    "safelist": safelist_seed,
    "url": url_seed,
    "whole_fetch": text_seed("fetch"),
} | WHOLE


# What the inputs of a target ask, where a question of the contract can ask it.
QUESTIONS = {
    "cors_check": ("cors-check",),
    "policy_compile": ("validate-policy", "policy"),
    "policy_decision": ("policy",),
    "preflight_judgement": ("preflight-check",),
    "response_checks": ("corp-check", "tao-check", "exposed-headers"),
    "safelist": ("unsafe-request-header-names",),
    "whole_fetch": ("fetch",),
}
JSON_TARGETS = ("json_question", "oracle_body", "policy_document", *WHOLE)


def candidates(target):
    """name -> bytes, of every vector that the target can be fed with."""
    found = dict(handmade.SEEDS.get(target, {}))
    for vector in vectors():
        # What the contract refuses has perhaps not even the shape of its kind.
        if "error" in vector["expect"] and target not in JSON_TARGETS:
            continue
        data = WHOLE[target](vector) if target in WHOLE else SEEDS[target](vector["kind"], vector["input"])
        if data and len(data) <= LONGEST:
            found[re.sub(r"[^a-z0-9]+", "-", vector["id"].lower()).strip("-")] = data
    return found


def minimized(program, found):
    """Those of the candidates that a merge keeps, of which each adds coverage; the first ones add most."""
    by_hash = {}
    for name, data in sorted(found.items(), key=lambda item: (len(item[0]), item[0])):
        by_hash.setdefault(hashlib.sha1(data).hexdigest(), name)
    with tempfile.TemporaryDirectory() as folder:
        all_of_them, kept = Path(folder, "all"), Path(folder, "kept")
        all_of_them.mkdir()
        kept.mkdir()
        for name in by_hash.values():
            (all_of_them / name).write_bytes(found[name])
        command = [program, "-merge=1", "-set_cover_merge=1", "-use_counters=0", f"-artifact_prefix={folder}/", str(kept), str(all_of_them)]
        ended = subprocess.run(command, capture_output=True, check=False)
        # WHY: a merge passes over what it falls over, and ends as if nothing were wrong.
        fallen = {by_hash.get(hashlib.sha1(path.read_bytes()).hexdigest(), "?") for path in Path(folder).iterdir() if path.is_file()}
        if ended.returncode or fallen:
            sys.exit(f"{program} -merge=1 ended with {ended.returncode}, and falls over {sorted(fallen) or 'nothing'}:\n"
                     f"{ended.stderr.decode(errors='replace')[-2000:]}")
        # NOTE: a merge writes them in the order in which it chose them.
        chosen = sorted(kept.iterdir(), key=lambda path: path.stat().st_mtime_ns)[:MOST]
        return {by_hash[hashlib.sha1(path.read_bytes()).hexdigest()]: path.read_bytes() for path in chosen}


def export(programs, targets):
    for target in targets or sorted(SEEDS):
        found = candidates(target)
        # What was written by hand is kept whatever a merge says, and what alone notices a bug: it stands for something.
        always = [*handmade.SEEDS.get(target, {}), *kept_vectors.KEPT.get(target, ())]
        if gone := sorted(set(always) - found.keys()):
            sys.exit(f"fuzz/kept_vectors.py: {target} is made of no vector of the name {', '.join(gone)}; where it has another one now, say so there")
        kept = minimized(programs / f"{target}_fuzz", found) | {name: found[name] for name in always}
        folder = ROOT / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        # What was found is kept: these are the regressions.
        for path in folder.iterdir():
            if not path.name.startswith("crash-"):
                path.unlink()
        for name, data in kept.items():
            (folder / name).write_bytes(data)
        print(f"{target}: {len(kept)} of {len(found)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    exporting = verbs.add_parser("export")
    exporting.add_argument("--programs", type=Path, default=ROOT / "build/fuzz")
    exporting.add_argument("targets", nargs="*")
    asking = verbs.add_parser("question")
    asking.add_argument("--whole", action="store_true", help="all that the target holds against it: each kind, a CORS check with each credentials mode")
    asking.add_argument("file", type=Path)
    options = parser.parse_args()
    if options.verb == "export":
        unknown = [target for target in options.targets if target not in SEEDS]
        if unknown:
            sys.exit(f"no such target: {' '.join(unknown)}; there are {' '.join(sorted(SEEDS))}")
        export(options.programs, options.targets)
        return
    try:
        # A file lies in the folder of its target.
        target = options.file.resolve().parent.name
        for question in questions.questions_of(options.file.read_bytes(), QUESTIONS.get(target, ()), options.whole):
            print(json.dumps(question, ensure_ascii=True))
    except ValueError as error:
        sys.exit(f"{options.file}: {error}")


if __name__ == "__main__":
    main()

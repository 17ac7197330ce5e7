#!/bin/sh
# An adapter: three kinds of question, answered by a program of jq. It reads a question from each line and writes an answer to each:
# conformance/examples/README.md. WHY --unbuffered: the runner waits for an answer before it asks on.
exec jq --compact-output --unbuffered '
def is_token: type == "string" and test("\\A[!#$%&\u0027*+.^_`|~0-9A-Za-z-]+\\z");

# ---- What an implementation does ----

# https://fetch.spec.whatwg.org/#concept-method
def normalize_method:
  (.method | ascii_upcase) as $upper
  | {method: (if $upper | IN("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT") then $upper else .method end),
     forbidden: ($upper | IN("CONNECT", "TRACE", "TRACK"))};

# https://fetch.spec.whatwg.org/#cors-safelisted-method
def safelisted_method: {safelisted: (.method | IN("GET", "HEAD", "POST"))};

# https://fetch.spec.whatwg.org/#extract-header-list-values: each line by itself, and one bad line loses them all.
def trim: sub("\\A[\\t ]+"; "") | sub("[\\t ]+\\z"; "");
def extract_header_list:
  (.name | ascii_downcase) as $name
  | [.headers[] | select(.[0] | ascii_downcase == $name) | .[1] | trim] as $lines
  | [$lines[] | split(",")[] | trim | select(. != "")] as $elements
  | if $lines == [] then null
    elif $name == "access-control-max-age" then
      if ($lines | length) == 1 and ($lines[0] | test("\\A[0-9]+\\z")) then $lines else "failure" end
    elif $elements | all(is_token) then $elements
    else "failure" end
  | {values: .};

# ---- What the contract asks of an adapter: a question that makes no sense is refused, with the place of the fault ----

def is_bytes: type == "string" and (explode | all(. < 256));
def is_listed_header:
  is_token and (ascii_downcase | IN("allow-methods", "allow-headers", "expose-headers", "max-age" | "access-control-" + .));
def faults_of_headers:
  if type != "array" then ""
  else to_entries[] | "/\(.key)" as $at | .value
    | if type != "array" or length != 2 then $at
      elif .[0] | is_token | not then $at + "/0"
      elif .[1] | is_bytes | not then $at + "/1"
      else empty end
  end;
def faults($keys):
  (keys_unsorted - $keys)[],
  ($keys[] as $key | .[$key]
    | if $key == "method" then select(is_token | not) | $key
      elif $key == "name" then select(is_listed_header | not) | $key
      else $key + faults_of_headers end);
def reply($keys; made):
  (first(.input | faults($keys)) // null) as $at
  | if $at then {error: {code: "bad-input", at: "/input/\($at)", detail: "the contract refuses this"}} else {output: (.input | made)} end;

{id} + (
  if .kind == "hello" then
    {output: {protocol: 1, nonce: .input.nonce, name: "checks.sh", version: "1", language: "jq", source: "conformance/examples/checks.sh",
      roles: ["library"], kinds: ["normalize-method", "safelisted-method", "extract-header-list"], capabilities: []}}
  elif .kind == "normalize-method" then reply(["method"]; normalize_method)
  elif .kind == "safelisted-method" then reply(["method"]; safelisted_method)
  elif .kind == "extract-header-list" then reply(["name", "headers"]; extract_header_list)
  else {skip: "kind \(.kind)"} end)
'

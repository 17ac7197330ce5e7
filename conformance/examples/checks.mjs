#!/usr/bin/env node
// An adapter: three kinds of question, each answered by a small implementation of its own. It needs Node.js and nothing else.
// It reads a question from each line and writes an answer to each: conformance/examples/README.md.
import {createInterface} from "node:readline";

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const trim = (text) => text.replace(/^[\t ]+/, "").replace(/[\t ]+$/, "");

// ---- What an implementation does ----

// https://fetch.spec.whatwg.org/#concept-header-list-get
function get(headers, name) {
  const values = headers.filter((line) => line[0].toLowerCase() === name.toLowerCase()).map((line) => trim(line[1]));
  return values.length > 0 ? values.join(", ") : null;
}

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split: a comma between quotes separates nothing.
function split(value) {
  const values = [];
  for (let end = -1; end < value.length;) {
    const piece = /(?:[^",]|"(?:[^"\\]|\\[^])*(?:"|\\?$))*/y;
    piece.lastIndex = end + 1;
    values.push(trim(piece.exec(value)[0]));
    end = piece.lastIndex;
  }
  return values;
}

// https://fetch.spec.whatwg.org/#simple-range-header-value, of which the safelist takes those that have a start.
function isSafelistedRange(value) {
  const [, start, end] = /^bytes=([0-9]+)-([0-9]*)$/.exec(value) ?? [];
  return start !== undefined && (end === "" || BigInt(start) <= BigInt(end));
}

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
function isSafelistedRequestHeader(name, value) {
  const unsafe = /[\0-\x08\x0A-\x1F"():<>?@[\\\]{}\x7F]/;
  if (value.length > 128) return false;
  switch (name.toLowerCase()) {
    case "accept":
      return !unsafe.test(value);
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type": {
      // The MIME type's essence is all that counts, and these three have nothing in them that could be parsed in another way.
      const essence = trim(value.split(";")[0]).toLowerCase();
      return !unsafe.test(value) && ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"].includes(essence);
    }
    case "range":
      return isSafelistedRange(value);
    default:
      return false;
  }
}

// https://fetch.spec.whatwg.org/#concept-cors-check
function corsCheck(origin, credentials, headers) {
  const allowed = get(headers, "Access-Control-Allow-Origin");
  if (credentials !== "include") return allowed === "*" || allowed === origin;
  return allowed === origin && get(headers, "Access-Control-Allow-Credentials") === "true";
}

// ---- What the contract asks of an adapter: a question that makes no sense is refused, with the place of the fault ----

class BadInput extends Error {}

function need(holds, at) {
  if (!holds) throw new BadInput(at);
}

const READERS = {
  value: (given, at) => need(typeof given === "string" && /^[\0-\xFF]*$/.test(given), at),
  name: (given, at) => need(typeof given === "string" && TOKEN.test(given), at),
  credentials: (given, at) => need(["omit", "same-origin", "include"].includes(given), at),
  origin(given, at) {
    const url = typeof given === "string" && URL.canParse(given) && new URL(given);
    need(given === "null" || url && url.host !== "" && `${url.protocol}//${url.host}` === given, at);
  },
  headers(given, at) {
    need(Array.isArray(given), at);
    given.forEach((line, i) => {
      need(Array.isArray(line) && line.length === 2, `${at}/${i}`);
      READERS.name(line[0], `${at}/${i}/0`);
      READERS.value(line[1], `${at}/${i}/1`);
    });
  },
};

const KINDS = {
  "get-decode-split": {
    keys: ["name", "headers"],
    answer({name, headers}) {
      const value = get(headers, name);
      return {values: value === null ? null : split(value)};
    },
  },
  "safelisted-request-header": {
    keys: ["name", "value"],
    answer: ({name, value}) => ({safelisted: isSafelistedRequestHeader(name, value)}),
  },
  "cors-check": {
    keys: ["origin", "credentials", "headers"],
    answer: ({origin, credentials, headers}) => ({result: corsCheck(origin, credentials, headers) ? "success" : "failure"}),
  },
};

const greeting = {
  protocol: 1, name: "checks.mjs", version: "1", language: "JavaScript", source: "conformance/examples/checks.mjs",
  roles: ["library"], kinds: Object.keys(KINDS), capabilities: ["opaque-origins"],
};

function answer(kind, input) {
  if (kind === "hello") return {output: {...greeting, nonce: input.nonce}};
  if (!Object.hasOwn(KINDS, kind)) return {skip: `kind ${kind}`};
  const {keys, answer} = KINDS[kind];
  try {
    for (const key of Object.keys(input)) need(keys.includes(key), `/input/${key}`);
    for (const key of keys) READERS[key](input[key], `/input/${key}`);
    return {output: answer(input)};
  } catch (fault) {
    if (!(fault instanceof BadInput)) throw fault;
    return {error: {code: "bad-input", at: fault.message, detail: "the contract refuses this"}};
  }
}

for await (const line of createInterface({input: process.stdin})) {
  const {id, kind, input} = JSON.parse(line);
  console.log(JSON.stringify({id, ...answer(kind, input)}));
}

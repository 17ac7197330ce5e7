#!/usr/bin/env node
// An adapter around something that is there already: the URL class of Node.js, asked for the origins of URLs.
// Where it is known to be wrong stands in origin_of_url.expect.json: conformance/examples/README.md.
import {createInterface} from "node:readline";

const greeting = {
  protocol: 1, name: "URL class of Node.js", version: process.version, language: "JavaScript",
  source: "https://nodejs.org/api/url.html", roles: ["library"], kinds: ["origin-of-url"], capabilities: ["idna"],
};

function answer(kind, input) {
  if (kind === "hello") return {output: {...greeting, nonce: input.nonce}};
  if (kind !== "origin-of-url") return {skip: `kind ${kind}`};
  for (const key of ["url", "base"]) {
    const left_out = key === "base" && (input.base ?? null) === null;
    if (typeof input[key] !== "string" && !left_out) return {error: {code: "bad-input", at: `/input/${key}`, detail: "a string is needed"}};
  }
  try {
    return {output: {origin: new URL(input.url, input.base ?? undefined).origin}};
  } catch {
    return {output: {origin: "failure"}};
  }
}

for await (const line of createInterface({input: process.stdin})) {
  const {id, kind, input} = JSON.parse(line);
  console.log(JSON.stringify({id, ...answer(kind, input)}));
}

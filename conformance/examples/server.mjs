#!/usr/bin/env node
// An adapter in the role of a server: an HTTP server with a small CORS layer of its own. It needs Node.js and nothing else.
// `serve` gives it a policy; the runner's requests then go to its URL: conformance/examples/README.md.
import {createServer} from "node:http";
import {createInterface} from "node:readline";

const KNOWN = ["origins", "null_origin", "credentials", "methods", "request_headers", "expose_headers", "max_age", "preflight_status",
  "rejected_preflight", "acknowledge"];
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/(\[[0-9a-f:]+\]|[^\s\x00-\x20"#%/:<>?@[\\\]^`{|}\x7f-\uffffA-Z]+)(:[0-9]+)?$/;

const isAny = (list) => list === "*" || list.includes("*");

// ---- The CORS layer ----

// Why it will not serve a policy; undefined where it will.
function rejection(policy) {
  const unknown = Object.keys(policy).find((key) => !KNOWN.includes(key));
  if (unknown) return `it knows nothing of ${unknown}`;
  const origins = policy.origins ?? [];
  if (policy.credentials && isAny(origins) && !policy.acknowledge?.includes("any-origin-with-credentials")) return "credentials for any origin";
  const wrong = !isAny(origins) && origins.find((origin) => !ORIGIN.test(origin));
  if (wrong) return `${wrong} is not an origin`;
}

// The headers that it adds to an answer; `get` looks up a header of the request.
function corsHeaders(policy, get, isPreflight) {
  const {origins = [], credentials = false, methods = [], request_headers: names = [], expose_headers: exposed = []} = policy;
  const isForAnybody = isAny(origins) && !credentials;
  const added = isForAnybody ? {} : {Vary: "Origin"};
  const origin = get("origin");
  const isAllowed = origin === "null" ? policy.null_origin : isAny(origins) ? ORIGIN.test(origin) : origins.includes(origin);
  if (!isForAnybody && !isAllowed) return added;
  added["Access-Control-Allow-Origin"] = isForAnybody ? "*" : origin;
  if (credentials) added["Access-Control-Allow-Credentials"] = "true";
  // With credentials a `*` means nothing, so what was asked for is allowed by its name.
  const put = (name, list, asked) => {
    const value = isAny(list) && credentials ? asked : [].concat(list).join(", ");
    if (value) added[name] = value;
  };
  if (isPreflight) {
    put("Access-Control-Allow-Methods", methods, get("access-control-request-method"));
    put("Access-Control-Allow-Headers", names, get("access-control-request-headers"));
    if (policy.max_age != null) added["Access-Control-Max-Age"] = String(policy.max_age);
  } else {
    put("Access-Control-Expose-Headers", exposed);
  }
  return added;
}

// ---- The server ----

let policy = {};
const server = createServer((request, response) => {
  const get = (name) => request.headers[name];
  const isPreflight = request.method === "OPTIONS" && get("origin") !== undefined && get("access-control-request-method") !== undefined;
  response.writeHead(isPreflight ? policy.preflight_status ?? 204 : 200, corsHeaders(policy, get, isPreflight));
  response.end();
});

// ---- The adapter ----

function answer(kind, input) {
  if (kind === "hello") {
    return {output: {protocol: 1, nonce: input.nonce, name: "server.mjs", version: "1", language: "JavaScript",
      source: "conformance/examples/server.mjs", roles: ["server"], kinds: ["serve"],
      capabilities: ["null-origin", "any-header", "any-method", "expose-any", "max-age"]}};
  }
  if (kind !== "serve") return {skip: `kind ${kind}`};
  const rejected = rejection(input.policy);
  if (rejected) return {output: {rejected}};
  policy = input.policy;
  return {output: {url: `http://127.0.0.1:${server.address().port}`}};
}

server.listen(0, "127.0.0.1", () => {
  const lines = createInterface({input: process.stdin});
  lines.on("line", (line) => {
    const {id, kind, input} = JSON.parse(line);
    process.stdout.write(JSON.stringify({id, ...answer(kind, input)}) + "\n");
  });
  lines.on("close", () => process.exit());
});

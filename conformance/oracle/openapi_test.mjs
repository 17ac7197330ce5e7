// The description of the oracle's surface, /openapi.json, against the oracle that serves it:
//   node openapi_test.mjs --command CROSSCHECK [--modules FOLDER]; ends with 77 where ajv or the validator of OpenAPI is missing.
// The document is valid and whole, every example in it is sent and answered as it says, every path takes the methods that it says and no
// other, and the limits that it tells are those of the server.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';

import {examplesOf, faultsOf, operationsOf, requestOf} from './openapi_document.mjs';
import {serve} from './serve_for_tests.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const {values: options} = parseArgs({options: {command: {type: 'string'}, modules: {type: 'string'}}});
const modules = resolve(options.modules ?? join(HERE, '..', 'node'));
for (const name of ['ajv', '@seriousme/openapi-schema-validator']) {
  if (existsSync(join(modules, 'node_modules', name))) continue;
  console.log(`skipped: ${name} is not installed in ${modules}; run \`npm ci\` there`);
  process.exit(77);
}
const Ajv = createRequire(join(modules, 'package.json'))('ajv/dist/2020').default;
const {Validator} = await import(pathToFileURL(join(modules, 'node_modules', '@seriousme', 'openapi-schema-validator', 'index.js')));

const told = (errors) => errors.slice(0, 3).map((error) => `${error.instancePath || '/'} ${error.keyword}: ${error.message}`).join('; ');
const copyOf = (value) => JSON.parse(JSON.stringify(value));

// What the official schema of OpenAPI 3.1 says, then what it cannot say.
async function lint(document) {
  const {valid, errors} = await new Validator().validate(copyOf(document));
  return [...(valid ? [] : [typeof errors === 'string' ? errors : told(errors)]), ...faultsOf(document)];
}

// Documents that the lint must refuse: a check that finds nothing anywhere proves nothing.
const BREAKS = {
  'no version': (document) => delete document.info.version,
  'a response without a description': (document) => delete document.paths['/version'].get.responses['200'].description,
  'a key that OpenAPI does not have': (document) => (document.paths['/version'].get.answers = {}),
  'a parameter in no place': (document) => (document.components.parameters.RequestId.in = 'body'),
  'a reference that leads nowhere': (document) => (document.paths['/version'].get.parameters[0].$ref = '#/components/parameters/None'),
  'a component that nothing uses': (document) => (document.components.schemas.unused = {}),
  'an operation without a summary': (document) => delete document.paths['/'].get.summary,
  'an operationId twice': (document) => (document.paths['/'].get.operationId = 'readVersion'),
  'a path without its parameter': (document) => (document.paths['/x/{y}'] = copyOf(document.paths['/healthz'])),
  'an example without its answer': (document) => delete document.paths['/v1/diff'].post.responses['422'].content['application/problem+json'].examples,
  'an answer without its request': (document) => delete document.paths['/v1/diff'].post.requestBody.content['application/json'].examples.three,
  'an operation without an example': (document) => delete document.paths['/healthz'].get.responses['200'].content['application/json'].examples,
};

async function checkLint(document) {
  assert.deepEqual(await lint(document), []);
  for (const [why, damage] of Object.entries(BREAKS)) {
    const damaged = copyOf(document);
    damage(damaged);
    assert.notDeepEqual(await lint(damaged), [], `the lint does not see ${why}`);
  }
}

// Schemas of the document, by the place where they stand.
class Schemas {
  constructor(document) {
    this.ajv = new Ajv({strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true});
    this.ajv.addVocabulary(['components']);
    // WHY a schema of its own: the rest of the document is none.
    this.ajv.addSchema({$id: 'surface', components: document.components}, 'surface', false, false);
    this.compiled = new Map();
  }

  validator(schema) {
    if (!this.compiled.has(schema)) this.compiled.set(schema, this.ajv.compile(withBase(schema)));
    return this.compiled.get(schema);
  }

  expect(schema, value, where) {
    const valid = this.validator(schema);
    assert.ok(valid(value), `${where}: ${told(valid.errors ?? [])}`);
  }

  refuses(schema, value) {
    return !this.validator(schema)(value);
  }
}

const withBase = (schema) => JSON.parse(JSON.stringify(schema), (key, value) =>
  key === '$ref' && typeof value === 'string' && value.startsWith('#/') ? `surface${value}` : value);

function sentFor(url, one, {parameters, body}) {
  let path = one.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const {name, in: where, value} of parameters) {
    if (where === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    if (where === 'query') query.set(name, value);
    if (where === 'header') headers[name] = value;
  }
  const request = {method: one.method.toUpperCase(), headers};
  if (body) {
    headers['Content-Type'] = body.type;
    const asText = body.example['x-sent-as-text'] || body.type !== 'application/json';
    request.body = asText ? body.example.value : JSON.stringify(body.example.value);
  }
  return fetch(url + path + (query.toString() === '' ? '' : `?${query}`), request);
}

const isJson = (type) => /[/+]json$/.test(type);

async function checkExample(url, schemas, one, shown) {
  const where = `${one.name}, example ${shown.name}`;
  const request = requestOf(one, shown.name);
  if (request.body && !request.body.example['x-sent-as-text']) {
    const {example, media} = request.body;
    if (example['x-faulty']) assert.ok(schemas.refuses(media.schema, example.value), `${where}: the request is faulty, and its schema takes it`);
    else schemas.expect(media.schema, example.value, `${where}, its request`);
  }
  const answer = await sentFor(url, one, request);
  const text = await answer.text();
  assert.equal(answer.status, Number(shown.status), `${where}: ${text.slice(0, 500)}`);
  assert.equal(answer.headers.get('Content-Type')?.split(';')[0], shown.type, where);
  const came = isJson(shown.type) ? JSON.parse(text) : text;
  schemas.expect(shown.media.schema, came, `${where}, its answer`);
  schemas.expect(shown.media.schema, shown.example.value, `${where}, as it is shown`);
  if (shown.example['x-compared'] !== 'shape') {
    assert.deepEqual(came, shown.example.value, where);
    // The order of keys is part of an answer.
    assert.equal(JSON.stringify(came), JSON.stringify(shown.example.value), where);
  }
  return answer;
}

// An answer that has an ETag is not sent again to who has it, and the document says so.
async function checkEtag(url, one, first, shown) {
  const etag = first.headers.get('ETag');
  const says = '304' in one.operation.responses;
  assert.equal(etag !== null, says, `${one.name}: it has ${etag ? 'an' : 'no'} ETag, and the document ${says ? 'tells' : 'does not tell'} of 304`);
  if (!etag) return;
  const request = requestOf(one, shown.name);
  const again = await sentFor(url, one, {...request, parameters: [...request.parameters, {name: 'If-None-Match', in: 'header', value: etag}]});
  assert.equal(again.status, 304, `${one.name} with its own ETag`);
  assert.equal(await again.text(), '');
}

async function checkExamples(url, document, schemas) {
  let count = 0;
  for (const one of operationsOf(document)) {
    for (const shown of examplesOf(document, one)) {
      const answer = await checkExample(url, schemas, one, shown);
      if (one.method === 'get' && shown.status === '200') await checkEtag(url, one, answer, shown);
      count += 1;
    }
  }
  return count;
}

// Each path takes what the document says and nothing else.
async function checkMethods(url, document, schemas) {
  for (const [path, item] of Object.entries(document.paths)) {
    const address = url + path.replaceAll(/\{[^}]+\}/g, 'x');
    const expected = [...(item.get ? ['GET', 'HEAD'] : []), ...(item.post ? ['POST'] : []), 'OPTIONS'].sort();
    const methodsOf = (answer) => (answer.headers.get('Allow') ?? '').split(', ').sort();
    assert.deepEqual(methodsOf(await fetch(address, {method: 'OPTIONS'})), expected, `OPTIONS ${path}`);
    for (const method of ['DELETE', item.get ? 'POST' : 'GET']) {
      const answer = await fetch(address, {method, ...(method === 'POST' ? {body: '{}', headers: {'Content-Type': 'application/json'}} : {})});
      const where = `${method} ${path}`;
      assert.equal(answer.status, 405, where);
      assert.deepEqual(methodsOf(answer), expected, where);
      schemas.expect(document.components.schemas.problem, await answer.json(), where);
    }
  }
  const nowhere = await fetch(`${url}/v2`);
  assert.equal(nowhere.status, 404);
  schemas.expect(document.components.schemas.problem, await nowhere.json(), 'GET /v2');
}

const inWords = (bytes) => (bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : `${bytes / 2 ** 10} KiB`);
const grouped = (number) => number.toLocaleString('en-US');

// The numbers in the document are those that /version tells.
async function checkLimits(url, document) {
  const {limits, question_limits: question, version} = await (await fetch(`${url}/version`)).json();
  assert.equal(document.info.version, version);
  const seconds = (milliseconds) => `${milliseconds / 1000} seconds`;
  const {responses} = document.components;
  const says = (text, ...sentences) => {
    for (const sentence of sentences) assert.ok(text.includes(sentence), `"${sentence}" does not stand in: ${text}`);
  };
  says(document.info.description, `a body of ${inWords(limits.body_bytes)}`,
    `of ${inWords(limits.batch_bytes)} and ${grouped(limits.batch_questions)} questions`, `${inWords(limits.batch_answer_bytes)} of answers`,
    `${limits.header_lines} header lines`, `${inWords(limits.header_bytes)} of them`, `${grouped(limits.connections)} open connections`,
    `${seconds(limits.read_milliseconds)} for each read`, `${seconds(limits.header_milliseconds)} for all header lines`,
    `${seconds(limits.body_milliseconds)} for a body`, `${seconds(limits.idle_milliseconds)} between two requests`,
    `may have ${inWords(question.bytes)}, a depth of ${question.depth}, ${question.fetches} fetches, ${question.responses} responses to each and ` +
      `${grouped(question.header_lines)} header lines`);
  says(document.paths['/v1/evaluate'].post.description, `${inWords(limits.body_bytes)} at most`);
  says(document.paths['/v1/evaluate/batch'].post.description, `at most ${grouped(limits.batch_questions)} questions`,
    `the body has ${inWords(limits.batch_bytes)} at most`, `have ${inWords(limits.batch_answer_bytes)} at most`);
  says(document.paths['/v1/diff'].post.description, `a body of at most ${inWords(limits.batch_bytes)}`);
  says(responses.HeadTooLarge.description, `${limits.header_lines} header lines`, inWords(limits.header_bytes));
  says(responses.Late.description, `${seconds(limits.header_milliseconds)} for each`, `${limits.read_milliseconds / 1000} for each read`);
  assert.equal(document.components.schemas.batch.maxItems, limits.batch_questions);
}

// The suite's schemas mean the same in the document: what they must refuse is refused, where they stand as components.
function checkSchemas(document, schemas) {
  const cases = JSON.parse(readFileSync(join(HERE, '..', 'schema', 'refused.json'), 'utf8'));
  const held = cases.filter(({schema}) => document.components.schemas[schema]);
  assert.ok(held.length > 50, `the document has the schemas of ${held.length} documents only`);
  for (const {schema, why, document: refused} of held) assert.ok(schemas.refuses(document.components.schemas[schema], refused), why);
  return held.length;
}

const server = await serve(options.command, '--log', 'none');
try {
  const document = await (await fetch(`${server.url}/openapi.json`)).json();
  const schemas = new Schemas(document);
  await checkLint(document);
  const count = await checkExamples(server.url, document, schemas);
  await checkMethods(server.url, document, schemas);
  await checkLimits(server.url, document);
  const refused = checkSchemas(document, schemas);
  console.log(
    `${operationsOf(document).length} operations, ${count} examples answered as they are shown, ` +
      `${Object.keys(BREAKS).length} damaged documents and ${refused} of refused.json refused`);
} finally {
  await server.stop();
}

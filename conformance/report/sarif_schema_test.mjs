// SARIF reports against the schema that OASIS gives for SARIF 2.1.0, as @microsoft/jest-sarif carries it.
// node sarif_schema_test.mjs --command CROSSCHECK [--modules FOLDER]; ends with 77 where that package is missing.
import {spawnSync} from 'node:child_process';
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const {values: options} = parseArgs({options: {command: {type: 'string'}, modules: {type: 'string'}}});
assert.ok(options.command, 'name the program: --command CROSSCHECK');
const modules = resolve(options.modules ?? join(HERE, '..', 'node'));
const carrier = join(modules, 'node_modules', '@microsoft', 'jest-sarif');
if (!existsSync(carrier)) {
  console.log(`skipped: @microsoft/jest-sarif is not installed in ${modules}; run \`npm ci\` there`);
  process.exit(77);
}
// WHY this ajv: the schema is of draft 4, which the ajv of the package beside it reads and the one of our own schemas does not.
const require = createRequire(join(carrier, 'package.json'));
const Ajv = require('ajv');
const ajv = new Ajv({schemaId: 'id', meta: false, allErrors: true, unknownFormats: 'ignore'});
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const valid = ajv.compile(JSON.parse(readFileSync(join(carrier, 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8')));

function sarifOf(words, why) {
  const run = spawnSync(resolve(options.command), [...words, '--format', 'sarif'], {encoding: 'utf8', cwd: join(HERE, '..', '..'), maxBuffer: 2 ** 28});
  assert.ok(run.stdout, `${why}: nothing came, and it ended with ${run.status}: ${run.stderr}`);
  const document = JSON.parse(run.stdout);
  assert.ok(valid(document), `${why}: ${JSON.stringify(valid.errors, null, 1)}`);
  return document;
}

const sample = sarifOf(['report', 'conformance/report/sample.jsonl'], 'the sample of all outcomes');
const silent = sarifOf(['run', '--only', 'area:cors-check'], 'a run without a failure');
const failing = sarifOf(['run', '--only', 'kind:safelisted-request-header', '--only', 'kind:cors-check', '--adapter', 'builtin:engine',
                         '--adapter', 'exec:exit 5'], 'a run with an implementation that is refused');
assert.equal(silent.runs[0].results.length, 0);
assert.equal(failing.runs.length, 2);
assert.ok(sample.runs.some((run) => run.results.length > 0), 'the sample has no result that could be at fault');

// The schema does hold something against what is wrong.
const result = sample.runs.findIndex((run) => run.results.length > 0);
const wrongs = {
  'a result without its message': (document) => delete document.runs[result].results[0].message,
  'a level that is none': (document) => { document.runs[result].results[0].level = 'must'; },
  'a key that the format does not know': (document) => { document.runs[result].results[0].outcome = 'fail'; },
  'a place of no rule': (document) => { document.runs[result].results[0].ruleIndex = -2; },
  'a time without its zone': (document) => { document.runs[result].invocations[0].startTimeUtc = 'yesterday'; },
  'a help that is no address': (document) => { document.runs[result].tool.driver.rules[0].helpUri = 'no address'; },
  'another version': (document) => { document.version = '2.0.0'; },
};
for (const [why, spoil] of Object.entries(wrongs)) {
  const document = structuredClone(sample);
  spoil(document);
  assert.ok(!valid(document), `${why} is not refused`);
}
console.log(`${sample.runs.length + silent.runs.length + failing.runs.length} runs are valid, ${Object.keys(wrongs).length} documents are refused`);

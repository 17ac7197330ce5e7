// The schema of run logs against a log, and against lines that it must refuse.
// node run_log_schema_test.mjs [--modules FOLDER] [--command CROSSCHECK]; ends with 77 where ajv is missing.
// With a command, a fresh log of it is held against the schema too.
import {spawnSync} from 'node:child_process';
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const {values: options} = parseArgs({options: {command: {type: 'string'}, modules: {type: 'string'}}});
const modules = resolve(options.modules ?? join(HERE, '..', 'node'));
if (!existsSync(join(modules, 'node_modules', 'ajv'))) {
  console.log(`skipped: ajv is not installed in ${modules}; run \`npm ci\` there`);
  process.exit(77);
}
const Ajv = createRequire(join(modules, 'package.json'))('ajv/dist/2020').default;
const schema = JSON.parse(readFileSync(join(HERE, '..', 'schema', 'run-log.schema.json'), 'utf8'));
const valid = new Ajv({strict: true, strictTypes: false, strictRequired: false}).compile(schema);

const linesOf = (text) => text.trim().split('\n').map((line) => JSON.parse(line));
function checkLog(text, name) {
  const lines = linesOf(text);
  lines.forEach((line, at) => assert.ok(valid(line), `${name}, line ${at + 1}: ${JSON.stringify(valid.errors)}`));
  return lines;
}

const lines = checkLog(readFileSync(join(HERE, 'sample.jsonl'), 'utf8'), 'sample.jsonl');
const header = lines[0];
const result = lines.find((line) => line.outcome === 'fail');
const footer = lines.at(-1);

// What is refused, and why.
const refused = [
  ['a header of another version', {...header, version: 2}],
  ['a header with an unknown key', {...header, note: 'x'}],
  ['a time without its zone', {...header, started: '2026-07-02T12:00:00'}],
  ['an implementation without a name', {...header, implementations: [{target: 'exec:x'}]}],
  ['a shard that is none', {...header, shard: 'first'}],
  ['a result with an unknown outcome', {...result, outcome: 'failed'}],
  ['a result with an unknown key', {...result, reason: 'x'}],
  ['a result of revision 0', {...result, rev: 0}],
  ['a pointer that does not begin with a slash', {...result, pointer: 'result'}],
  ['a byte above U+00FF', {...result, wire: ['\u0100']}],
  ['a trace that is no list of objects', {...result, trace: ['CHK-3']}],
  ['a footer with a level that is none', {...footer, counts: {x: {shall: {pass: 1}}}}],
  ['a footer that counts to zero', {...footer, counts: {x: {must: {pass: 0}}}}],
  ['a footer without its exit code', (({exit, ...rest}) => rest)(footer)],
  ['a record of no sort', {record: 'page'}],
];
for (const [why, line] of refused) assert.ok(!valid(line), `${why} is not refused`);

if (options.command) {
  const folder = mkdtempSync(join(tmpdir(), 'crosscheck-log-'));
  const log = join(folder, 'run.jsonl');
  const run = spawnSync(resolve(options.command), ['run', '--only', 'area:cors-check', '--log', log], {encoding: 'utf8'});
  assert.ok(existsSync(log), `crosscheck run --log wrote no log, and ended with ${run.status}: ${run.stderr}`);
  checkLog(readFileSync(log, 'utf8'), 'a fresh log');
  rmSync(folder, {recursive: true});
}
console.log(`${lines.length} lines are valid, ${refused.length} are refused`);

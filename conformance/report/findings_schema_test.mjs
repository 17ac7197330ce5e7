// Reports of findings against their schemas: JSON, SARIF, baselines, and the policies that audits print.
// node findings_schema_test.mjs --command CROSSCHECK [--modules FOLDER]; ends with 77 where ajv is missing.
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {ORIGIN, SERVERS, run} from './findings_servers.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const {values: options} = parseArgs({options: {command: {type: 'string'}, modules: {type: 'string'}}});
assert.ok(options.command, 'name the program: --command CROSSCHECK');
const command = resolve(options.command);
const modules = resolve(options.modules ?? join(HERE, '..', 'node'));
if (!existsSync(join(modules, 'node_modules', 'ajv'))) {
  console.log(`skipped: ajv is not installed in ${modules}; run \`npm ci\` there`);
  process.exit(77);
}
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const schema = (name) => read(join(HERE, '..', 'schema', `${name}.schema.json`));
const Ajv = createRequire(join(modules, 'package.json'))('ajv/dist/2020').default;
const ajv = new Ajv({strict: true, strictTypes: false, strictRequired: false, allErrors: true});
for (const name of ['question', 'policy', 'findings', 'baseline']) ajv.addSchema(schema(name));
const isReport = ajv.getSchema('findings.schema.json');
const isBaseline = ajv.getSchema('baseline.schema.json');

// The schema of SARIF is of draft 4, which the ajv of the package that carries it reads.
const carrier = join(modules, 'node_modules', '@microsoft', 'jest-sarif');
let isSarif = null;
if (existsSync(carrier)) {
  const require = createRequire(join(carrier, 'package.json'));
  const old = new (require('ajv'))({schemaId: 'id', meta: false, allErrors: true, unknownFormats: 'ignore'});
  old.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
  isSarif = old.compile(read(join(carrier, 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json')));
}

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-findings-'));
const expected = {list: 0, reflects: 1, suffix: 1, prefix: 1, star: 1, off: 0};
const reports = {};
for (const [name, start] of Object.entries(SERVERS)) {
  const server = await start();
  const words = ['audit', `${server.url}/`, '--origin', ORIGIN, '--seed', '7'];
  const baseline = join(folder, `${name}.json`);
  const policy = join(folder, `${name}.policy.json`);
  const json = await run(command, [...words, '--format', 'json', '--write-baseline', baseline, '--write-policy', policy]);
  assert.equal(json.code, expected[name], `${name}: ${json.err}${json.out.slice(0, 3000)}`);
  const report = JSON.parse(json.out);
  assert.ok(isReport(report), `${name}: ${JSON.stringify(isReport.errors, null, 1)}`);
  assert.equal(report.exit, json.code);
  assert.ok(isBaseline(read(baseline)), `${name}: ${JSON.stringify(isBaseline.errors)}`);
  const known = await run(command, [...words, '--format', 'json', '--baseline', baseline]);
  assert.equal(known.code, 0, `${name}: what was written as known fails again: ${known.out.slice(0, 2000)}`);
  assert.ok(isReport(JSON.parse(known.out)), JSON.stringify(isReport.errors));
  const validated = await run(command, ['policy', policy]);
  assert.equal(validated.code, 0, `${name}: the policy does not validate: ${validated.out}`);
  // What was inferred is what the server is held against.
  const checked = await run(command, ['check', `${server.url}/`, '--policy', policy, '--format', 'json', '--seed', '7']);
  const check = JSON.parse(checked.out);
  assert.ok(isReport(check), `${name}, check: ${JSON.stringify(isReport.errors, null, 1)}`);
  if (name === 'list') assert.deepEqual(check.findings.filter((finding) => finding.fails), []);
  if (isSarif) {
    const sarif = await run(command, [...words, '--format', 'sarif']);
    assert.ok(isSarif(JSON.parse(sarif.out)), `${name}: ${JSON.stringify(isSarif.errors, null, 1)}`);
  }
  server.close();
  reports[name] = report;
}

const ids = (name) => reports[name].findings.map((finding) => finding.id);
assert.ok(ids('reflects').includes('A01'));
assert.ok(ids('suffix').includes('A06'));
assert.ok(ids('prefix').includes('A07'));
assert.ok(ids('star').includes('A03'));
assert.deepEqual(ids('list').filter((id) => id.startsWith('A')), []);
assert.match(reports.off.vacuous, /CORS header/);

// The schema does hold something against what is wrong.
const wrongs = {
  'a finding of no severity': (report) => { report.findings[0].severity = 'may'; },
  'a finding without a summary': (report) => { delete report.findings[0].summary; },
  'a key that the format does not know': (report) => { report.findings[0].note = 'x'; },
  'an id that is none': (report) => { report.findings[0].id = 'Q1'; },
  'a direction that is none': (report) => { report.findings[0].direction = 'up'; },
  'a state that is none': (report) => { report.properties[0].state = 'fine'; },
  'an exit that no report has': (report) => { report.exit = 2; },
  'a policy that is none': (report) => { report.policy = {origin: '*'}; },
  'another version': (report) => { report.report = 2; },
  'a time without its zone': (report) => { report.started = '2026-07-02T12:00:00'; },
  'a count below zero': (report) => { report.counts.probes = -1; },
};
for (const [why, spoil] of Object.entries(wrongs)) {
  const report = structuredClone(reports.reflects);
  spoil(report);
  assert.ok(!isReport(report), `${why} is not refused`);
}
for (const [why, baseline] of Object.entries({
  'no list': {}, 'an id that is none': {baseline: [{id: 'x', probe: ''}]}, 'no probe': {baseline: [{id: 'P001'}]},
  'an unknown key': {baseline: [{id: 'P001', probe: '', outcome: 'fail'}]}, 'a link that is none': {baseline: [{id: 'P001', probe: '', link: 'x'}]},
})) {
  assert.ok(!isBaseline(baseline), `${why} is not refused`);
}

writeFileSync(join(folder, 'unknown.json'), '{"baseline": [{"id": "P999", "probe": "x"}]}');
const unknown = await run(command, ['audit', 'http://127.0.0.1:9/', '--baseline', join(folder, 'unknown.json')]);
assert.equal(unknown.code, 2);
assert.match(unknown.err, /there is no rule "P999"/);
rmSync(folder, {recursive: true});
console.log(`${Object.keys(reports).length} servers, ${Object.keys(wrongs).length} documents are refused${isSarif ? '' : ', SARIF not asked: @microsoft/jest-sarif is missing'}`);

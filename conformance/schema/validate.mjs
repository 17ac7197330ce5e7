// Holds the schemas against what they describe:
//   node validate.mjs --modules FOLDER [--command CROSSCHECK]
// Every vector file, the tables and the policies are valid, every vector's question is (unless it has to be refused), and every document
// of refused.json is refused where it says. With --command the engine is asked every vector, with its trace, and each answer is valid.
// FOLDER is where `ajv` is installed; where it is not, the test ends with 77, which means skipped.

import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const SUITE = dirname(HERE);
const SKIPPED = 77;

const {values: options} = parseArgs({options: {modules: {type: 'string'}, command: {type: 'string'}}});
const modules = resolve(options.modules ?? join(SUITE, 'node'));
if (!existsSync(join(modules, 'node_modules', 'ajv'))) {
  console.log(`skipped: ajv is not installed in ${modules}; run \`npm ci\` there`);
  process.exit(SKIPPED);
}
const Ajv = createRequire(join(modules, 'package.json'))('ajv/dist/2020').default;

const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const filesOf = (folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => join(folder, name));

// A schema is known by its file's name, which is its $id; a run log's stands beside the others and is used by its own tests.
const ajv = new Ajv({strict: true, strictTypes: false, strictRequired: false, allErrors: true});
const schemas = filesOf(HERE).filter((path) => path.endsWith('.schema.json'));
for (const path of schemas) ajv.addSchema(read(path));
const validator = (reference) => {
  const validate = ajv.getSchema(reference);
  if (!validate) throw new Error(`there is no schema ${reference}`);
  return validate;
};
for (const path of schemas) validator(read(path).$id);

const told = (errors) => errors.slice(0, 3).map((error) => `${error.instancePath || '/'} ${error.keyword}: ${error.message}`).join('; ');
function expectValid(reference, document, where) {
  const validate = validator(reference);
  if (!validate(document)) fault(where, told(validate.errors));
}

function checkFiles() {
  const tables = [['flags.schema.json', 'flags.json'], ['manifest.schema.json', 'manifest.json']];
  for (const [schema, name] of tables) expectValid(schema, read(join(SUITE, name)), name);
  for (const path of filesOf(join(SUITE, 'policies'))) expectValid('policy.schema.json', read(path), path);
  const vectors = [];
  for (const path of filesOf(join(SUITE, 'vectors'))) {
    const file = read(path);
    expectValid('vectors.schema.json', file, path);
    vectors.push(...file.vectors);
  }
  return vectors;
}

const questionOf = (vector, id) => ({id, kind: vector.kind, input: vector.input, trace: true});
const isRefused = (vector) => 'error' in vector.expect;

function checkQuestions(vectors) {
  for (const vector of vectors) {
    if (!isRefused(vector)) expectValid('question.schema.json', questionOf(vector, vector.id), `the question of ${vector.id}`);
  }
}

function checkRefused() {
  const cases = read(join(HERE, 'refused.json'));
  for (const {schema, why, document, keyword, at} of cases) {
    const validate = validator(`${schema}.schema.json`);
    if (validate(document)) {
      fault(why, `${schema}.schema.json accepts it`);
    } else if (!validate.errors.some((error) => error.keyword === keyword && error.instancePath === at)) {
      fault(why, `refused, but not by ${keyword} at ${at || '/'}: ${told(validate.errors)}`);
    }
  }
  return cases.length;
}

function checkAnswers(vectors) {
  const questions = vectors.map((vector, number) => JSON.stringify(questionOf(vector, String(number))) + '\n').join('');
  const run = spawnSync(options.command, ['evaluate', '--lines'], {input: questions, encoding: 'utf8', maxBuffer: 1 << 30});
  const answers = (run.stdout ?? '').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
  if (run.status !== 0 || answers.length !== vectors.length) {
    fault(options.command, `${answers.length} answers to ${vectors.length} questions, status ${run.status} ${run.error ?? run.stderr}`);
    return 0;
  }
  vectors.forEach((vector, number) => {
    const where = `the answer to ${vector.id}`;
    const answer = answers[number];
    expectValid('answer.schema.json', answer, where);
    if (!answer.output) return;
    expectValid(`answer.schema.json#/$defs/output_${vector.kind.replaceAll('-', '_')}`, answer.output, where);
  });
  return answers.length;
}

const vectors = checkFiles();
checkQuestions(vectors);
const refused = checkRefused();
const answers = options.command ? checkAnswers(vectors) : 0;
for (const line of faults) console.log(line);
console.log(`${faults.length} fault(s): ${schemas.length} schemas, ${vectors.length} vectors, ${refused} documents refused, ${answers} answers`);
process.exit(faults.length === 0 ? 0 : 1);

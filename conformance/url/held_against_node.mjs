// Holds the engine's URL parser against the URL class of Node: the same inputs, and every difference must be one that differences.json explains.
//   node conformance/url/held_against_node.mjs PATH_TO_URL_DUMP [COUNT [SEED]]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inputs } from './inputs.mjs';

const fields = ['href', 'origin', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const [driver, count = '60000', seed = '2026'] = process.argv.slice(2);
if (!driver) {
  console.error('usage: node held_against_node.mjs PATH_TO_URL_DUMP [COUNT [SEED]]');
  process.exit(2);
}
if (!process.versions.ada) {
  console.log(`skipped: Node ${process.versions.node} has another URL parser than the one whose differences are listed`);
  process.exit(77);
}

function nodeParses(input, base) {
  try {
    const url = base === null ? new URL(input) : new URL(input, base);
    return Object.fromEntries(fields.map((field) => [field, url[field]]));
  } catch {
    return null;
  }
}

const hex = (text) => Buffer.from(text, 'utf8').toString('hex');

function crosscheckParses(pairs) {
  const lines = pairs.map(([input, base]) => hex(input) + (base === null ? '' : `\t${hex(base)}`));
  const run = spawnSync(driver, { input: `${lines.join('\n')}\n`, maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`${driver} ended with ${run.status ?? run.signal ?? run.error}: ${run.stderr}`);
  const answers = run.stdout.toString('latin1').split('\n').slice(0, -1);
  if (answers.length !== pairs.length) throw new Error(`${answers.length} answers to ${pairs.length} questions`);
  return answers.map((line) => (line === 'failure' ? null : Object.fromEntries(line.split('\t').map((value, i) => [fields[i], value]))));
}

const matches = (pattern, text) => pattern === undefined || (typeof text === 'string' && new RegExp(pattern, 'su').test(text));
const ended = (side) => (side === null ? 'failure' : 'success');

// How each side ended, and what the texts look like: the input without the tabs and newlines that no parser sees.
function applies({ when }, { input, base, ours, theirs }) {
  const seenInput = input.replace(/[\t\n\r]/g, '');
  return when.crosscheck === ended(ours) && when.node === ended(theirs) && matches(when.input, seenInput) && matches(when.base, base) &&
    fields.every((field) => matches(when.ours?.[field], ours?.[field]) && matches(when.theirs?.[field], theirs?.[field]));
}

// Every way of putting `to` in the place of one `from`.
function* replacedOnce(text, from, to) {
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) yield text.slice(0, at) + to + text.slice(at + from.length);
}

// Whether rewriting our fields as these entries say, and leaving out those that they let differ, makes them Node's. Each rewriting must count.
function makeAlike(entries, ours, theirs) {
  const ignored = entries.flatMap((entry) => entry.only ?? []);
  let rewritten = ours;
  for (const { field, from, to } of entries.flatMap((entry) => entry.alike ?? [])) {
    const value = rewritten[field].replace(new RegExp(from, 'gu'), to);
    if (value === rewritten[field]) return false;
    const [href] = [...replacedOnce(rewritten.href, rewritten[field], value)].filter((candidate) => candidate === theirs.href).concat(rewritten.href);
    rewritten = { ...rewritten, [field]: value, href };
  }
  return fields.every((field) => ignored.includes(field) || rewritten[field] === theirs[field]);
}

// The fewest entries that explain a difference together, or none.
function explanation(differences, found) {
  const candidates = differences.filter((difference) => applies(difference, found));
  if (ended(found.ours) !== ended(found.theirs)) return candidates.slice(0, 1);
  const sets = Array.from({ length: 2 ** candidates.length - 1 }, (_, i) => candidates.filter((_, bit) => ((i + 1) >> bit) & 1));
  sets.sort((a, b) => a.length - b.length);
  return sets.find((set) => makeAlike(set, found.ours, found.theirs)) ?? [];
}

const differences = JSON.parse(readFileSync(new URL('differences.json', import.meta.url), 'utf8')).differences;
const pairs = inputs(Number(seed), Number(count));
const answers = crosscheckParses(pairs);
const seen = new Map(differences.map((difference) => [difference.name, 0]));
const unexplained = [];
let succeeded = 0;
pairs.forEach(([input, base], i) => {
  const found = { input, base, ours: answers[i], theirs: nodeParses(input, base) };
  if (found.ours) succeeded += 1;
  if (JSON.stringify(found.ours) === JSON.stringify(found.theirs)) return;
  const explained = explanation(differences, found);
  for (const { name } of explained) seen.set(name, seen.get(name) + 1);
  if (explained.length === 0) unexplained.push(found);
});

console.log(`Node ${process.versions.node} (ada ${process.versions.ada}), seed ${seed}: ${pairs.length} inputs, ${succeeded} are URLs`);
for (const [name, times] of seen) console.log(`  ${name}: ${times}`);
for (const { input, base, ours, theirs } of unexplained.slice(0, 40)) {
  console.log(`UNEXPLAINED ${JSON.stringify(input)} against ${JSON.stringify(base)}`);
  if (ours === null || theirs === null) console.log(`  crosscheck ${ours?.href ?? 'failure'}\n  node       ${theirs?.href ?? 'failure'}`);
  else for (const field of fields) if (ours[field] !== theirs[field]) console.log(`  ${field}: crosscheck ${JSON.stringify(ours[field])}, node ${JSON.stringify(theirs[field])}`);
}
if (unexplained.length > 0) {
  console.log(`${unexplained.length} differences that differences.json does not explain`);
  process.exit(1);
}

// What the playground hands out: links, lines for curl, questions and vectors.
// node playground_copied_test.mjs --command CROSSCHECK [--url URL] [--modules FOLDER] [--chromium PATH]
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {choose, CLIPBOARD, command, copied, evaluate, finish, needed, page, press, settled, SUITE, test, textOf, type} from './playground_for_tests.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const names = (tab, list) => tab.locator(`#${list} button`).evaluateAll((all) => all.map((one) => one.dataset.example));

const ajv = new (needed('ajv/dist/2020').default)({strict: true, strictTypes: false, strictRequired: false, allErrors: true});
for (const name of readdirSync(join(SUITE, 'schema')).filter((each) => each.endsWith('.schema.json'))) ajv.addSchema(read(join(SUITE, 'schema', name)));

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-playground-'));
process.on('exit', () => rmSync(folder, {recursive: true, force: true}));

// The vectors as a file of their area must be valid, pass the lint and be what the engine answers, for each profile.
function checkVectors(area, vectors) {
  const file = {area, title: 'Copied from the playground', vectors};
  const valid = ajv.getSchema('vectors.schema.json');
  assert.ok(valid(file), JSON.stringify(valid.errors?.slice(0, 3)));
  const [home, tables] = [join(folder, area), join(folder, `${area}-tables`)];
  for (const each of [home, tables]) mkdirSync(each, {recursive: true});
  writeFileSync(join(home, `${area}.json`), JSON.stringify(file));
  const {flags} = read(join(SUITE, 'flags.json'));
  const used = [...new Set(vectors.flatMap((vector) => vector.flags))].sort();
  for (const flag of used) assert.ok(flags[flag], `${flag} is no flag`);
  writeFileSync(join(tables, 'flags.json'), JSON.stringify({flags: Object.fromEntries(used.map((flag) => [flag, flags[flag]]))}));
  writeFileSync(join(tables, 'ids.lock'), vectors.map((vector) => `${vector.id} 1\n`).join(''));
  const lint = spawnSync(command, ['vectors', 'lint', '--vectors', home, '--tables', tables], {encoding: 'utf8'});
  // WHY only lines that name one of them: a few vectors never cover all rules.
  const faults = lint.stdout.split('\n').filter((line) => vectors.some(({id}) => line.includes(id)) || used.some((flag) => line.startsWith(`${flag}:`)));
  assert.deepEqual(faults, []);
  assert.match(lint.stdout, new RegExp(`faults? in ${vectors.length} vectors?`), lint.stderr);
  const run = spawnSync(command, ['run', '--vectors', home], {encoding: 'utf8'});
  assert.equal(run.status, 0, run.stdout + run.stderr);
  for (const vector of vectors) {
    for (const [profile, {expect}] of Object.entries(vector.profiles ?? {})) {
      assert.deepEqual(evaluate({kind: vector.kind, input: vector.input, profile}).output, expect, `${vector.id} as ${profile}`);
    }
  }
}

await test('Each example’s question has the verdict that is shown, and its vector is good', CLIPBOARD, async (tab) => {
  const vectors = [];
  for (const name of await names(tab, 'example-list')) {
    await press(tab, `[data-example="${name}"]`);
    const [fetched] = evaluate(await copied(tab, '#copy-question')).output.fetches;
    const word = await textOf(tab, '#request-word');
    assert.equal({blocked: 'Blocked', allowed: fetched.response?.type === 'opaque' ? 'Unreadable' : 'Allowed'}[fetched.verdict], word, name);
    if (fetched.reason) assert.equal(await textOf(tab, '#request-codes code >> nth=0'), fetched.reason, name);
    vectors.push(JSON.parse(await copied(tab, '#copy-vector')));
  }
  assert.ok(vectors.some((vector) => vector.profiles), 'one example is decided otherwise by browsers');
  const hidden = vectors.find((vector) => vector.id.startsWith('fetch/allow-origin-null-mismatch-'));
  assert.deepEqual(hidden.covers, ['CHK-4', 'SRO-1'], 'what decided, and with what the trace ends');
  checkVectors('fetch', vectors);
});

await test('The vector of what waits, of what is odd, and of what needs much, is good too', {...CLIPBOARD, fragment: '#example/no-cors'}, async (tab) => {
  const vectors = [];
  const take = async () => vectors.push(JSON.parse(await copied(tab, '#copy-vector')));
  await press(tab, '.response .remove');
  await take();
  await choose(tab, '#f-mode', 'cors');
  await type(tab, '#f-method', 'PUT');
  await type(tab, '#f-url', 'https://b\u00fccher.example/\u00e4?\u{1f600}');
  await type(tab, '#f-origin', 'null');
  await take();
  await choose(tab, '#f-body', 'stream');
  await tab.click('#advanced summary');
  await choose(tab, '#f-referrer_policy', 'no-referrer');
  await choose(tab, '#f-embedder_policy', 'require-corp');
  await tab.check('#f-upload_listener');
  await settled(tab);
  await take();
  await choose(tab, '#f-client', 'raw');
  await tab.check('#f-unsafe_request');
  await settled(tab);
  await take();
  await type(tab, '#f-url', 'no URL at all');
  await choose(tab, '#f-client', 'fetch');
  await tab.uncheck('#f-unsafe_request');
  await settled(tab);
  await take();
  assert.deepEqual(vectors.map((vector) => vector.expect.fetches[0].verdict), ['pending', 'pending', 'pending', 'pending', 'blocked']);
  assert.equal(new Set(vectors.map((vector) => vector.id)).size, vectors.length);
  checkVectors('fetch', vectors);
});

await test('A policy’s question has the answer that is shown, and its vector is good', CLIPBOARD, async (tab) => {
  await press(tab, '#tab-policy');
  const vectors = [];
  for (const name of await names(tab, 'policy-example-list')) {
    await press(tab, `[data-example="${name}"]`);
    if (await textOf(tab, '#policy-word') === 'Not valid') continue;
    const {output} = evaluate(await copied(tab, '#copy-policy-question'));
    assert.equal(await textOf(tab, '#policy-word'), output.allowed ? 'Allowed' : 'Refused', name);
    vectors.push(JSON.parse(await copied(tab, '#copy-policy-vector')));
    assert.equal(evaluate({kind: 'validate-policy', input: {policy: JSON.parse(await copied(tab, '#copy-policy'))}}).output.valid, true);
  }
  assert.equal(vectors.length, 4);
  checkVectors('policy', vectors);
});

// A server that keeps what it was sent, and answers 204 to all.
async function recorder() {
  const seen = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({method: request.method, url: request.url, headers: request.rawHeaders, body: Buffer.concat(chunks).toString()});
      response.writeHead(204).end();
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {seen, port: server.address().port, close: () => server.close()};
}

// The shell takes the text; without waiting in the way of the server above.
const shell = (text) => new Promise((done) => {
  const child = spawn('bash', ['-e'], {stdio: ['pipe', 'ignore', 'pipe']});
  const told = [];
  child.stderr.on('data', (piece) => told.push(piece));
  child.on('close', (status) => done({status, told: Buffer.concat(told).toString()}));
  child.stdin.end(text);
});

const pairs = (raw) => raw.filter((_, at) => at % 2 === 0).map((name, at) => [name, raw[at * 2 + 1]]);
await test('The lines for curl send what a browser would', {...CLIPBOARD, fragment: '#example/no-allow-origin'}, async (tab) => {
  if (spawnSync('curl', ['--version']).status !== 0) return console.log('  curl is not installed: not tried');
  const {seen, port, close} = await recorder();
  await type(tab, '#f-url', `http://127.0.0.1:${port}/it's?q[]={"a b"}`);
  await type(tab, '#f-method', 'PATCH');
  await type(tab, '#f-headers', 'X-Quotes: it\'s "$HOME" `id` \\n $(id) !x\nX-Bytes: caf\u00e9\'\\\nX-Empty:');
  await choose(tab, '#f-body', 'body');
  await type(tab, '#f-type', 'application/json');
  await type(tab, '.response textarea', '');
  const text = await copied(tab, '#copy-curl');
  assert.match(text, /^# The preflight: never with cookies\ncurl -i -X OPTIONS --globoff .*\n# The PATCH request\ncurl -i -X PATCH /);
  const {status, told} = await shell(text.replaceAll('curl -i', 'curl -i --silent --show-error'));
  close();
  assert.equal(status, 0, told);
  const question = JSON.parse(await copied(tab, '#copy-question'));
  const {request} = question.input.fetches[0];
  const grant = [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Methods', '*'], ['Access-Control-Allow-Headers', '*']];
  const [{sent}] = evaluate({kind: 'fetch', input: {fetches: [{request, responses: [{status: 204, headers: grant}]}]}}).output.fetches;
  assert.equal(seen.length, 2, text);
  sent.forEach((expected, at) => {
    assert.equal(seen[at].method, expected.method);
    assert.equal(seen[at].url, new URL(expected.url).pathname + new URL(expected.url).search);
    const got = pairs(seen[at].headers);
    for (const [name, value] of expected.headers) assert.deepEqual(got.filter(([each]) => each === name).map(([, each]) => each), [value], name);
    const usual = ['Host', 'User-Agent', 'Accept', 'Content-Length'];
    assert.deepEqual(got.map(([name]) => name).filter((name) => !usual.includes(name)).sort(), expected.headers.map(([name]) => name).filter((name) => name !== 'Accept').sort());
  });
  assert.equal(seen[0].body, '');
  assert.equal(seen[1].body, '{}');
});

await test('A link brings back all that was typed, bad input too', {...CLIPBOARD, fragment: '#example/preflight-405'}, async (tab, window) => {
  await type(tab, '#f-origin', 'https://app.example/\u00e4\u{1f600}');
  await type(tab, '#f-headers', 'X-One: "1"\nno colon\n');
  await tab.click('#advanced summary');
  await choose(tab, '#f-redirect', 'manual');
  await choose(tab, '#f-referrer_policy', '');
  await tab.check('#f-upload_listener');
  await choose(tab, '.response select >> nth=1', 'actual');
  await type(tab, '.response input[type=text] >> nth=1', 'x');
  await tab.check('.response [type=checkbox] >> nth=0');
  await settled(tab);
  const link = await copied(tab, '#copy-link');
  assert.equal(link, tab.url());
  const fields = () => [...document.querySelectorAll('#request-form input, #request-form select, #request-form textarea')].map((input) => (input.type === 'checkbox' ? input.checked : input.value));
  const other = await window.newPage();
  await other.goto(link);
  await settled(other);
  assert.deepEqual(await other.evaluate(fields), await tab.evaluate(fields));
  assert.ok(await other.locator('#note').isHidden());
  assert.ok(await other.locator('#advanced').getAttribute('open') !== null);
});

await test('A link brings back a policy as it was written', {...CLIPBOARD, fragment: '#policy-example/routes'}, async (tab, window) => {
  const text = '{"origins": ["https://a.test"],\n  "max_age": 6e2, "max_age": 1} // no JSON';
  await type(tab, '#p-text', text);
  const link = await copied(tab, '#copy-policy-link').catch(() => tab.url());
  const other = await window.newPage();
  await other.goto(link);
  await settled(other);
  assert.equal(await other.inputValue('#p-text'), text);
  assert.equal(await other.getAttribute('#tab-policy', 'aria-selected'), 'true');
});

const packed = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const JUNK = [
  ['#rubbish', /holds nothing that can be read/], ['#1/request/%%%', /holds nothing that can be read/], ['#1/request/', /holds nothing that can be read/],
  [`#1/request/${packed('[1]')}`, /holds nothing that can be read/], [`#1/request/${packed('{"url"')}`, /holds nothing that can be read/],
  ['#1/request/_w', /holds nothing that can be read/], [`#1/other/${packed({})}`, /holds nothing that can be read/], ['#1/__proto__/e30', /holds nothing that can be read/],
  [`#7/request/${packed({})}`, /version 7 of this page, and this is version 1/], ['#example/none', /no example of that name/], ['#policy-example/__proto__', /no example of that name/],
];
await test('A link that holds junk starts from the beginning, and says so', {}, async (tab) => {
  for (const [fragment, note] of JUNK) {
    await tab.goto('about:blank');
    await tab.goto(page + fragment);
    await settled(tab);
    assert.match(await textOf(tab, '#note'), note, fragment);
    assert.equal(await textOf(tab, '.panel:not([hidden]) .word'), fragment.startsWith('#policy') ? 'Allowed' : 'Blocked', fragment);
  }
});

await test('What of a link cannot be read is left out, and named', {}, async (tab) => {
  const given = {url: 7, method: 'PUT', mode: 'sideways', profile: 'netscape', responses: [5, {status: 200, headers: 'A: 1', extra: 1}], ['__proto__']: {a: 1}};
  await tab.goto('about:blank');
  await tab.goto(`${page}#1/request/${packed({...given, origin: 'https://app.example'})}`);
  await settled(tab);
  assert.match(await textOf(tab, '#note'), /left out: url, responses\/0, responses\/1\/status, responses\/1\/extra, __proto__\.$/);
  await tab.goto(`${page}#1/request/${packed({colour: 'red', mode: 'sideways', profile: 'netscape', origin: 'https://app.example', url: 'https://api.example/'})}`);
  await settled(tab);
  assert.match(await textOf(tab, '#note'), /left out: colour, mode, profile\.$/);
  assert.ok(await tab.isChecked('#profiles input[value=standard]'));
  await tab.goto(`${page}#1/request/${packed({...given, origin: 'https://app.example'})}`);
  await settled(tab);
  assert.equal(await tab.inputValue('#f-method'), 'PUT');
  assert.equal(await tab.inputValue('#f-url'), '');
  assert.equal(await tab.inputValue('#f-mode'), 'cors');
  assert.equal(await tab.locator('.response').count(), 2);
});

await test('Where the clipboard is out of reach the text is shown to be copied by hand', {fragment: '#example/json-post'}, async (tab) => {
  await tab.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); });
  await tab.click('#copy-vector');
  await tab.waitForSelector('#share .by-hand:not([hidden])');
  assert.equal(JSON.parse(await tab.inputValue('#share .by-hand')).kind, 'fetch');
  assert.match(await tab.locator('#share [role=status]').textContent(), /cannot be reached/);
});

await finish();

// The HTML report in a real browser: made from sample.jsonl, opened from a file, and used as people use it.
// node report_page_test.mjs --command CROSSCHECK [--modules FOLDER] [--chromium PATH]; ends with 77 where a browser or playwright-core is missing.
import {spawnSync} from 'node:child_process';
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {PageTests, launch, lowContrasts, overflow} from '../node/browser_for_tests.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SAMPLE = join(HERE, 'sample.jsonl');
const CELL = '#cors-check/wildcard-with-credentials/echo-cors';

const {values: options} = parseArgs({options: {command: {type: 'string'}, modules: {type: 'string'}, chromium: {type: 'string'}}});
const browser = await launch(resolve(options.modules ?? join(HERE, '..', 'node')), options.chromium);

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-report-'));
const made = spawnSync(resolve(options.command), ['report', SAMPLE, '--format', 'html', '--output', join(folder, 'report.html')], {encoding: 'utf8'});
assert.equal(made.status, 1, `crosscheck report ended with ${made.status}: ${made.stderr}`);
const page = pathToFileURL(join(folder, 'report.html')).href;

const pages = new PageTests(browser);
const test = (name, {fragment = '', ...context}, body) => pages.test(name, page + fragment, body, {context});

const shown = (tab) => tab.locator('#shown').textContent();
const rowsShown = (tab) => tab.locator('#areas tbody tr:not(.detail):not(.fold)').count();
const waitForShown = (tab, text) => tab.waitForFunction((wanted) => document.getElementById('shown').textContent.startsWith(wanted), text);

await test('The verdicts stand at the top, refused implementations first', {}, async (tab) => {
  const cards = await tab.locator('.card').allInnerTexts();
  assert.equal(cards.length, 5);
  assert.match(cards[0], /^yes-man[^]*refused[^]*Nothing of it counts/);
  assert.match(cards[1], /crosscheck[^]*conforms[^]*must: 0 of 24 fail/);
  assert.match(cards[2], /echo-cors[^]*does not conform[^]*4 too permissive/);
  assert.match(await tab.locator('header').innerText(), /2026-07-02, 12:00 UTC/);
  assert.doesNotMatch(await tab.locator('main').innerText(), /\d\s?%/);
});

await test('Rows without a difference are folded, and a button shows them', {}, async (tab) => {
  const before = await rowsShown(tab);
  assert.equal(await shown(tab), 'All 27 vectors, 4 implementations.');
  const area = tab.locator('details.area').first();
  const button = area.locator('.fold button').first();
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await button.click();
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  assert.ok(await rowsShown(tab) > before);
  await button.click();
  assert.equal(await rowsShown(tab), before);
});

await test('Filters narrow the rows, say how many, and stand in the address', {}, async (tab) => {
  await tab.selectOption('#filter-outcome', 'fail');
  await waitForShown(tab, '8 of 27 vectors');
  await tab.selectOption('#filter-direction', 'permissive');
  await waitForShown(tab, '5 of 27 vectors');
  assert.match(await tab.evaluate(() => location.hash), /outcome=fail&direction=permissive/);
  await tab.fill('#filter-q', 'wildcard credentials');
  await waitForShown(tab, '2 of 27 vectors');
  await tab.fill('#filter-q', 'nothing has this');
  await waitForShown(tab, '0 of 27 vectors');
  assert.match(await tab.locator('#areas').innerText(), /No vector matches/);
  await tab.click('text=Show all >> nth=0');
  await waitForShown(tab, 'All 27 vectors');
});

await test('Filters work from the address', {fragment: '#area=fetch&implementation=echo-cors&outcome=bad'}, async (tab) => {
  await waitForShown(tab, '2 of 27 vectors');
  assert.equal(await tab.inputValue('#filter-area'), 'fetch');
  await tab.evaluate(() => { location.hash = '#level=should'; });
  await waitForShown(tab, '1 of 27 vectors');
  assert.equal(await tab.inputValue('#filter-area'), '');
});

await test('The count of the filters is told to those who hear the page', {}, async (tab) => {
  assert.equal(await tab.locator('#shown').getAttribute('aria-live'), 'polite');
  for (const landmark of ['main', 'header', 'footer', 'form[role=search]']) assert.equal(await tab.locator(landmark).count(), 1, landmark);
  assert.equal(await tab.locator('#areas th[scope=col]').first().innerText(), 'Vector');
  assert.ok(await tab.locator('#areas tbody th[scope=row]').count() > 0);
  const unnamed = await tab.evaluate(() => [...document.querySelectorAll('input, select')].filter((field) => !field.labels.length).length);
  assert.equal(unnamed, 0);
});

await test('A link leads to a cell: asked, expected, got, trace, commands', {fragment: CELL}, async (tab) => {
  const detail = tab.locator('.detail');
  const text = await detail.innerText();
  assert.match(text, /too permissive/);
  assert.match(text, /Access-Control-Allow-Origin: \*/);
  assert.deepEqual(await detail.locator('.pair mark').allInnerTexts(), ['failure', 'success']);
  assert.match(await detail.locator('.trace .deciding').innerText(), /CHK-4[^]*this step decides/);
  assert.equal(await detail.locator('.trace .deciding a').getAttribute('href'), 'https://fetch.spec.whatwg.org/#concept-cors-check');
  assert.match(text, /crosscheck vectors explain cors-check\/wildcard-with-credentials/);
  assert.match(text, /crosscheck run --only cors-check\/wildcard-with-credentials --adapter 'exec:python3 /);
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'opened');
});

await test('A link opens a folded row, and a row without an implementation', {fragment: '#safelisted-method/get/crosscheck'}, async (tab) => {
  assert.match(await tab.locator('.detail').innerText(), /crosscheck: pass/);
  await tab.evaluate(() => { location.hash = '#safelisted-method/head'; });
  await tab.waitForFunction(() => document.activeElement.textContent === 'safelisted-method/head');
});

await test('A link wins over filters that would hide its row', {fragment: '#area=policy'}, async (tab) => {
  await waitForShown(tab, '2 of 27 vectors');
  await tab.evaluate((cell) => { location.hash = cell; }, CELL);
  await waitForShown(tab, 'All 27 vectors');
  assert.equal(await tab.locator('.detail').count(), 1);
});

await test('A deployed server is asked again with curl, and its bytes are shown', {fragment: '#policy/unknown-origin/edge-proxy'}, async (tab) => {
  await tab.click('text=On the wire');
  const text = await tab.locator('.detail').innerText();
  assert.ok(text.includes(`curl -i -H 'Origin: https://evil.example' 'http://127.0.0.1:8080/it'\\''s'`), text);
  assert.match(text, /X-Odd: caf\u00e9\\u0000/);
});

await test('The keyboard alone opens a cell, closes it and comes back', {}, async (tab) => {
  await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), 'Skip to the vectors');
  await tab.keyboard.press('Enter');
  for (let presses = 0; presses < 60; ++presses) {
    await tab.keyboard.press('Tab');
    if (await tab.evaluate(() => document.activeElement.matches('a.cell.bad'))) break;
  }
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('.detail');
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'opened');
  await tab.keyboard.press('Escape');
  assert.equal(await tab.locator('.detail').count(), 0);
  assert.ok(await tab.evaluate(() => document.activeElement.matches('a.cell.bad')));
});

await test('Markup in a log stays text', {fragment: '#hostile/markup/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E'}, async (tab) => {
  assert.match(await tab.locator('.detail h4').innerText(), /<\/script><script>document\.title="owned"/);
  assert.match(await tab.title(), /^CORS conformance: /);
  assert.equal(await tab.locator('img, svg, b > script, body script:not([type]) ~ script').count(), 0);
  await tab.evaluate(() => { location.hash = '#hostile/turned'; });
  await tab.waitForFunction(() => document.activeElement.textContent === 'hostile/turned');
  assert.match(await tab.locator('tr:has(> th > a:text("hostile/turned")) .title').innerText(), /\\u202egnihton/);
});

await test('What the clipboard gets is the command', {fragment: CELL, permissions: ['clipboard-read', 'clipboard-write']}, async (tab) => {
  await tab.locator('.copy').first().click();
  await tab.waitForSelector('text=Copied');
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), 'crosscheck vectors explain cors-check/wildcard-with-credentials');
});

for (const width of [360, 768, 1280]) {
  await test(`The page never scrolls sideways: ${width} px`, {viewport: {width, height: 780}, fragment: '#hostile/markup/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E'}, async (tab) => {
    await tab.evaluate(() => {
      for (const button of document.querySelectorAll('.fold button[aria-expanded=false]')) button.click();
      for (const more of document.querySelectorAll('.detail details')) more.open = true;
    });
    assert.equal(await rowsShown(tab), 27);
    assert.equal(await overflow(tab), 0);
  });
}

for (const colorScheme of ['light', 'dark']) {
  await test(`Every text stands out: ${colorScheme}`, {colorScheme, fragment: CELL}, async (tab) => {
    assert.deepEqual(await lowContrasts(tab), []);
    const [page, expected] = [await tab.evaluate(() => getComputedStyle(document.body).backgroundColor), colorScheme === 'dark' ? /rgb\(1\d, / : /rgb\(24\d, /];
    assert.match(page, expected);
  });
}

await test('Without a script the verdicts and the failures can be read', {javaScriptEnabled: false}, async (tab) => {
  const text = await tab.locator('main').innerText();
  assert.match(text, /must: 0 of 24 fail/);
  assert.match(text, /fail, too permissive: cors-check\/wildcard-with-credentials/);
  assert.equal(await tab.locator('#filters').isVisible(), false);
});

await test('On paper the differences are there and the controls are not', {}, async (tab) => {
  await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await tab.emulateMedia({media: 'print'});
  assert.equal(await tab.locator('#filters').isVisible(), false);
  assert.ok(await tab.locator('text=cors-check/null-origin').first().isVisible());
});

// 2,000 vectors of 5 implementations, made from the sample.
const large = () => {
  const [header, ...rest] = readFileSync(SAMPLE, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const kinds = rest.filter((line) => line.record === 'result' && ['crosscheck', 'echo-cors'].includes(line.implementation));
  const counts = {};
  const names = ['a', 'b', 'c', 'd', 'e'];
  const lines = [];
  for (let number = 0; number < 2000; ++number) {
    names.forEach((implementation, at) => {
      const line = {...kinds[(number * 2 + (at === 1 ? 1 : 0)) % kinds.length], vector: `large-${number % 20}/v${number}`, area: `large-${number % 20}`, implementation};
      lines.push(line);
      const level = ((counts[implementation] ??= {})[line.level] ??= {});
      level[line.outcome] = (level[line.outcome] ?? 0) + 1;
    });
  }
  const head = {...header, vectors: 2000, selected: 2000, implementations: names.map((name) => ({name, target: `exec:${name}`}))};
  return [head, ...lines, {...rest.at(-1), counts}].map((line) => JSON.stringify(line)).join('\n') + '\n';
};
writeFileSync(join(folder, 'large.jsonl'), large());
spawnSync(resolve(options.command), ['report', join(folder, 'large.jsonl'), '--format', 'html', '--output', join(folder, 'large.html')]);
await test('2,000 vectors of 5 implementations are drawn as they are needed', {}, async (tab) => {
  await tab.goto(pathToFileURL(join(folder, 'large.html')).href);
  await waitForShown(tab, 'All 2000 vectors');
  const elements = await tab.evaluate(() => document.querySelectorAll('*').length);
  assert.ok(elements < 10000, `${elements} elements from the start`);
  await tab.evaluate(() => { location.hash = '#large-19/v1999/b'; });
  await tab.waitForSelector('.detail');
  await tab.fill('#filter-q', 'large-7/');
  await waitForShown(tab, '100 of 2000 vectors');
});

const status = await pages.finish();
rmSync(folder, {recursive: true});
process.exit(status);

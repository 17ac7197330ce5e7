// The HTML report of findings in a real browser: made by audits of small servers, opened from a file, and used as people use it.
// node findings_page_test.mjs --command CROSSCHECK [--modules FOLDER] [--chromium PATH] [--shots FOLDER]; ends with 77 where a browser is missing.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {PageTests, launch, lowContrasts, overflow} from '../node/browser_for_tests.mjs';
import {ORIGIN, SERVERS, run} from './findings_servers.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const {values: options} = parseArgs({options: {command: {type: 'string'}, modules: {type: 'string'}, chromium: {type: 'string'}, shots: {type: 'string'}}});
const browser = await launch(resolve(options.modules ?? join(HERE, '..', 'node')), options.chromium);

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-findings-'));
for (const name of ['reflects', 'suffix', 'list', 'off']) {
  const server = await SERVERS[name]();
  const made = await run(resolve(options.command), ['audit', `${server.url}/`, '--origin', ORIGIN, '--seed', '7', '--format', 'html', '--output', join(folder, `${name}.html`)]);
  assert.ok(made.code < 2, `crosscheck audit ended with ${made.code}: ${made.err}`);
  server.close();
}

const pages = new PageTests(browser);
const test = (name, {page = 'reflects', fragment = '', ...context}, body) => pages.test(name, pathToFileURL(join(folder, `${page}.html`)).href + fragment, body, {context});
const openAll = (tab) => tab.evaluate(() => { for (const each of document.querySelectorAll('details')) each.open = true; });

await test('The verdict stands at the top, in words and not by colour alone', {}, async (tab) => {
  assert.match(await tab.locator('.card').innerText(), /\u2717 findings of must or should[^]*must: \d+ findings?; \d+ of \d+ properties tested/);
  assert.doesNotMatch(await tab.locator('main').innerText(), /\d\s?%/);
});

await test('A finding tells what was sent, what came, what it means and how to mend it', {}, async (tab) => {
  const finding = tab.locator('details.area', {hasText: 'A01 any-origin-with-credentials'}).first();
  await finding.locator('summary').first().click();
  await openAll(tab);
  const text = await finding.innerText();
  assert.match(text, /must, too permissive/);
  assert.match(text, /Origin: https:\/\/[a-z]+\.test/);
  assert.match(text, /Access-Control-Allow-Credentials: true/i);
  assert.match(text, /What to change/);
  assert.match(text, /curl -i -H 'Origin: /);
});

await test('Without CORS the page says first that this proves nothing', {page: 'off'}, async (tab) => {
  assert.match(await tab.locator('main').innerText(), /^Verdict\s+This proves nothing\./);
});

await test('The policy document can be copied as it stands', {page: 'list'}, async (tab) => {
  const text = await tab.locator('pre[aria-label="Policy document"]').innerText();
  assert.deepEqual(JSON.parse(text).origins, [ORIGIN]);
  assert.match(await tab.locator('.card').innerText(), /\u2713 no finding of must or should/);
});

await test('The keyboard alone opens a finding, and reads what scrolls', {page: 'reflects'}, async (tab) => {
  await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), 'Skip to the findings');
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.tagName), 'SUMMARY');
  const before = await tab.evaluate(() => document.activeElement.parentElement.open);
  await tab.keyboard.press('Enter');
  assert.equal(await tab.evaluate(() => document.activeElement.parentElement.open), !before);
  const unreachable = await tab.evaluate(() => [...document.querySelectorAll('pre')].filter((each) => each.tabIndex !== 0).length);
  assert.equal(unreachable, 0);
});

await test('Those who hear the page find their way', {}, async (tab) => {
  for (const landmark of ['main', 'header', 'footer', 'h1']) assert.equal(await tab.locator(landmark).count(), 1, landmark);
  const unnamed = await tab.evaluate(() => [...document.querySelectorAll('section')].filter((each) => !document.getElementById(each.getAttribute('aria-labelledby'))).length);
  assert.equal(unnamed, 0);
  const twice = await tab.evaluate(() => { const ids = [...document.querySelectorAll('[id]')].map((each) => each.id); return ids.filter((id, at) => ids.indexOf(id) !== at); });
  assert.deepEqual(twice, []);
  assert.ok(await tab.locator('table th[scope=col]').count() > 0);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), 'en');
});

for (const width of [360, 768, 1280]) {
  await test(`The page never scrolls sideways: ${width} px`, {page: 'suffix', viewport: {width, height: 780}}, async (tab) => {
    if (options.shots) await tab.screenshot({path: join(options.shots, `findings-${width}.png`), fullPage: true});
    await openAll(tab);
    assert.equal(await overflow(tab), 0);
    if (options.shots) await tab.screenshot({path: join(options.shots, `findings-${width}-open.png`), clip: {x: 0, y: 0, width, height: 4000}, fullPage: true});
  });
}
for (const colorScheme of ['light', 'dark']) {
  await test(`Every text stands out: ${colorScheme}`, {colorScheme, page: 'suffix'}, async (tab) => {
    await openAll(tab);
    assert.deepEqual(await lowContrasts(tab), []);
    if (options.shots) await tab.screenshot({path: join(options.shots, `findings-${colorScheme}.png`)});
  });
}
await test('On paper everything that is open is there', {page: 'suffix'}, async (tab) => {
  await tab.emulateMedia({media: 'print'});
  assert.ok(await tab.locator('.card').isVisible());
});

const status = await pages.finish();
rmSync(folder, {recursive: true});
process.exit(status);

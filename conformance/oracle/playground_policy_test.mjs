// The playground's second tab: a policy document with its faults, and what a server must answer by it.
// node playground_policy_test.mjs --command CROSSCHECK [--url URL] [--modules FOLDER] [--chromium PATH] [--screenshots FOLDER]
import assert from 'node:assert/strict';
import {finish, press, settled, shot, test, textOf, type} from './playground_for_tests.mjs';

const marked = (tab, tone) => tab.locator(`#gutter .${tone}`).evaluateAll((all) => all.map((one) => Number(one.textContent)));
const chosen = (tab) => tab.evaluate(() => {
  const area = document.getElementById('p-text');
  return area.value.slice(area.selectionStart, area.selectionEnd);
});

// Name, word, what is said, the answer, what decided.
const EXAMPLES = [
  ['one-app', 'Allowed', /answers the preflight with status 204/, /HTTP 204 Access-Control-Allow-Origin: https:\/\/app\.example Access-Control-Allow-Credentials: true Access-Control-Allow-Methods: PUT, DELETE Access-Control-Allow-Headers: content-type Access-Control-Max-Age: 600 Vary: Origin/,
    /Decided by line 2 of the policy, \/origins\/0: "https:\/\/app\.example"/, [2]],
  ['public-data', 'Allowed', /The application answers as ever/, /Access-Control-Allow-Origin: \* Access-Control-Expose-Headers: \*/, /Decided by line 2 of the policy, \/origins: "origins": "\*"|No entry/, null],
  ['refused-method', 'Refused', /does not allow the method .* status 403/, /HTTP 403 Vary: Origin/, /No entry of the policy decided/, []],
  ['routes', 'Allowed', /the server adds the headers below to every answer/, /Access-Control-Allow-Origin: https:\/\/app\.example Access-Control-Allow-Credentials: true Vary: Origin/, /\/routes\/2\/policy\/origins\/0: "https:\/\/app\.example"/, null],
];
await test('Every example shows what the server answers, and which line decided', {fragment: '#policy-example/one-app'}, async (tab) => {
  for (const [name, word, said, answer, decided, lines] of EXAMPLES) {
    await press(tab, `#policy-example-list [data-example="${name}"]`);
    assert.equal(await textOf(tab, '#policy-word'), word, name);
    assert.match(await textOf(tab, '#policy-what'), said, name);
    assert.match(await textOf(tab, '#must-list'), answer, name);
    assert.match(await textOf(tab, '#must-list'), decided, name);
    if (lines) assert.deepEqual(await marked(tab, 'decides'), lines, name);
    assert.equal(await tab.locator('.fault-entry.bad').count(), 0, name);
    assert.ok(await tab.locator('#policy-trace-list .deciding').count() > 0);
    JSON.parse(await tab.locator('#normal-text pre').innerText());
    await shot(tab, `policy-${name}`);
  }
});

await test('Faults and warnings stand beside their lines, and lead there', {fragment: '#policy-example/full-of-faults'}, async (tab) => {
  assert.equal(await textOf(tab, '#policy-word'), 'Not valid');
  assert.match(await textOf(tab, '#policy-what'), /The policy has 3 faults/);
  assert.deepEqual(await marked(tab, 'bad'), [2, 3]);
  assert.deepEqual(await marked(tab, 'warn'), [5, 6]);
  const entries = await tab.locator('.fault-entry').allInnerTexts();
  assert.equal(entries.length, 6);
  assert.match(entries[0].replace(/\s+/g, ' '), /^Fault line 2 \/origins\/0 not-an-origin .*it ends with a slash\. Write "https:\/\/app\.example"\./);
  assert.match(entries[2].replace(/\s+/g, ' '), /^Fault line 3 \/credentails unknown-key/);
  await tab.click('.fault-entry >> nth=1 >> .jump');
  assert.equal(await chosen(tab), '"http://shop.example"');
  await tab.click('.fault-entry >> nth=2 >> .jump');
  assert.equal(await chosen(tab), '"credentails": true');
  assert.match(await tab.locator('.fault-entry a').first().getAttribute('href'), /^https:\/\//);
  assert.equal(await tab.getAttribute('#p-text', 'aria-invalid'), 'true');
  await shot(tab, 'policy-full-of-faults');
});

// What is typed, the line that is marked, what is said of it.
const UNREADABLE = [
  ['{\n  "origins": ["https://\u00e4.test"],\n  "methods": [,]\n}', 3, /no JSON/i],
  ['{"origins": "*",\n"origins": ["https://a.test"]}', 2, /stands twice/],
  ['{"origins": ["https://a.test"]', 1, /JSON/i],
  ['{"origins": ["https://a\n.test"]}', 1, /./],
  ['', null, /Write a policy/],
  ['{"origins": "*"}, "profile": "firefox"', null, /./],
  ['{"origins": "*"}}, "trace": false, "input": {"policy": {"origins": "*"}', null, /./],
  ['[1]', 1, /wrong type/],
];
await test('A text that is no policy is told with its line, and the last answer stays, marked as such', {fragment: '#policy-example/one-app'}, async (tab) => {
  const before = await textOf(tab, '#must-list');
  for (const [text, number, told] of UNREADABLE) {
    await type(tab, '#p-text', text);
    assert.equal(await textOf(tab, '#policy-word'), 'Not valid', text);
    assert.equal(await tab.locator('.fault-entry.bad').count(), 1, text);
    assert.match(await textOf(tab, '#policy-faults'), told, text);
    if (number !== null) assert.deepEqual(await marked(tab, 'bad'), [number], text);
    assert.ok(await tab.locator('#policy-stale').isVisible(), text);
    assert.equal(await textOf(tab, '#must-list'), before);
  }
  await press(tab, '#policy-example-list [data-example="one-app"]');
  assert.ok(await tab.locator('#policy-stale').isHidden());
  assert.equal(await textOf(tab, '#policy-word'), 'Allowed');
});

await test('Bad input of the request is told beside its field', {fragment: '#policy-example/one-app'}, async (tab) => {
  await type(tab, '#p-headers', 'Origin: https://app.example\nno colon');
  assert.match(await textOf(tab, '#policy-form [data-field="headers"] .fault'), /Line 2 has no name/);
  assert.ok(await tab.locator('#policy-stale').isVisible());
  await type(tab, '#p-headers', '\nOrigin: https://app.example\nbad name: 1');
  assert.match(await textOf(tab, '#policy-form [data-field="headers"] .fault'), /^Line 3: /);
  await type(tab, '#p-headers', 'Origin: https://app.example');
  await type(tab, '#p-method', 'no token');
  assert.match(await textOf(tab, '#policy-form [data-field="method"] .fault'), /A method is/);
  await type(tab, '#p-method', 'GET');
  assert.equal(await tab.locator('#policy-form .fault').count(), 0);
  assert.ok(await tab.locator('#policy-stale').isHidden());
});

await test('A request can be filled in: a preflight, an actual one, one that nobody asks for', {fragment: '#policy-example/one-app'}, async (tab) => {
  await type(tab, '#p-text', '{"origins": ["https://*.a.test", "https://first.test"], "methods": ["PUT"], "request_headers": ["content-type"]}');
  await press(tab, '[data-fill=preflight]');
  assert.equal(await tab.inputValue('#p-headers'), 'Origin: https://first.test\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: content-type');
  assert.equal(await textOf(tab, '#policy-word'), 'Allowed');
  await press(tab, '[data-fill=actual]');
  assert.equal(await tab.inputValue('#p-method'), 'GET');
  assert.match(await textOf(tab, '#must-list'), /^Access-Control-Allow-Origin: https:\/\/first\.test Vary: Origin The status is the application’s own\./);
  await press(tab, '[data-fill=other]');
  assert.equal(await textOf(tab, '#policy-word'), 'Not CORS');
});

await test('A refused origin is told, in bytes', {fragment: '#policy-example/one-app'}, async (tab) => {
  await type(tab, '#p-headers', 'Origin: https://app.example.evil.test\nAccess-Control-Request-Method: PUT');
  assert.equal(await textOf(tab, '#policy-codes'), 'Reason origin-not-allowed');
  assert.match(await textOf(tab, '#must-list'), /HTTP 403/);
});

await test('Many lines keep numbers and text side by side', {fragment: '#policy-example/one-app'}, async (tab) => {
  const origins = Array.from({length: 60}, (_, at) => `    "https://a${at}.test"`).join(',\n');
  await type(tab, '#p-text', `{\n  "origins": [\n${origins},\n    "https://last.test/"\n  ]\n}`);
  await tab.click('.fault-entry .jump');
  assert.equal(await chosen(tab), '"https://last.test/"');
  const [number, area] = await tab.evaluate(() => [document.querySelector('#gutter .bad').getBoundingClientRect().top, document.getElementById('p-text').getBoundingClientRect()].map((each) => JSON.parse(JSON.stringify(each))));
  assert.ok(number >= area.top && number <= area.bottom, `${number} in ${area.top} to ${area.bottom}`);
  const scrolled = await tab.evaluate(() => [document.getElementById('gutter').scrollTop, document.getElementById('p-text').scrollTop]);
  assert.equal(scrolled[0], scrolled[1]);
});

await test('Each tab keeps what it holds, and the address follows the tab', {fragment: '#example/json-post'}, async (tab) => {
  await press(tab, '#tab-policy');
  assert.match(tab.url(), /#1\/policy\//);
  await type(tab, '#p-path', '/kept');
  await press(tab, '#tab-request');
  assert.match(tab.url(), /#1\/request\//);
  assert.equal(await tab.inputValue('#f-type'), 'application/json');
  await press(tab, '#tab-policy');
  assert.equal(await tab.inputValue('#p-path'), '/kept');
  await tab.goBack();
  await settled(tab);
  assert.equal(await tab.getAttribute('#tab-request', 'aria-selected'), 'true');
});

await finish();

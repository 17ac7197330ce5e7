// The playground's first tab: examples, typing, faults, browsers, advice.
// node playground_request_test.mjs --command CROSSCHECK [--url URL] [--modules FOLDER] [--chromium PATH] [--screenshots FOLDER]
import assert from 'node:assert/strict';
import {choose, finish, page, press, settled, shot, test, textOf, type} from './playground_for_tests.mjs';

// Name, word, reason, what the sentence holds, how the advice ends.
const READ = /Tried out: with these changes the browser lets the script read the answer\./;
const EXAMPLES = [
  ['no-allow-origin', 'Blocked', 'allow-origin-missing', /The server’s answer \(status 200\) has no Access-Control-Allow-Origin header\. The request did reach the server/, READ],
  ['header-set-by-the-script', 'Blocked', 'header-not-allowed', /The script sets access-control-allow-origin on its request/, READ],
  ['wildcard-with-cookies', 'Blocked', 'allow-origin-wildcard-with-credentials', /does not count for a request with credentials: "include"/, READ],
  ['two-layers', 'Blocked', 'allow-origin-multiple-lines', /has 2 Access-Control-Allow-Origin lines/, READ],
  ['preflight-405', 'Blocked', 'allow-origin-missing', /The answer to the preflight \(status 405\) has no .* never sends the DELETE request/, READ],
  ['preflight-401', 'Blocked', 'preflight-status-not-ok', /answers the preflight with status 401/, READ],
  ['preflight-redirect', 'Blocked', 'preflight-redirect', /a redirect \(301 to \/login\/\), and a preflight never follows one/, READ],
  ['json-post', 'Blocked', 'header-not-allowed', /no Access-Control-Allow-Headers, and the request carries content-type/, READ],
  ['lower-case-patch', 'Blocked', 'method-case-mismatch', /The script’s method is patch, and the server allows GET, PATCH/, READ],
  ['trailing-slash', 'Blocked', 'allow-origin-mismatch', /it ends with a slash, and an origin never does/, READ],
  ['wrong-port', 'Blocked', 'allow-origin-mismatch', /the port differs: 3000 and 5173/, READ],
  ['hidden-header', 'Allowed', null, /can read the answer \(status 200\), but not its header X-Total-Count/, READ],
  ['redirect-to-a-third-origin', 'Blocked', 'allow-origin-null-mismatch', /the browser sends Origin: null, and the server’s answer allows https:\/\/app\.example/, READ],
  ['authorization-and-wildcard', 'Blocked', 'authorization-not-covered-by-wildcard', /which never stands for Authorization in the standard/, READ],
  ['error-without-cors', 'Blocked', 'allow-origin-missing', /The server’s answer \(status 500\) has no/, READ],
  ['no-cors', 'Unreadable', null, /an opaque answer: no status, no headers, no body/, READ],
];

const verdict = async (tab) => ({
  word: await textOf(tab, '#request-word'), reason: await tab.locator('#request-codes code').count() ? await textOf(tab, '#request-codes code >> nth=0') : null, said: await textOf(tab, '#request-live'),
});

await test('Every example shows its verdict, its reason and what to change, and the change helps', {}, async (tab) => {
  assert.deepEqual(await tab.locator('#example-list button').evaluateAll((all) => all.map((one) => one.dataset.example)), EXAMPLES.map(([name]) => name));
  for (const [name, word, reason, said, advice] of EXAMPLES) {
    await press(tab, `[data-example="${name}"]`);
    const shown = await verdict(tab);
    assert.equal(shown.word, word, name);
    assert.equal(shown.reason, reason, name);
    assert.match(shown.said, said, name);
    assert.match(await textOf(tab, '#advice'), advice, name);
    if (word === 'Blocked') assert.match(await textOf(tab, '#picture'), /Stopped at the (answer|preflight)\./, name);
    assert.match(await tab.locator('#trace-list .deciding a').last().getAttribute('href'), /^https:\/\/(fetch|html|url)\.spec\.whatwg\.org\//, name);
    // The advice is put into the form, and it helps.
    await press(tab, '#apply');
    const then = await verdict(tab);
    assert.equal(then.word, 'Allowed', `${name}, after the advice`);
    assert.doesNotMatch(then.said, /but not its/, name);
    await tab.goBack();
    await settled(tab);
    assert.equal((await verdict(tab)).word, word, `${name}, one step back`);
  }
});

await test('The advice never allows everybody with credentials, never null, and never another origin than the page’s', {}, async (tab) => {
  for (const [name] of EXAMPLES) {
    for (const credentials of ['same-origin', 'include']) {
      await press(tab, `[data-example="${name}"]`);
      await choose(tab, '#f-credentials', credentials);
      const origin = await tab.inputValue('#f-origin');
      const added = (await tab.locator('#advice ins').allTextContents()).map((line) => line.replace(/^\+add: /, ''));
      for (const line of added) {
        assert.doesNotMatch(line, /null/i, name);
        if (line.startsWith('Access-Control-Allow-Origin:')) assert.equal(line, `Access-Control-Allow-Origin: ${origin}`, name);
        if (credentials === 'include') assert.doesNotMatch(line, /: (.*, )?\*/, `${name} with credentials`);
      }
      if (await tab.locator('#apply').count() && credentials === 'include') {
        await press(tab, '#apply');
        assert.equal((await verdict(tab)).word, 'Allowed', `${name} with credentials, after the advice`);
      }
    }
  }
});

await test('A page without an origin gets no header to add', {fragment: '#example/trailing-slash'}, async (tab) => {
  await type(tab, '#f-origin', 'null');
  assert.equal((await verdict(tab)).reason, 'allow-origin-null-mismatch');
  assert.match(await textOf(tab, '#advice'), /so that it has an origin which can be named/);
  assert.equal(await tab.locator('#advice ins').count(), 0);
  assert.equal(await tab.locator('#apply').count(), 0);
});

await test('The picture has every request and every answer, and what was never sent', {fragment: '#example/preflight-405'}, async (tab) => {
  const picture = await textOf(tab, '#picture');
  assert.match(picture, /^Page: https:\/\/app\.example Server: https:\/\/api\.example The browser sends OPTIONS \/items\/7 preflight no cookies .*Access-Control-Request-Method: DELETE Origin: https:\/\/app\.example The server answers 405 Allow: GET, DELETE Stopped at the preflight\./);
  assert.match(picture, /DELETE \/items\/7 no cookies Origin: https:\/\/app\.example Never sent\.$/);
  await press(tab, '[data-example="redirect-to-a-third-origin"]');
  assert.match(await textOf(tab, '#picture'), /https:\/\/old\.example .*302 redirect .*https:\/\/api\.example .*Origin: null no longer the page’s/);
  await choose(tab, '#f-credentials', 'include');
  assert.match(await textOf(tab, '#picture'), /GET \/items with cookies/);
});

await test('A request without an answer waits, and a button adds the answer', {fragment: '#example/json-post'}, async (tab) => {
  await press(tab, '.response .remove >> nth=0');
  await press(tab, '.response .remove >> nth=0');
  assert.match((await verdict(tab)).said, /^Waiting Before the POST the browser asks the server with a preflight, OPTIONS \/items\./);
  await press(tab, '#add-waiting');
  assert.equal(await tab.evaluate(() => document.activeElement.tagName), 'TEXTAREA');
  assert.equal((await verdict(tab)).reason, 'allow-origin-missing');
  await type(tab, '.response textarea', 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: content-type');
  assert.match((await verdict(tab)).said, /^Waiting The browser has sent POST \/items and waits\./);
});

await test('A redirect that hides the origin is passed by, with the preflight behind it', {fragment: '#example/redirect-to-a-third-origin'}, async (tab) => {
  const grant = 'Access-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Methods: PUT';
  await type(tab, '#f-method', 'PUT');
  for (const [at, status, headers] of [[0, '204', grant], [1, '307', `Location: https://api.example/items\n${grant}`]]) {
    await type(tab, `.response input[type=text] >> nth=${at}`, status);
    await type(tab, `.response textarea >> nth=${at}`, headers);
  }
  for (const [at, status] of [[2, '204'], [3, '200']]) {
    await press(tab, '#add-response');
    await type(tab, `.response input[type=text] >> nth=${at}`, status);
    await type(tab, `.response textarea >> nth=${at}`, grant);
  }
  assert.equal((await verdict(tab)).reason, 'allow-origin-null-mismatch');
  assert.match(await textOf(tab, '#advice'), READ);
  await press(tab, '#apply');
  assert.equal((await verdict(tab)).word, 'Allowed');
  assert.deepEqual(await tab.locator('.response input[type=text]').evaluateAll((all) => all.map((one) => one.value)), ['204', '200']);
});

await test('A network error is said to be none of CORS', {fragment: '#example/no-allow-origin'}, async (tab) => {
  await tab.check('.response [type=checkbox]');
  await settled(tab);
  assert.equal((await verdict(tab)).reason, 'network-error');
  assert.match(await textOf(tab, '#advice'), /It is not CORS\./);
  assert.ok(await tab.locator('.response textarea').isDisabled());
});

await test('Browsers that decide otherwise are told, and can be looked at', {fragment: '#example/authorization-and-wildcard'}, async (tab) => {
  assert.match(await textOf(tab, '#profiles'), /Chromium, Firefox and WebKit: allowed\. Authorization is allowed\./);
  await tab.locator('#profiles input[value=standard]').focus();
  await tab.keyboard.press('ArrowRight');
  await settled(tab);
  assert.equal((await verdict(tab)).word, 'Allowed');
  assert.equal(await tab.evaluate(() => document.activeElement.value), 'chromium');
  await tab.reload();
  await settled(tab);
  assert.equal((await verdict(tab)).word, 'Allowed', 'the link holds the profile');
  assert.ok(await tab.isChecked('#profiles input[value=chromium]'));
  await press(tab, '[data-example="no-allow-origin"]');
  assert.ok(await tab.isChecked('#profiles input[value=standard]'), 'an example starts from the standard');
  assert.match(await textOf(tab, '#profiles'), /Chromium, Firefox and WebKit decide the same\./);
});

await test('The steps before the deciding one can be opened, and stay open', {fragment: '#example/json-post'}, async (tab) => {
  const deciding = await textOf(tab, '#trace-list .steps >> nth=0');
  assert.match(deciding, /does not list content-type|header-not-allowed/);
  await tab.click('#trace-list summary');
  assert.ok(await tab.locator('#trace-list .earlier .step').count() > 10);
  await type(tab, '#f-url', 'https://api.example/other');
  assert.ok(await tab.locator('#trace-list .earlier .step >> nth=0').isVisible());
});

await test('The step that blocked decides, and not the facts behind it', {fragment: '#example/redirect-to-a-third-origin'}, async (tab) => {
  const decided = () => tab.locator('#trace-list .deciding .rule').allInnerTexts();
  assert.match((await decided()).at(-1), /^CHK-4\b/);
  assert.match(await tab.locator('#trace-list .steps >> nth=0 >> .step').last().innerText(), /SRO-1/);
  await press(tab, '[data-example="json-post"]');
  assert.match((await decided()).at(-1), /^PRE-16\b/);
});

await test('What is typed is asked in one request, for the standard and for each browser', {fragment: '#example/authorization-and-wildcard'}, async (tab) => {
  // WHY only those of four lines: what follows a verdict and what helps is asked one by one.
  const asked = [];
  tab.on('request', (request) => asked.push([new URL(request.url()).pathname, (request.postData() ?? '').split('\n')]));
  await type(tab, '#f-method', 'DELETE');
  assert.deepEqual([...new Set(asked.map(([path]) => path))], ['/v1/evaluate/batch']);
  const together = asked.map(([, lines]) => lines).filter((lines) => lines.length > 1);
  assert.deepEqual(together.map((lines) => lines.map((text) => JSON.parse(text).profile)), [['standard', 'chromium', 'firefox', 'webkit']]);
});

// Bad input: what is typed where, which fault is told beside which field.
const FAULTS = [
  ['#f-origin', 'https://app.example/page', 'origin', /is not a serialized origin/],
  ['#f-origin', '', 'origin', /is not a serialized origin/],
  ['#f-headers', 'X-One: 1\nno colon here', 'headers', /Line 2 has no name before a colon/],
  ['#f-headers', 'X-One: 1\n\nX-Two: \u20ac', 'headers', /Line 3: A code point above U\+00FF/],
  ['#responses input[type=text]', '99', 'responses/0/status', /from 200 to 999/],
  ['#responses input[type=text]', 'ok', 'responses/0/status', /from 200 to 999/],
  ['#responses input[type=text]', '204.5', 'responses/0/status', /from 200 to 999/],
  ['#responses textarea', 'Access-Control-Allow-Origin: *\nbad name: 1', 'responses/0/headers', /Line 2: /],
  ['#responses textarea', 'Access-Control-Allow-Origin', 'responses/0/headers', /Line 1 has no name before a colon/],
];
await test('Bad input is told beside its field, and the last answer stays, marked as such', {}, async (tab) => {
  for (const [selector, text, field, told] of FAULTS) {
    await press(tab, '[data-example="trailing-slash"]');
    const before = await verdict(tab);
    assert.equal(await tab.locator('.fault').count(), 0);
    await type(tab, `${selector} >> nth=0`, text);
    assert.match(await textOf(tab, `[data-field="${field}"] .fault`), told, `${selector}: ${text}`);
    assert.equal(await tab.locator('.fault').count(), 1);
    const input = tab.locator(`[data-field="${field}"] [aria-invalid=true]`);
    assert.equal(await input.getAttribute('aria-describedby'), await tab.locator('.fault').getAttribute('id'));
    assert.ok(await tab.locator('#request-stale').isVisible());
    assert.equal((await verdict(tab)).said, before.said);
    await press(tab, '[data-example="trailing-slash"]');
    assert.ok(await tab.locator('#request-stale').isHidden());
    assert.equal(await tab.locator('[aria-invalid]').count(), 0);
  }
});

await test('What an API cannot express is told beside its choice, also where that was folded', {fragment: '#example/no-allow-origin'}, async (tab) => {
  await tab.click('#advanced summary');
  await choose(tab, '#f-client', 'xhr');
  await choose(tab, '#f-credentials', 'omit');
  assert.match(await textOf(tab, '[data-field="credentials"] .fault'), /cannot stand here/);
  await choose(tab, '#f-credentials', 'include');
  assert.equal(await tab.locator('.fault').count(), 0);
  await choose(tab, '#f-redirect', 'manual');
  assert.match(await textOf(tab, '[data-field="redirect"] .fault'), /cannot stand here/);
  await tab.click('#advanced summary');
  await type(tab, '#f-url', 'https://api.example/x');
  assert.ok(await tab.locator('[data-field="redirect"] .fault').isVisible());
});

await test('An address in place of an origin is put right by a button', {}, async (tab) => {
  await type(tab, '#f-origin', 'HTTPS://App.Example:443/page?x');
  await press(tab, '[data-field="origin"] .fault button');
  assert.equal(await tab.inputValue('#f-origin'), 'https://app.example');
  assert.equal(await tab.locator('.fault').count(), 0);
});

await test('A pasted head fills the status and the headers', {fragment: '#example/no-allow-origin'}, async (tab) => {
  const paste = (text) => tab.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.querySelector('.response textarea').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
  }, text);
  await paste('< HTTP/2 404 \r\n< access-control-allow-origin: http://localhost:3000\r\n< vary: Origin\r\n< \r\nbody: not a header\r\n');
  await settled(tab);
  assert.equal(await tab.inputValue('.response input[type=text]'), '404');
  assert.equal(await tab.inputValue('.response textarea'), 'access-control-allow-origin: http://localhost:3000\nvary: Origin');
  assert.equal((await verdict(tab)).word, 'Allowed');
});

await test('Answers can be moved and removed, and the focus stays near', {fragment: '#example/preflight-405'}, async (tab) => {
  await press(tab, '[aria-label="Move answer 2 up"]');
  assert.equal(await tab.inputValue('.response input[type=text] >> nth=0'), '204');
  assert.equal((await verdict(tab)).reason, 'method-not-allowed');
  await press(tab, '[aria-label="Remove answer 2"]');
  assert.equal(await tab.locator('.response').count(), 1);
  assert.ok(await tab.evaluate(() => document.activeElement.closest('.response') !== null));
});

await test('A server that is gone is told, and asked again', {told: /Failed to load resource/}, async (tab) => {
  await tab.route('**/v1/evaluate/batch', (route) => route.abort('connectionrefused'));
  await type(tab, '#f-method', 'PUT');
  assert.match(await textOf(tab, '#unanswered'), /does not answer\. Is “crosscheck serve” still running\?/);
  assert.ok(await tab.locator('#request-stale').isVisible());
  await tab.unroute('**/v1/evaluate/batch');
  await tab.route('**/v1/evaluate/batch', (route) => route.fulfill({status: 503, body: 'busy'}));
  await press(tab, '#retry');
  assert.match(await textOf(tab, '#unanswered'), /refused the question with status 503/);
  await tab.unroute('**/v1/evaluate/batch');
  await press(tab, '#retry');
  assert.ok(await tab.locator('#unanswered').isHidden());
  assert.match((await verdict(tab)).said, /never sends the PUT request/);
});

await test('An answer that comes late does not replace a newer one', {fragment: '#example/no-allow-origin'}, async (tab) => {
  let held = null;
  let isHeld;
  const arrived = new Promise((done) => { isHeld = done; });
  await tab.route('**/v1/evaluate/batch', async (route) => {
    if (held) return route.continue();
    held = route;
    isHeld();
    return undefined;
  });
  await tab.fill('#f-method', 'PUT');
  await arrived;
  await type(tab, '#f-method', 'DELETE');
  assert.match((await verdict(tab)).said, /DELETE/);
  // The answers to the older questions come now; behind them one more exchange, so that they have been heard.
  await Promise.allSettled([held.fetch().then((response) => held.fulfill({response}))]);
  await tab.evaluate(async () => (await fetch('/healthz')).text());
  await settled(tab);
  assert.match((await verdict(tab)).said, /DELETE/);
  assert.match(await textOf(tab, '#picture'), /DELETE/);
});

const MARKUP = '<img src=x onerror=alert(1)>';
await test('Markup and odd bytes stay text, from people and from answers', {fragment: '#example/no-allow-origin'}, async (tab) => {
  await type(tab, '#f-url', `https://api.example/${MARKUP}?"'`);
  await type(tab, '.response textarea', `Access-Control-Allow-Origin: ${MARKUP}\u0001\u0085`);
  assert.match((await verdict(tab)).said, /<img src=x onerror=alert\(1\)>\\x01\\x85/);
  await tab.route('**/v1/evaluate/batch', async (route) => {
    const answers = (await (await route.fetch()).text()).trimEnd().split('\n').map((text) => JSON.parse(text));
    for (const {output: {fetches: [fetched]}} of answers) {
      fetched.trace.at(-1).text = MARKUP;
      fetched.trace.at(-1).spec = 'javascript:alert(1)';
      fetched.reason = 'never-heard-of';
    }
    await route.fulfill({contentType: 'application/x-ndjson', body: answers.map((answer) => `${JSON.stringify(answer)}\n`).join('')});
  });
  await type(tab, '#f-method', 'HEAD');
  assert.equal((await verdict(tab)).reason, 'never-heard-of');
  assert.match((await verdict(tab)).said, /^Blocked <img src=x onerror=alert\(1\)>/);
  assert.equal(await tab.locator('img, [href^="javascript"]').count(), 0);
});

await test('Pictures are taken of what people see', {}, async (tab) => {
  for (const name of ['no-allow-origin', 'preflight-405', 'redirect-to-a-third-origin', 'authorization-and-wildcard']) {
    await tab.goto(`${page}#example/${name}`);
    await settled(tab);
    await shot(tab, `request-${name}`);
  }
});

await finish();

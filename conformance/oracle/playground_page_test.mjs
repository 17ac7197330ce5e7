// The playground as a page: what it loads, keyboard, names, narrow screens, contrast, paper, and sentences for every reason.
// node playground_page_test.mjs --command CROSSCHECK [--url URL] [--modules FOLDER] [--chromium PATH] [--screenshots FOLDER]
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {lowContrasts, overflow} from '../node/browser_for_tests.mjs';
import {finish, page, PAGE_FOLDER, press, settled, shot, SUITE, test, textOf} from './playground_for_tests.mjs';

const STRICT = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'"];

await test('The page is served with a strict policy for content, and holds one itself', {told: /Content Security Policy|violation: /}, async (tab) => {
  const answer = await tab.request.get(page);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()['content-type'], /^text\/html;\s*charset=utf-8$/);
  const own = await tab.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
  for (const policy of [answer.headers()['content-security-policy'], own]) {
    for (const directive of STRICT) assert.ok(policy.includes(directive), `${directive} in ${policy}`);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  }
  // It is in force: neither an inline script nor an inline style does anything.
  const [ran, colour] = await tab.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<i id="styled" style="color: rgb(1, 2, 3)"></i>');
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return [window.ran === true, getComputedStyle(document.getElementById('styled')).color];
  });
  assert.equal(ran, false);
  assert.notEqual(colour, 'rgb(1, 2, 3)');
});

await test('Every file of the page is its own, served as what it is', {}, async (tab) => {
  for (const name of readdirSync(PAGE_FOLDER).filter((each) => /\.(js|css)$/.test(each))) {
    const answer = await tab.request.get(`${page}playground/${name}`);
    assert.equal(answer.status(), 200, name);
    assert.match(answer.headers()['content-type'], name.endsWith('.js') ? /^text\/javascript/ : /^text\/css/, name);
    const text = readFileSync(join(PAGE_FOLDER, name), 'utf8');
    assert.equal(await answer.text(), text, `${name} is the file of the source tree`);
    assert.ok(text.split('\n').length < 400, name);
    assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|outerHTML|document\.write|eval\(|new Function/, name);
  }
  const html = readFileSync(join(PAGE_FOLDER, 'index.html'), 'utf8');
  assert.doesNotMatch(html, /\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)/);
});

await test('The keyboard alone chooses a tab, an example, a field and an answer', {}, async (tab) => {
  const focused = () => tab.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  await tab.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the answer');
  const seen = await tab.evaluate(() => document.activeElement.getBoundingClientRect().left);
  assert.ok(seen >= 0);
  await tab.keyboard.press('Tab');
  assert.equal(await focused(), 'tab-request');
  await tab.keyboard.press('ArrowRight');
  await settled(tab);
  assert.equal(await focused(), 'tab-policy');
  assert.ok(await tab.locator('#panel-policy').isVisible());
  await tab.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'tab-request');
  await tab.keyboard.press('End');
  assert.equal(await focused(), 'tab-policy');
  await tab.keyboard.press('Home');
  await settled(tab);
  assert.ok(await tab.locator('#panel-request').isVisible());
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Tab');
  assert.equal(await focused(), 'No Access-Control-Allow-Origin');
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  await settled(tab);
  assert.equal(await textOf(tab, '#request-codes code >> nth=0'), 'header-not-allowed');
  // Each stop of the Tab key is seen: it has an outline, or what stands for it has.
  const hidden = [];
  let reached = false;
  for (let presses = 0; presses < 80 && !reached; ++presses) {
    await tab.keyboard.press('Tab');
    const [name, outlined] = await tab.evaluate(() => {
      const active = document.activeElement;
      const shown = active.matches('.profile input') ? active.nextElementSibling : active.closest('.editor') ?? active;
      return [active.id || active.className || active.tagName, getComputedStyle(shown).outlineStyle !== 'none'];
    });
    if (!outlined) hidden.push(name);
    reached = name === 'copy-vector';
  }
  assert.deepEqual(hidden, []);
  assert.ok(reached, 'the last button is reached');
});

await test('The skip link leads to the answer, and the address keeps what was typed', {fragment: '#example/json-post'}, async (tab) => {
  const address = tab.url();
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'answer');
  assert.equal(tab.url(), address);
});

await test('Everything has a name, and the verdict is told to those who hear the page', {}, async (tab) => {
  const check = async () => {
    const unnamed = await tab.evaluate(() => [...document.querySelectorAll('input, select, textarea')].filter((field) => !field.labels?.length && !field.getAttribute('aria-label')).map((field) => field.id));
    assert.deepEqual(unnamed, []);
    const nameless = await tab.evaluate(() => [...document.querySelectorAll('button, a')].filter((one) => !(one.getAttribute('aria-label') ?? one.textContent).trim() && one.checkVisibility()).length);
    assert.equal(nameless, 0);
    const twice = await tab.evaluate(() => [...document.querySelectorAll('[id]')].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at));
    assert.deepEqual(twice, []);
  };
  await check();
  for (const landmark of ['header', 'main', 'footer', 'h1']) assert.equal(await tab.locator(landmark).count(), 1, landmark);
  assert.equal(await tab.locator('#request-live').getAttribute('role'), 'status');
  assert.equal(await tab.getAttribute('html', 'lang'), 'en');
  // The same verdict is not told twice, a new one is.
  await tab.evaluate(() => {
    window.changes = 0;
    new MutationObserver(() => { ++window.changes; }).observe(document.getElementById('request-live'), {childList: true, subtree: true, characterData: true});
  });
  await tab.fill('.response textarea', 'Content-Type: text/plain');
  await settled(tab);
  assert.equal(await tab.evaluate(() => window.changes), 0);
  await tab.fill('.response textarea', 'Access-Control-Allow-Origin: x');
  await settled(tab);
  assert.ok(await tab.evaluate(() => window.changes) > 0);
  await press(tab, '#tab-policy');
  await check();
});

const exampleNames = (tab) => tab.evaluate(() => [...document.querySelectorAll('.panel:not([hidden]) [data-example]')].map((one) => one.dataset.example));
for (const width of [320, 360, 768, 1280]) {
  await test(`The page never scrolls sideways: ${width} px`, {viewport: {width, height: 780}}, async (tab) => {
    for (const kind of ['request', 'policy']) {
      await press(tab, `#tab-${kind}`);
      await tab.evaluate(() => { for (const more of document.querySelectorAll('details')) more.open = true; });
      for (const name of await exampleNames(tab)) {
        await press(tab, `.panel:not([hidden]) [data-example="${name}"]`);
        await tab.evaluate(() => { for (const more of document.querySelectorAll('details')) more.open = true; });
        assert.equal(await overflow(tab), 0, name);
      }
    }
    await tab.goto(`${page}#example/json-post`);
    await settled(tab);
    await tab.fill('#f-url', `https://api.example/${'long'.repeat(200)}`);
    await tab.fill('.response textarea', `Access-Control-Allow-Origin: https://${'a'.repeat(300)}.example`);
    await settled(tab);
    assert.equal(await overflow(tab), 0, 'long words');
    await tab.goto(`${page}#example/preflight-405`);
    await settled(tab);
    if (width === 360) await shot(tab, 'request-phone');
  });
}

await test('On a phone the verdict stays in sight, until it is on the screen', {viewport: {width: 360, height: 700}, fragment: '#example/json-post'}, async (tab) => {
  const bar = tab.locator('#bar');
  assert.ok(await bar.isVisible());
  assert.match(await bar.innerText(), /Blocked\s+header-not-allowed/);
  await bar.click();
  await tab.waitForFunction(() => getComputedStyle(document.getElementById('bar')).visibility === 'hidden');
  assert.ok(await tab.locator('#request-word').isVisible());
});

for (const colorScheme of ['light', 'dark']) {
  await test(`Every text stands out: ${colorScheme}`, {colorScheme}, async (tab) => {
    const back = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.match(back, colorScheme === 'dark' ? /rgb\(1\d, / : /rgb\(24\d, /);
    for (const fragment of ['example/preflight-405', 'example/redirect-to-a-third-origin', 'example/hidden-header', 'example/no-cors', 'example/authorization-and-wildcard', 'policy-example/one-app', 'policy-example/full-of-faults']) {
      await tab.goto(`${page}#${fragment}`);
      await settled(tab);
      await tab.evaluate(() => { for (const more of document.querySelectorAll('details')) more.open = true; });
      assert.deepEqual(await lowContrasts(tab), [], fragment);
      await shot(tab, `${colorScheme}-${fragment.replace('/', '-')}`);
    }
    await tab.goto(`${page}#example/json-post`);
    await settled(tab);
    await tab.fill('#f-origin', 'https://app.example/');
    await settled(tab);
    assert.ok(await tab.locator('#request-stale').isVisible());
    assert.deepEqual(await lowContrasts(tab), [], 'stale');
    await shot(tab, `${colorScheme}-stale`);
  });
}

await test('Nothing moves for those who want no motion', {reducedMotion: 'reduce', fragment: '#example/json-post'}, async (tab) => {
  const moving = await tab.evaluate(() => [...document.querySelectorAll('*')].filter((one) => {
    const style = getComputedStyle(one);
    return style.animationName !== 'none' || style.transitionDuration.split(',').some((each) => parseFloat(each) > 0);
  }).length);
  assert.equal(moving, 0);
});

await test('On paper the answer is there and the controls are not', {fragment: '#example/preflight-405'}, async (tab) => {
  await tab.emulateMedia({media: 'print'});
  for (const gone of ['.tabs', '.examples', '#share', '#apply', '#add-response']) assert.equal(await tab.locator(gone).first().isVisible(), false, gone);
  for (const there of ['#request-word', '#advice', '#picture', '#trace-list', '#f-url']) assert.ok(await tab.locator(there).isVisible(), there);
  await shot(tab, 'print');
});

await test('Without scripts the page says what it needs', {javaScriptEnabled: false}, async (tab) => {
  assert.match(await tab.locator('body').innerText(), /please allow scripts/);
});

await test('Every reason has a sentence, advice and a flag', {}, async (tab) => {
  const table = readFileSync(join(dirname(SUITE), 'src', 'crosscheck', 'reason', 'reason_table.inc'), 'utf8');
  const [fetches, policies] = table.split('// A policy\'s answer').map((part) => [...part.matchAll(/^ {4}\w+, "([a-z0-9-]+)"/gm)].map(([, code]) => code));
  assert.ok(fetches.length > 40 && policies.length > 8, `${fetches.length} and ${policies.length} reasons were read`);
  const tables = await tab.evaluate(async () => {
    const [{KNOWN_REASONS}, {REASONS_WITH_ADVICE}, {REASONS_WITH_FLAG, FLAGS_USED}] = await Promise.all(['sentence', 'fixes', 'vector'].map((name) => import(`/playground/${name}.js`)));
    return {KNOWN_REASONS, REASONS_WITH_ADVICE, REASONS_WITH_FLAG, FLAGS_USED};
  });
  const sorted = (codes) => [...codes].sort();
  assert.deepEqual(sorted(tables.KNOWN_REASONS), sorted(fetches));
  assert.deepEqual(sorted(tables.REASONS_WITH_ADVICE), sorted(fetches));
  assert.deepEqual(sorted(tables.REASONS_WITH_FLAG), sorted([...fetches, ...policies]));
  const {flags} = JSON.parse(readFileSync(join(SUITE, 'flags.json'), 'utf8'));
  assert.deepEqual(tables.FLAGS_USED.filter((flag) => !flags[flag]), []);
});

// In the page: a sentence, a picture and advice for a question of a single fetch; what is odd about them comes back.
const tellAll = async (vectors) => {
  const names = ['advice', 'facts', 'picture', 'sentence', 'trace'];
  const [{advise, changesOf}, {factsOf}, {drawPicture}, {verdictOf}, {drawTrace}] = await Promise.all(names.map((name) => import(`/playground/${name}.js`)));
  const judge = async (input) => {
    const response = await fetch('/v1/evaluate/batch', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify([{kind: 'fetch', input, trace: true}])});
    const [answer] = await response.json();
    return answer.output?.fetches[0] ?? null;
  };
  // Keys that have a default may be missing in a vector; the form always gives them.
  const whole = (input) => {
    const made = structuredClone(input);
    const [{request, responses}] = made.fetches;
    made.fetches[0].request = {method: 'GET', credentials: 'same-origin', ...request};
    for (const response of responses) if (!response.network_error) response.headers ??= [];
    return made;
  };
  const odd = [];
  const reasons = new Set();
  for (const {id, input: given} of vectors) {
    const input = whole(given);
    try {
      const fetched = await judge(input);
      reasons.add(fetched.reason);
      const facts = factsOf(input, fetched);
      const place = document.createElement('div');
      drawPicture(place, facts, verdictOf(facts), null);
      drawTrace(place, fetched);
      const said = document.createElement('p');
      said.append(...[verdictOf(facts).what].flat(Infinity));
      if (/undefined|\[object|NaN/.test(said.textContent)) odd.push(`${id}: ${said.textContent}`);
      const plan = await advise(input, fetched, judge);
      if (fetched.verdict === 'blocked' && plan.steps.length === 0) odd.push(`${id}: no advice for ${fetched.reason}`);
      for (const {plus} of changesOf(input, plan)) {
        for (const line of plus) {
          if (/^access-control-allow-origin:/i.test(line) && line !== `Access-Control-Allow-Origin: ${input.fetches[0].request.origin}`) odd.push(`${id}: ${line}`);
          if (/null/.test(line)) odd.push(`${id}: ${line}`);
          if (plan.input.fetches[0].request.credentials === 'include' && /^access-control-(allow|expose)-[a-z]+: (.*, )?\*/i.test(line)) odd.push(`${id}: ${line}`);
        }
      }
    } catch (error) {
      odd.push(`${id}: ${error.stack}`);
    }
  }
  return {odd, reasons: [...reasons]};
};

await test('Every vector of a single fetch gets its sentence, its picture and advice that is safe', {}, async (tab) => {
  const folder = join(SUITE, 'vectors');
  const vectors = readdirSync(folder).filter((name) => /^(?!generated-).*\.json$/.test(name)).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).vectors)
    .filter(({kind, input, expect}) => kind === 'fetch' && expect.fetches && input.fetches.length === 1);
  assert.ok(vectors.length > 400, `${vectors.length} vectors`);
  const {odd, reasons} = await tab.evaluate(tellAll, vectors.map(({id, input}) => ({id, input})));
  assert.deepEqual(odd, []);
  assert.ok(reasons.length > 40, `${reasons.length} reasons came up`);
});

await finish();

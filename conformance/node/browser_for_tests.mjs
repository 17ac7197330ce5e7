// Pages in a real browser: what the tests of the playground and of the reports have in common. A test whose tools are missing ends with 77,
// which means skipped.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const SKIPPED = 77;

export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(SKIPPED);
}

// A browser; `modules` is the folder where playwright-core is installed, `path` the browser's own, if it is none of Debian's.
export async function launch(modules, path) {
  if (!existsSync(join(modules, 'node_modules', 'playwright-core'))) skip(`playwright-core is not installed in ${modules}; run \`npm ci\` there`);
  const executablePath = [path, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((each) => each && existsSync(each));
  if (!executablePath) skip('there is no Chromium; install the package `chromium`');
  const {chromium} = createRequire(join(modules, 'package.json'))('playwright-core');
  // WHY no sandbox: it needs rights that a container lacks, and the pages are our own.
  return chromium.launch({executablePath, args: ['--no-sandbox']});
}

// Cases, each with a page of its own. What the console says, an exception, a dialog or a request for what does not begin with `own` is a
// failure, but for a message of the console that `expects` is true of.
export class PageTests {
  #browser;
  #own;
  #failures = [];
  #count = 0;

  constructor(browser, own = 'file:') {
    this.#browser = browser;
    this.#own = own;
  }

  // `body` gets the tab, where `address` was opened, and its window, which was made with `context`.
  async test(name, address, body, {context = {}, expects = () => false, prepare = async () => {}, failed = async () => {}} = {}) {
    ++this.#count;
    const window = await this.#browser.newContext({viewport: {width: 1280, height: 900}, ...context});
    const tab = await window.newPage();
    const told = [];
    tab.on('console', (message) => { if (!expects(message.text())) told.push(`console: ${message.text()}`); });
    tab.on('pageerror', (error) => told.push(`exception: ${error.message}`));
    tab.on('dialog', (dialog) => { told.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    tab.on('request', (request) => { if (!request.url().startsWith(this.#own) && !request.url().startsWith('data:')) told.push(`request: ${request.url()}`); });
    try {
      await prepare(tab);
      await tab.goto(address);
      await body(tab, window);
      assert.deepEqual(told, []);
      console.log(`ok - ${name}`);
    } catch (error) {
      this.#failures.push(name);
      console.log(`not ok - ${name}\n  ${String(error.stack ?? error).replaceAll('\n', '\n  ')}`);
      await failed(tab, this.#failures.length);
    }
    await window.close();
  }

  // The exit status.
  async finish() {
    await this.#browser.close();
    const failed = this.#failures;
    console.log(failed.length === 0 ? `${this.#count} cases` : `${failed.length} of ${this.#count} cases failed: ${failed.join('; ')}`);
    return failed.length === 0 ? 0 : 1;
  }
}

// By how many pixels the page can be scrolled sideways.
export const overflow = (tab) => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, of each text that is seen against what lies under it.
export const lowContrasts = (tab) => tab.evaluate(() => {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const under = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parts(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const ratio = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const low = new Set();
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || element.matches('input:not([type=checkbox]):not([type=radio]), textarea, select');
    if (!own || !element.checkVisibility() || element.closest('script, noscript, option, datalist') || element.matches(':disabled')) continue;
    const style = getComputedStyle(element);
    const found = ratio(parts(style.color), under(element));
    if (found < 4.5) low.add(`${element.tagName}.${element.className}: ${found.toFixed(2)}`);
    // The edge of a field is 3 to 1.
    if (element.matches('input, select, textarea, button') && parseFloat(style.borderTopWidth) > 0 && style.borderTopColor !== 'rgba(0, 0, 0, 0)') {
      const edge = ratio(parts(style.borderTopColor), under(element.parentElement));
      if (edge < 3) low.add(`edge of ${element.tagName}.${element.className}: ${edge.toFixed(2)}`);
    }
  }
  return [...low];
});

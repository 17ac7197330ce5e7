// Pages in a real browser: what the tests of the playground and of the report have in common. A test whose tools are missing ends with 77,
// which means skipped.
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

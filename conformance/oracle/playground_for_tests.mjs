// The playground in a real browser, served by `crosscheck serve`: what its tests have in common.
//   --command CROSSCHECK  the program, which serves the page and checks what was copied
//   --url URL             a server that runs already, in place of one of the test's own
//   --modules FOLDER      where playwright-core is installed
//   --chromium PATH       the browser
//   --screenshots FOLDER  where pictures of the page are written, if anywhere
// A test whose tools are missing ends with 77, which means skipped.
import {spawnSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {PageTests, launch} from '../node/browser_for_tests.mjs';
import {serve} from './serve_for_tests.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
export const SUITE = dirname(HERE);
export const PAGE_FOLDER = join(dirname(SUITE), 'src', 'oracle', 'playground');

const {values: options} = parseArgs({options: {command: {type: 'string'}, url: {type: 'string'}, modules: {type: 'string'}, chromium: {type: 'string'}, screenshots: {type: 'string'}}});
export const command = options.command && resolve(options.command);
const modules = resolve(options.modules ?? join(SUITE, 'node'));
export const needed = createRequire(join(modules, 'package.json'));

const browser = await launch(modules, options.chromium);
const server = options.url ? {url: options.url.replace(/\/$/, ''), stop: async () => {}} : await serve(command);
export const page = `${server.url}/`;
const pages = new PageTests(browser, page);

// A case. Whatever the console says is a failure, and so is a violation of the policy for content; `told` is for messages that belong to the case.
export const test = (name, {fragment = '', told = null, ...context}, body) =>
  pages.test(name, page + fragment, async (tab, window) => {
    if (context.javaScriptEnabled !== false) await settled(tab);
    await body(tab, window);
  }, {
    context,
    expects: (message) => told?.test(message),
    prepare: (tab) => tab.addInitScript(() => addEventListener('securitypolicyviolation', (event) => console.error(`violation: ${event.violatedDirective} ${event.blockedURI}`))),
    failed: (tab, number) => shot(tab, `failed-${number}`),
  });

// Everything that follows from the last change is drawn.
export const settled = (tab) => tab.waitForFunction(() => !document.querySelector('[aria-busy]') && document.querySelector('.word:not(:empty)'));

export async function shot(tab, name) {
  if (!options.screenshots) return;
  mkdirSync(options.screenshots, {recursive: true});
  await tab.screenshot({path: join(options.screenshots, `${name}.png`), fullPage: true});
}

export async function finish() {
  const status = await pages.finish();
  await server.stop();
  process.exit(status);
}

// Types over what stands in a field, as people do.
export async function type(tab, selector, text) {
  await tab.fill(selector, text);
  await settled(tab);
}

export async function choose(tab, selector, value) {
  await tab.selectOption(selector, value);
  await settled(tab);
}

export async function press(tab, selector) {
  await tab.click(selector);
  await settled(tab);
}

// What a copy button puts on the clipboard; the page needs the permission.
export const CLIPBOARD = {permissions: ['clipboard-read', 'clipboard-write']};
export async function copied(tab, selector) {
  await tab.evaluate(() => navigator.clipboard.writeText(''));
  await tab.click(selector);
  await tab.waitForFunction((button) => document.querySelector(button).textContent === 'Copied', selector);
  return tab.evaluate(() => navigator.clipboard.readText());
}

export const textOf = async (tab, selector) => (await tab.locator(selector).innerText()).replace(/\s+/g, ' ').trim();

// The program's answer to a question.
export function evaluate(question) {
  const run = spawnSync(command, ['evaluate'], {input: typeof question === 'string' ? question : JSON.stringify(question), encoding: 'utf8'});
  return JSON.parse(run.stdout);
}

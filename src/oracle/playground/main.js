// The page: two tabs, examples, and the link that holds what was typed.
import {byId, clone, el} from './dom.js';
import {EXAMPLES, POLICY_EXAMPLES} from './examples.js';
import {message} from './form.js';
import {policyTab} from './policy_tab.js';
import {requestTab} from './request_tab.js';
import {DEFAULTS, fragmentOf, readFragment} from './state.js';
import {makeTabs} from './tabs.js';

const LISTS = {request: EXAMPLES, policy: POLICY_EXAMPLES};
let tab = 'request';
let steady = true;

// The link follows what is typed, without filling the history.
function renew(name, fields) {
  if (name !== tab) return;
  const fragment = fragmentOf(name, fields);
  if (fragment === location.hash) return;
  try {
    if (steady) history.replaceState(null, '', fragment);
    else history.pushState(null, '', fragment);
  } catch {
    // Browsers refuse too many changes of the address in a short time. The next change brings it up to date, and “Copy link” makes its own.
  }
  steady = true;
}

function answered(problem) {
  byId('unanswered').hidden = problem === null;
  byId('unanswered-text').textContent = problem ?? '';
}

const pageOf = (name) => ({
  typed: (fields) => renew(name, fields),
  answered,
  // The next change is a step of its own in the history.
  step: () => { steady = false; },
  link: () => new URL(fragmentOf(name, views[name].read()), location.href).href,
});
const views = {};
views.request = requestTab(pageOf('request'));
views.policy = policyTab(pageOf('policy'));

const filled = (name, fields) => ({...clone(DEFAULTS[name]), ...clone(fields)});
const started = {request: false, policy: false};

function fill(name, fields) {
  started[name] = true;
  return views[name].write(fields);
}

const tabs = makeTabs(document.querySelector('[role=tablist]'), (name) => {
  tab = name;
  steady = false;
  answered(null);
  message(byId('note'), null);
  if (started[name]) views[name].update();
  else fill(name, filled(name, LISTS[name][0].fields));
});

function start(name, fields) {
  message(byId('note'), null);
  steady = false;
  fill(name, fields);
}

// What the address says, or the first example.
function open() {
  const given = readFragment(location.hash);
  let note = given?.note ?? null;
  tab = given?.tab ?? 'request';
  let {fields} = given ?? {};
  if (given?.example !== undefined) {
    fields = LISTS[tab].find(({name}) => name === given.example)?.fields;
    if (!fields) note = 'There is no example of that name. Everything starts from the beginning.';
  }
  fields ??= LISTS[tab][0].fields;
  tabs.choose(tab);
  const lost = [...(given?.dropped ?? []), ...fill(tab, filled(tab, fields))];
  if (lost.length) note = `Parts of this link could not be read and were left out: ${lost.slice(0, 5).join(', ')}.`;
  message(byId('note'), note);
}

for (const [name, list, id] of [['request', EXAMPLES, 'example-list'], ['policy', POLICY_EXAMPLES, 'policy-example-list']]) {
  byId(id).append(...list.map((example) => el('li', {}, el('button', {type: 'button', 'data-example': example.name, onclick: () => start(name, filled(name, example.fields))}, example.title))));
}
for (const id of ['examples', 'policy-examples']) byId(id).open = matchMedia('(min-width: 60rem)').matches;
byId('retry').addEventListener('click', () => views[tab].update());
// WHY by script: the fragment holds the state, and a link within the page would overwrite it.
for (const link of document.querySelectorAll('a[href="#answer"]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const answer = byId(tab === 'request' ? 'answer' : 'policy-answer');
    answer.focus({preventScroll: true});
    answer.scrollIntoView({block: 'start'});
  });
}
// The bar with the verdict is for when the verdict itself is out of sight.
new IntersectionObserver((entries) => byId('bar').classList.toggle('away', entries.at(-1).isIntersecting)).observe(byId('answer'));
addEventListener('hashchange', open);
open();

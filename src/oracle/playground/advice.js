// What to change, tried out: each change is put into the question and the oracle is asked again, until nothing is left to change.
import {clone, code, el, heard, replace, say, visible} from './dom.js';
import {exposing, fixFor} from './fixes.js';
import {factsOf, hiddenNames, pathOf} from './facts.js';
import {verdictOf} from './sentence.js';

const MOST_STEPS = 12;

// {steps, input, ids, end}: the notes in order, the changed input, which response of the first input each one was, and what becomes of it then.
export async function advise(input, fetched, askAgain) {
  const plan = {steps: [], input: clone(input), ids: input.fetches[0].responses.map((_, at) => at), end: fetched};
  let hidden = false;
  while (plan.steps.length < MOST_STEPS) {
    const facts = factsOf(plan.input, plan.end);
    const names = plan.end.verdict === 'allowed' && !hidden ? hiddenNames(facts) : [];
    hidden ||= names.length > 0;
    const step = names.length ? exposing(facts, names) : fixFor(facts);
    if (!step) break;
    plan.steps.push({...step, facts});
    if (!step.change || !apply(plan, step, facts)) break;
    const end = await askAgain(plan.input);
    if (!end) return null;
    plan.end = end;
  }
  return plan;
}

function apply(plan, {side, change}, facts) {
  const [fetch] = plan.input.fetches;
  if (side === 'server') {
    if (!facts.response || facts.response.network_error) return false;
    fetch.responses[facts.response.at] = change(fetch.responses[facts.response.at]);
    return true;
  }
  Object.assign(fetch.request, change.request);
  if (change.drop) {
    plan.ids = plan.ids.filter((_, at) => !change.drop(at));
    fetch.responses = fetch.responses.filter((_, at) => !change.drop(at));
  }
  return true;
}

const lineOf = ([name, value]) => `${name}: ${value}`;

// Lines that are gone and lines that are new, with what the lists have in common left out.
export function changedLines(before, after) {
  const rest = after.map(lineOf);
  const minus = [];
  for (const line of before.map(lineOf)) {
    const at = rest.indexOf(line);
    if (at < 0) minus.push(line);
    else rest.splice(at, 1);
  }
  return {minus, plus: rest};
}

const quoted = (key, value) => (key === 'url' ? `fetch("${value}", …)` : `${key}: "${value}"`);

function clientLines(before, after) {
  const minus = [];
  const plus = [];
  for (const key of ['url', 'method', 'mode', 'credentials', 'redirect']) {
    const [old, now] = [before[key] ?? (key === 'mode' ? 'cors' : 'follow'), after[key] ?? (key === 'mode' ? 'cors' : 'follow')];
    if (old === now) continue;
    minus.push(quoted(key, old));
    plus.push(quoted(key, now));
  }
  const headers = changedLines(before.headers ?? [], after.headers ?? []);
  return {minus: [...minus, ...headers.minus], plus: [...plus, ...headers.plus]};
}

const textOf = (nodes) => el('p', {}, nodes.map((node) => (node instanceof Node ? node.cloneNode(true) : node))).textContent;

// Every place with its lines: {side, title, minus, plus, notes}.
export function changesOf(input, plan) {
  const [before, after] = [input.fetches[0], plan.input.fetches[0]];
  const groups = [];
  const group = (key, side, title) => groups.find((each) => each.key === key) ?? (groups.push({key, side, title, minus: [], plus: [], notes: []}), groups.at(-1));
  for (const {side, note, facts, change} of plan.steps) {
    const at = side === 'server' && facts.response && change ? plan.ids.indexOf(plan.ids[facts.response.at]) : -1;
    const title = side === 'client' ? ['In the page’s script'] : facts.response ? ['On the server, in the answer to ', code(`${facts.last.method} ${pathOf(facts.url)}`)] : ['On the server'];
    group(side === 'client' ? 'client' : `response ${at < 0 ? 'text' : plan.ids[at]}`, side, title).notes.push(note);
  }
  const told = new Set();
  for (const each of groups) {
    each.notes = each.notes.filter((note) => !told.has(textOf(note)) && told.add(textOf(note)));
    if (each.key === 'client') Object.assign(each, clientLines(before.request, after.request));
    const id = Number(each.key.slice('response '.length));
    const now = after.responses[plan.ids.indexOf(id)];
    if (!each.key.startsWith('response ') || !now || !before.responses[id]) continue;
    const was = before.responses[id];
    Object.assign(each, changedLines(was.headers ?? [], now.headers ?? []));
    if (was.status !== now.status) {
      each.minus.unshift(`HTTP ${was.status}`);
      each.plus.unshift(`HTTP ${now.status}`);
    }
  }
  return groups;
}

function diff({minus, plus}) {
  if (!minus.length && !plus.length) return null;
  const row = (tag, sign, word, line) => el(tag, {class: 'line'}, el('span', {class: 'sign', 'aria-hidden': 'true'}, sign), heard(`${word}: `), visible(line));
  return el('pre', {class: 'diff'}, minus.map((line) => row('del', '−', 'remove', line)), plus.map((line) => row('ins', '+', 'add', line)));
}

function ending(plan) {
  const then = verdictOf(factsOf(plan.input, plan.end));
  if (plan.end.verdict === 'allowed') return say`Tried out: with these changes the browser lets the script read the answer.`;
  if (plan.end.verdict === 'pending') return ['Tried out: that helps. ', then.what];
  return [];
}

// Draws the advice; `use` puts the changed question into the form.
export function drawAdvice(section, place, input, plan, use) {
  const groups = plan ? changesOf(input, plan) : [];
  section.hidden = groups.length === 0;
  if (section.hidden) return replace(place);
  const changed = groups.some((group) => group.minus.length || group.plus.length);
  const end = changed ? ending(plan) : [];
  replace(place,
    groups.map((group) => el('div', {class: 'change', 'data-side': group.side}, el('h3', {}, group.title), diff(group), group.notes.map((note) => el('p', {class: 'why'}, note)))),
    changed && el('div', {class: 'tried'}, end.length > 0 && el('p', {}, end), el('button', {type: 'button', id: 'apply', onclick: () => use(plan.input)}, 'Put these changes into the form')));
}

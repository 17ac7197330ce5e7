// The right side for a request: it is made once, and then filled with each answer.
import {byId, el, replace} from './dom.js';
import {copyButtons} from './copy.js';

const section = (id, title, ...more) => el('section', {class: 'card part', id, 'aria-labelledby': `${id}-title`}, el('h2', {id: `${id}-title`}, title), ...more);

// A verdict's card; the same for both tabs.
export function verdictCard(prefix) {
  return el('div', {class: 'card verdict', id: `${prefix}-verdict`},
    el('p', {class: 'stale-note', id: `${prefix}-stale`, hidden: true}),
    el('div', {id: `${prefix}-live`, role: 'status'},
      el('p', {class: 'word', id: `${prefix}-word`}), el('p', {class: 'what', id: `${prefix}-what`}), el('p', {class: 'then', id: `${prefix}-then`})),
    el('p', {class: 'codes', id: `${prefix}-codes`}));
}

// What is heard changes only when it says something else.
export function drawVerdict(prefix, {tone, word, what, then, codes}) {
  byId(`${prefix}-verdict`).dataset.tone = tone;
  const now = el('div', {}, word, what, then).textContent;
  const live = byId(`${prefix}-live`);
  if (live.dataset.said !== now) {
    live.dataset.said = now;
    replace(byId(`${prefix}-word`), word);
    replace(byId(`${prefix}-what`), what);
    replace(byId(`${prefix}-then`), then);
    byId(`${prefix}-then`).hidden = then.length === 0;
  }
  replace(byId(`${prefix}-codes`), codes);
}

const STALE = {
  all: 'This is the answer to what stood there before. Put right what is marked, and it is asked again.',
  below: 'What stands below is the answer to what stood there before.',
};
// `how` is 'all', 'below' for all but the verdict, or null where the answer is that to the question.
export function setStale(panel, prefix, how) {
  panel.classList.toggle('stale', how === 'all');
  panel.classList.toggle('stale-below', how === 'below');
  byId(`${prefix}-stale`).hidden = how === null;
  if (how !== null) byId(`${prefix}-stale`).textContent = STALE[how];
}

// The parts below a verdict are shown once there is an answer to fill them.
export const showParts = (panel, shown) => {
  for (const part of panel.querySelectorAll('.part')) part.hidden = !shown;
};

export function makeRequestPanel(texts) {
  const told = el('span', {class: 'heard', role: 'status'});
  byId('answer').append(
    verdictCard('request'),
    el('div', {id: 'profiles'}),
    section('advice', 'What to change', el('div', {id: 'advice-list'})),
    section('sequence', 'What goes over the wire', el('div', {id: 'picture'})),
    section('trace', 'What decided', el('div', {id: 'trace-list'})),
    section('share', 'Take it along', copyButtons(texts, told), told));
  showParts(byId('answer'), false);
}

export function makePolicyPanel(texts) {
  const told = el('span', {class: 'heard', role: 'status'});
  byId('policy-answer').append(
    verdictCard('policy'),
    section('must', 'What the server answers', el('div', {id: 'must-list'})),
    section('policy-trace', 'What decided', el('div', {id: 'policy-trace-list'})),
    section('normal', 'The policy in full', el('div', {id: 'normal-text'})),
    section('policy-share', 'Take it along', copyButtons(texts, told), told));
  showParts(byId('policy-answer'), false);
}

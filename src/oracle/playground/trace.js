// The steps of the standard that led to an answer, in order; those that decided stand out.
import {BAD, decidingIndex} from './deciding.js';
import {el, prose, replace, visible} from './dom.js';

const GOOD = ['success', 'allowed', 'yes', 'sent', 'matched', 'stored'];
const toneOf = (outcome) => (BAD.includes(outcome) ? 'bad' : GOOD.includes(outcome) ? 'good' : 'plain');

// Links go to the standards alone, whatever an answer says.
function linkTo(step) {
  const text = `${step.rule}${step.step ? `, step ${step.step}` : ''}`;
  return /^https:\/\//.test(step.spec) ? el('a', {href: step.spec, target: '_blank', rel: 'noopener noreferrer'}, visible(text)) : visible(text);
}

function entry(step, deciding) {
  return el('li', {class: `step ${toneOf(step.outcome)}${deciding ? ' deciding' : ''}`},
    el('span', {class: 'result'}, visible(step.outcome)), el('span', {class: 'text'}, prose(step.text), ' ', el('span', {class: 'rule'}, linkTo(step))));
}

// Where the steps begin that decided: at most two of the same rule led to the one that did.
function firstDeciding(trace, last) {
  let first = last;
  while (first > 0 && last - first < 2 && trace[first - 1].rule === trace[last].rule) --first;
  return first;
}

// `answer` is a fetch or a policy's output. Facts that follow what decided are shown below it.
export function drawTrace(place, answer) {
  const {trace} = answer;
  const last = decidingIndex(answer);
  const earlier = firstDeciding(trace, last);
  const list = (from, to) => el('ol', {class: 'steps', start: String(from + 1)}, trace.slice(from, to).map((step, at) => entry(step, from + at >= earlier && from + at <= last)));
  const open = place.querySelector('details')?.open ?? false;
  replace(place,
    list(earlier, trace.length),
    earlier > 0 && el('details', {class: 'earlier', open}, el('summary', {}, `The ${earlier} ${earlier === 1 ? 'step' : 'steps'} before`), list(0, earlier)));
}

// The steps of the standard that decided, in order; the last ones of one rule explain the verdict.
import {el, prose, replace, visible} from './dom.js';

const GOOD = ['success', 'allowed', 'yes', 'sent', 'matched', 'stored'];
const BAD = ['failure', 'blocked'];
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

// The end of the trace: from the last step that went wrong, or the last one, with what led to it under the same rule.
function decidingSteps(trace) {
  let from = Math.max(trace.findLastIndex((step) => BAD.includes(step.outcome)), 0);
  if (trace.length - from > 3) from = trace.length - 1;
  for (let back = 0; back < 2 && from > 0 && trace[from - 1].rule === trace[from].rule; ++back) --from;
  return trace.slice(from);
}

export function drawTrace(place, trace) {
  const deciding = decidingSteps(trace);
  const earlier = trace.length - deciding.length;
  const list = (steps, start, decides) => el('ol', {class: 'steps', start: String(start)}, steps.map((step) => entry(step, decides)));
  const open = place.querySelector('details')?.open ?? false;
  replace(place,
    list(deciding, earlier + 1, true),
    earlier > 0 && el('details', {class: 'earlier', open}, el('summary', {}, `The ${earlier} ${earlier === 1 ? 'step' : 'steps'} before`), list(trace.slice(0, earlier), 1, false)));
}

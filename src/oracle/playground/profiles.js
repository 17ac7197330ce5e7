// What each browser says, beside the standard: a choice of whose answer is shown, and a sentence for each that differs.
import {decidingStep} from './deciding.js';
import {el, prose, replace} from './dom.js';
import {PROFILES} from './question.js';

export const NAMES = {standard: 'Standard', chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit'};
const MARKS = {allowed: '✓', blocked: '✕', pending: '…'};

const wire = (fetched) => JSON.stringify(fetched.sent);
const judged = ({verdict, reason, at, response}) => JSON.stringify([verdict, reason, at, response]);

// Why another profile decides otherwise: what it says of the rule that decided by the standard, or what blocked by its own.
function why(fetched, standard) {
  const rule = decidingStep(standard)?.rule;
  const step = fetched.verdict === 'blocked' ? decidingStep(fetched) : fetched.trace.find((each) => each.rule.startsWith('DEV-')) ?? fetched.trace.findLast((each) => each.rule === rule);
  return step ? prose(step.text.replace(/^[a-z0-9-]+: /, '')) : [];
}

function difference(fetched, standard) {
  if (judged(fetched) === judged(standard) && wire(fetched) === wire(standard)) return null;
  if (fetched.verdict !== standard.verdict) return [{allowed: 'allowed. ', blocked: 'blocked. ', pending: 'still waiting. '}[fetched.verdict], why(fetched, standard)];
  if (judged(fetched) !== judged(standard)) return [fetched.verdict === 'blocked' ? 'blocked as well, for another reason. ' : 'the same verdict, but the script sees something else. ', why(fetched, standard)];
  const [count, usual] = [fetched.sent.length, standard.sent.length];
  return ['the same verdict, but other requests: ', count === usual ? 'their headers differ.' : `${count} instead of ${usual}.`];
}

// Profiles that say the same are told in one line.
function differences(answers) {
  const notes = [];
  for (const name of PROFILES.slice(1)) {
    const nodes = difference(answers[name], answers.standard);
    if (!nodes) continue;
    const text = el('span', {}, nodes);
    const same = notes.find((note) => note.text.textContent === text.textContent);
    if (same) same.names.push(NAMES[name]);
    else notes.push({names: [NAMES[name]], text});
  }
  return notes.map(({names, text}) => el('li', {}, el('b', {}, `${names.join(', ').replace(/, ([^,]*)$/, ' and $1')}: `), text));
}

// `answers` by profile; `shown` the profile whose answer is drawn; `choose` is called with another one.
export function drawProfiles(place, answers, shown, choose) {
  const options = PROFILES.map((name) => el('label', {class: `profile ${answers[name].verdict}`},
    el('input', {type: 'radio', name: 'profile', value: name, checked: name === shown, onchange: () => choose(name)}),
    el('span', {class: 'face'}, el('span', {class: 'mark', 'aria-hidden': 'true'}, MARKS[answers[name].verdict]), NAMES[name], el('span', {class: 'heard'}, `: ${answers[name].verdict}`))));
  const notes = differences(answers);
  const focused = place.contains(document.activeElement);
  replace(place,
    el('fieldset', {class: 'profiles'}, el('legend', {class: 'heard'}, 'Whose decision is shown'), options),
    notes.length === 0 ? el('p', {class: 'agree'}, 'Chromium, Firefox and WebKit decide the same.') : el('ul', {class: 'differences'}, notes));
  if (focused) place.querySelector('input:checked')?.focus();
}

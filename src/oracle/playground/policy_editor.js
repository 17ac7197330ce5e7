// The policy's text with numbered lines: faults are marked beside the line and told below, each with a button that leads there.
import {byId, code, el, prose, replace} from './dom.js';
import {jsonPositions, lineAt, placeOf, unitsOf} from './json_positions.js';

export function policyEditor() {
  const area = byId('p-text');
  const gutter = byId('gutter');
  const list = byId('policy-faults');
  let text = '';
  let places = new Map();
  // By line: 'bad', 'warn' or 'decides'.
  let marks = new Map();

  function drawGutter() {
    const count = text.split('\n').length;
    replace(gutter, Array.from({length: count}, (_, at) => el('span', {class: marks.get(at + 1) ?? null}, String(at + 1))));
    gutter.scrollTop = area.scrollTop;
  }

  function select({start, end}) {
    area.focus();
    area.setSelectionRange(start, end);
    // WHY: a text area does not scroll to what is chosen by script.
    area.scrollTop = Math.max(0, (lineAt(text, start) - 3) * (area.scrollHeight / Math.max(1, text.split('\n').length)));
  }

  function mark(number, tone) {
    if (marks.get(number) !== 'bad') marks.set(number, tone);
  }

  function fault(tone, place, head, body) {
    const number = place ? lineAt(text, place.start) : null;
    if (number) mark(number, tone);
    return el('li', {class: `fault-entry ${tone}`},
      el('p', {class: 'where'}, el('b', {}, tone === 'bad' ? 'Fault' : 'Warning'), ' ',
        number && el('button', {type: 'button', class: 'jump', onclick: () => select(place)}, `line ${number}`), ' ', head),
      body);
  }

  function show(entries) {
    replace(list, entries);
    area.toggleAttribute('aria-invalid', false);
    if (entries.some((entry) => entry.classList.contains('bad'))) area.setAttribute('aria-invalid', 'true');
    else area.removeAttribute('aria-invalid');
    area.setAttribute('aria-describedby', 'policy-faults');
    drawGutter();
  }

  const told = (tone) => ({name, pointer, message, fix, reference}) => {
    const place = placeOf(places, pointer);
    const link = /^https:\/\//.test(reference) ? el('a', {href: reference, target: '_blank', rel: 'noopener noreferrer'}, name) : code(name);
    return fault(tone, place, [pointer !== '' && code(pointer), ' ', link], [el('p', {}, prose(message)), fix ? el('p', {class: 'fix'}, prose(fix)) : null].filter(Boolean));
  };

  area.addEventListener('scroll', () => { gutter.scrollTop = area.scrollTop; });

  return {
    typed(now) {
      if (now === text) return;
      text = now;
      places = jsonPositions(text);
      marks = new Map();
      drawGutter();
    },
    // The text is no JSON, or the reader refuses it: `where` is {bytes} or {pointer}, or null where nobody knows.
    unreadable(message, where) {
      marks = new Map();
      let place = null;
      if (where?.bytes !== undefined) {
        const start = unitsOf(text, Math.max(0, where.bytes));
        place = {start, end: Math.min(text.length, start + 1)};
      } else if (where) place = placeOf(places, where.pointer);
      show([fault('bad', place, '', [el('p', {}, prose(message))])]);
    },
    checked({errors, warnings}) {
      marks = new Map();
      show([...errors.map(told('bad')), ...warnings.map(told('warn'))]);
    },
    // Marks the line that decided; null for none.
    decided(pointer) {
      for (const [number, tone] of marks) if (tone === 'decides') marks.delete(number);
      const place = pointer === null ? null : placeOf(places, pointer);
      if (place && !marks.has(lineAt(text, place.start))) marks.set(lineAt(text, place.start), 'decides');
      drawGutter();
    },
    lineOf(pointer) {
      const place = placeOf(places, pointer);
      const found = place ? text.slice(place.start, place.end).replace(/\s+/g, ' ') : '';
      return {line: place ? lineAt(text, place.start) : 1, text: found.length > 80 ? `${found.slice(0, 79)}…` : found};
    },
    choose(pointer) {
      const place = placeOf(places, pointer);
      if (place) select(place);
    },
  };
}

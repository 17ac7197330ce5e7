// Fields of a form: reading, writing, and faults shown next to them.
import {el, replace} from './dom.js';

const control = (field) => field.querySelector('input, select, textarea');
const isCheck = (input) => input.type === 'checkbox';

export const fieldOf = (root, name) => [...root.querySelectorAll('[data-field]')].find((field) => field.dataset.field === name) ?? null;

export function readFields(root, names) {
  return Object.fromEntries(names.map((name) => {
    const input = control(fieldOf(root, name));
    return [name, isCheck(input) ? input.checked : input.value];
  }));
}

// Values that a choice does not have are left at its first option; their names come back.
export function writeFields(root, values) {
  const lost = [];
  for (const [name, value] of Object.entries(values)) {
    const input = control(fieldOf(root, name));
    if (isCheck(input)) input.checked = value;
    else if (input.tagName !== 'SELECT') input.value = value;
    else if ([...input.options].some((option) => option.value === value)) input.value = value;
    else {
      input.selectedIndex = 0;
      lost.push(name);
    }
    fit(input);
  }
  return lost;
}

// Text areas grow with their lines, up to a limit.
export function fit(input, most = 18) {
  if (input.tagName !== 'TEXTAREA') return;
  const least = Number(input.dataset.rows ?? (input.dataset.rows = input.rows));
  input.rows = Math.min(most, Math.max(least, input.value.split('\n').length));
}

export function clearFaults(root) {
  for (const fault of root.querySelectorAll('.fault')) fault.remove();
  for (const input of root.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  }
}

// `offer` is {text, use}: a button beside the fault that puts it right.
export function showFault(root, {field: name, line, detail}, offer = null) {
  const field = fieldOf(root, name) ?? root.querySelector('[data-field]');
  const input = control(field);
  const id = `fault-${input.id}`;
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', id);
  const where = line && !detail.startsWith('Line ') ? `Line ${line}: ` : '';
  field.append(el('p', {class: 'fault', id}, `${where}${detail} `, offer && el('button', {type: 'button', onclick: offer.use}, offer.text)));
  const more = field.closest('details');
  if (more) more.open = true;
}

export const message = (place, text) => {
  place.hidden = text === null;
  if (!place.hidden) replace(place, text);
};

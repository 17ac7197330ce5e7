// The list of the server's answers: a card for each, with its status, its header lines and which request it is for.
import {byId, el} from './dom.js';
import {fit, readFields} from './form.js';
import {readPastedHead} from './header_lines.js';
import {EMPTY_RESPONSE} from './state.js';

const list = () => byId('responses');
const cards = () => [...list().children];
let serial = 0;

function option(value, text, chosen) {
  return el('option', {value, selected: value === chosen}, text);
}

function renumber() {
  cards().forEach((card, at) => {
    card.querySelector('.number').textContent = `Answer ${at + 1}`;
    card.setAttribute('aria-label', `Answer ${at + 1}`);
    card.querySelector('.remove').setAttribute('aria-label', `Remove answer ${at + 1}`);
    card.querySelector('.up').setAttribute('aria-label', `Move answer ${at + 1} up`);
    card.querySelector('.up').disabled = at === 0;
    for (const field of card.querySelectorAll('[data-field]')) field.dataset.field = `responses/${at}/${field.dataset.part}`;
  });
}

function cardOf(response, changed) {
  const id = `r${++serial}`;
  const status = el('input', {id: `${id}-status`, type: 'text', inputmode: 'numeric'});
  status.value = response.status;
  const headers = el('textarea', {id: `${id}-headers`, rows: '3', spellcheck: 'false'});
  headers.value = response.headers;
  const error = el('input', {id: `${id}-error`, type: 'checkbox', onchange: () => lost()});
  error.checked = response.error;
  const card = el('div', {class: 'response', role: 'group'},
    el('div', {class: 'head'}, el('h3', {class: 'number'}),
      el('span', {class: 'tools'},
        el('button', {type: 'button', class: 'up', onclick: () => moveUp(card, changed)}, '↑'),
        el('button', {type: 'button', class: 'remove', onclick: () => remove(card, changed)}, 'Remove'))),
    el('div', {class: 'row'},
      el('div', {class: 'field narrow', 'data-part': 'status', 'data-field': ''}, el('label', {for: status.id}, 'Status'), status),
      el('div', {class: 'field', 'data-part': 'for', 'data-field': ''}, el('label', {for: `${id}-for`}, 'It answers'),
        el('select', {id: `${id}-for`}, option('', 'whichever request comes', response.for), option('preflight', 'the preflight alone', response.for), option('actual', 'the request itself alone', response.for)))),
    el('div', {class: 'field', 'data-part': 'headers', 'data-field': ''}, el('label', {for: headers.id}, 'Headers'), headers),
    el('div', {class: 'field check', 'data-part': 'error', 'data-field': ''}, el('label', {}, error, ' No answer comes: a network error')));
  const lost = () => {
    for (const input of [status, headers]) input.disabled = error.checked;
  };
  headers.addEventListener('paste', (event) => {
    const head = readPastedHead(event.clipboardData?.getData('text/plain') ?? '');
    if (!head) return;
    event.preventDefault();
    status.value = head.status;
    headers.value = head.headers;
    fit(headers);
    changed();
  });
  lost();
  fit(headers);
  return card;
}

function remove(card, changed) {
  const next = card.nextElementSibling ?? card.previousElementSibling;
  card.remove();
  renumber();
  (next?.querySelector('input') ?? byId('add-response')).focus();
  changed();
}

function moveUp(card, changed) {
  card.previousElementSibling?.before(card);
  renumber();
  const up = card.querySelector('.up');
  (up.disabled ? card.querySelector('.remove') : up).focus();
  changed();
}

export function addResponse(changed, response = EMPTY_RESPONSE) {
  const card = cardOf(response, changed);
  list().append(card);
  renumber();
  return card;
}

export function writeResponses(responses, changed) {
  list().replaceChildren();
  for (const response of responses) addResponse(changed, response);
}

export const readResponses = () => cards().map((card, at) => {
  const values = readFields(card, ['for', 'status', 'headers', 'error'].map((part) => `responses/${at}/${part}`));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.split('/')[2], value]));
});

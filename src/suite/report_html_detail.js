'use strict';
// One cell opened: what was asked, what came, what was expected, why, and how to ask it again.
// These scripts are put one behind the other, in the order of their names, into one: they share what each declares.

const SYMBOLS = {
  pass: '\u2713', fail: '\u2717', 'non-strict': '\u2248', info: '\u2139', skip: '\u2013', rejected: '\u2298', 'expected-fail': '\u2717',
  'unexpected-pass': '\u2713', timeout: '\u2717', crash: '\u2717', error: '\u2717', 'not-run': '\u2026',
};
const DIRECTIONS = {permissive: 'too permissive', strict: 'too strict', other: 'differs'};
const DIRECTION_MEANS = {
  permissive: 'It lets through what must be blocked: pages may read what is not theirs.',
  strict: 'It blocks what must pass: honest pages break.',
  other: 'Neither more is let through nor less.',
};

// Makes an element. Text is only ever set as text, so that nothing in a log becomes markup.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

// Characters that are not seen, or that turn the text around them, as \uNNNN.
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const visible = (text) => text.replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

// A sentence in which `words` in backticks are code.
function sentence(text) {
  const parts = visible(text).split('`');
  return parts.length % 2 === 0 ? [parts.join('`')] : parts.map((part, at) => (at % 2 === 0 ? part : make('code', {}, part)));
}

const pretty = (value) => visible(JSON.stringify(value, null, 2));
const linkTo = (address, text) => (/^https:\/\//.test(address ?? '') ? make('a', {href: address}, text) : make('span', {}, text));

// Where two lists differ: [first differing, end in one, end in other].
function differingMiddle(one, other) {
  let begin = 0;
  while (begin < one.length && begin < other.length && one[begin] === other[begin]) ++begin;
  let tail = 0;
  while (tail < one.length - begin && tail < other.length - begin && one[one.length - 1 - tail] === other[other.length - 1 - tail]) ++tail;
  return [begin, one.length - tail, other.length - tail];
}

// The longest lines that two texts share, as pairs of indices. Long texts are compared by their ends alone.
function sharedLines(one, other) {
  if (one.length * other.length > 250000) return null;
  const length = one.map(() => new Uint32Array(other.length + 1));
  length.push(new Uint32Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; --i) {
    for (let j = other.length - 1; j >= 0; --j) {
      length[i][j] = one[i] === other[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const shared = [new Set(), new Set()];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) {
      shared[0].add(i++);
      shared[1].add(j++);
    } else if (length[i + 1][j] >= length[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return shared;
}

const withMark = (parts, begin, end, glue) => {
  const marked = parts.slice(begin, end).join(glue);
  const before = parts.slice(0, begin).join(glue);
  const after = parts.slice(end).join(glue);
  return [before, before && marked ? glue : '', marked ? make('mark', {}, marked) : '', after && (before || marked) ? glue : '', after].filter(Boolean);
};

// Two values as elements of <pre>, the differing parts marked.
function markedPair(expected, got) {
  if (typeof expected === 'string' && typeof got === 'string') {
    const [one, other] = [[...JSON.stringify(expected)], [...JSON.stringify(got)]].map((list) => list.map(visible));
    const [begin, endOne, endOther] = differingMiddle(one, other);
    return [withMark(one, begin, endOne, ''), withMark(other, begin, endOther, '')];
  }
  const [one, other] = [pretty(expected).split('\n'), pretty(got).split('\n')];
  const shared = sharedLines(one, other);
  if (!shared) {
    const [begin, endOne, endOther] = differingMiddle(one, other);
    return [withMark(one, begin, endOne, '\n'), withMark(other, begin, endOther, '\n')];
  }
  return [one, other].map((lines, side) => lines.flatMap((line, at) => [shared[side].has(at) ? line : make('mark', {}, line), '\n']));
}

// Pretty JSON in which the value at `path` is marked.
function prettyMarked(value, path) {
  if (path && path.length === 0) return [make('mark', {}, pretty(value))];
  const inside = path && value !== null && typeof value === 'object' && Object.hasOwn(value, path[0]);
  if (!inside) return [pretty(value)];
  const list = Array.isArray(value);
  const parts = [list ? '[' : '{'];
  Object.keys(value).forEach((key, at, keys) => {
    const below = key === String(path[0]) ? path.slice(1) : null;
    const indented = prettyMarked(value[key], below).map((part) => {
      if (typeof part === 'string') return part.replaceAll('\n', '\n  ');
      part.textContent = part.textContent.replaceAll('\n', '\n  ');
      return part;
    });
    parts.push(`\n  ${list ? '' : `${visible(JSON.stringify(key))}: `}`, ...indented, at + 1 < keys.length ? ',' : '');
  });
  parts.push(`\n${list ? ']' : '}'}`);
  return parts;
}

const pathOf = (pointer) => (pointer ? pointer.slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) : []);

// A region that may scroll sideways by itself, for which the keyboard must reach it.
const code = (label, ...content) => make('pre', {tabindex: '0', role: 'region', 'aria-label': label}, make('code', {}, ...content));
const folded = (title, ...content) => make('details', {}, make('summary', {}, title), ...content);

function comparison(cell) {
  if (!('expected' in cell)) return null;
  const missing = !('got' in cell);
  const [expected, got] = missing ? [[pretty(cell.expected)], [make('i', {}, 'no such key')]] : markedPair(cell.expected, cell.got);
  const where = cell.pointer ? make('p', {class: 'where'}, 'at ', make('code', {}, visible(cell.pointer)), ' of the answer') : null;
  return make('section', {}, make('h5', {}, 'Expected and got'), where,
    make('div', {class: 'pair'},
      make('div', {class: 'expected'}, make('p', {class: 'label'}, 'Expected'), code('Expected', ...expected)),
      make('div', {class: 'got'}, make('p', {class: 'label'}, 'Got'), code('Got', ...got))));
}

function traceOf(cell, row) {
  const steps = Array.isArray(cell.trace) ? cell.trace : [];
  const rule = cell.rule ?? row.rule;
  if (steps.length === 0) {
    return rule ? make('section', {}, make('h5', {}, 'Decided by'), make('p', {}, linkTo(cell.spec ?? row.spec, visible(rule)))) : null;
  }
  let deciding = steps.length - 1;
  steps.forEach((step, at) => { if (step.rule === rule) deciding = at; });
  const items = steps.map((step, at) => make('li', {class: at === deciding ? 'deciding' : undefined},
    make('p', {},
      linkTo(step.spec, visible(`${step.rule ?? ''}${step.step ? `, step ${step.step}` : ''}`)), ' ',
      make('b', {}, visible(String(step.outcome ?? ''))),
      at === deciding ? make('span', {class: 'tag'}, 'this step decides') : null),
    make('p', {}, ...sentence(String(step.text ?? '')))));
  return make('section', {}, make('h5', {}, 'How the standard decides'), make('ol', {class: 'trace'}, ...items));
}

function commandsOf(cell) {
  if (!cell.commands) return null;
  const lines = cell.commands.map((command) => {
    const button = make('button', {type: 'button', class: 'copy', 'aria-label': `Copy: ${visible(command)}`}, 'Copy');
    button.addEventListener('click', () => copy(command, button));
    return make('div', {class: 'command'}, code('Command', visible(command)), button);
  });
  return make('section', {}, make('h5', {}, 'Ask it again'), ...lines);
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // WHY: no clipboard in some places; the text is then chosen, for the reader to copy.
    getSelection().selectAllChildren(button.parentElement.querySelector('code'));
    button.textContent = 'Selected';
  }
}

// Bytes of a message; line ends are shown and kept.
const wireText = (message) => visible(message.replaceAll('\r\n', '\u240D\u240A\n').replaceAll(/\r(?!\n)/g, '\u240D'));

function answerOf(cell) {
  if (!('answer' in cell)) return null;
  const output = cell.answer !== null && typeof cell.answer === 'object' && 'output' in cell.answer;
  const path = 'got' in cell ? [...(output ? ['output'] : []), ...pathOf(cell.pointer)] : null;
  return folded('The whole answer', code('The whole answer', ...prettyMarked(cell.answer, path)));
}

// The article for a cell; `id` names its heading.
function detailOf(row, column, cell, id) {
  const outcome = typeof cell === 'string' ? cell : cell.outcome;
  const more = typeof cell === 'string' ? {} : cell;
  const facts = [`${column.name}: ${outcome}`, `level ${row.level}`, `kind ${row.kind}`, ...(row.rev > 1 ? [`revision ${row.rev}`] : []), ...row.covers, ...row.flags];
  return make('article', {'aria-labelledby': id},
    make('h4', {id, tabindex: '-1'}, ...sentence(row.title)),
    make('p', {class: 'facts'}, ...facts.map((fact) => make('span', {}, visible(fact)))),
    more.direction ? make('p', {class: `direction ${more.direction}`}, make('b', {}, DIRECTIONS[more.direction]), ` \u2014 ${DIRECTION_MEANS[more.direction]}`) : null,
    more.detail ? make('p', {class: 'said'}, ...sentence(more.detail)) : null,
    more.asked ? make('section', {}, make('h5', {}, 'Asked'), make('p', {class: 'asked'}, visible(more.asked)),
      folded('The whole question', code('The whole question', pretty(more.question)))) : null,
    comparison(more),
    answerOf(more),
    traceOf(more, row),
    more.wire ? folded('On the wire', ...more.wire.map((message) => code('Bytes on the wire', wireText(message)))) : null,
    commandsOf(more));
}

// Elements made from data. Whatever comes from an answer, a link or a person goes in as text: nothing here takes markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
export const byId = (id) => document.getElementById(id);
export const replace = (node, ...children) => node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
export const heard = (text) => el('span', {class: 'heard'}, text);

// Control characters and those that turn the writing direction are shown by their number, so that bytes can be told apart.
export const visible = (text) => String(text).replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
  (char) => (char.charCodeAt(0) < 256 ? `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`));

export const code = (text) => el('code', {}, visible(text));

// A sentence whose values stand in code: say`The method ${method} is not listed.`
export function say(texts, ...values) {
  const nodes = [];
  texts.forEach((text, at) => {
    if (text) nodes.push(text);
    if (at >= values.length) return;
    const value = values[at];
    nodes.push(value instanceof Node || Array.isArray(value) ? value : code(value));
  });
  return nodes.flat(Infinity);
}

// A sentence of the engine, where backticks stand around values.
export const prose = (text) => String(text).split('`').map((part, at) => (at % 2 === 0 ? visible(part) : code(part)));

// A list in words: `a`, `b` and `c`.
export const listed = (values, last = 'and') => values.flatMap((value, at) => [at === 0 ? '' : at === values.length - 1 ? ` ${last} ` : ', ', code(value)]);

export const clone = (value) => JSON.parse(JSON.stringify(value));

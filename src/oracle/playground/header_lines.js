// Header lines as people write them, one `Name: value` a line, and the pairs of a question.

// {pairs, lines, fault}: `lines` holds for each pair the number of its line, from 1; `fault` is the first line that is none.
export function readHeaderLines(text) {
  const pairs = [];
  const lines = [];
  let fault = null;
  text.split('\n').forEach((line, at) => {
    const bare = line.replace(/\r$/, '');
    if (bare.trim() === '') return;
    const colon = bare.indexOf(':');
    if (colon < 1) {
      fault ??= {line: at + 1, detail: `Line ${at + 1} has no name before a colon; write “Name: value”.`};
      return;
    }
    pairs.push([bare.slice(0, colon), bare.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]);
    lines.push(at + 1);
  });
  return {pairs, lines, fault};
}

export const writeHeaderLines = (pairs) => pairs.map(([name, value]) => `${name}: ${value}`).join('\n');

// What people paste: a response's head, with or without curl's `< `, with its status line. {status, headers}, or null where it is no such thing.
export function readPastedHead(text) {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^[<>] ?/, ''));
  const first = lines.findIndex((line) => line.trim() !== '');
  const status = /^HTTP\/[\d.]+ (\d{3})\b/.exec(lines[first] ?? '');
  if (!status) return null;
  const rest = lines.slice(first + 1);
  const end = rest.findIndex((line) => line.trim() === '');
  const head = (end < 0 ? rest : rest.slice(0, end)).filter((line) => line.includes(':'));
  return {status: status[1], headers: head.join('\n')};
}

const same = (a, b) => a.toLowerCase() === b.toLowerCase();
export const valuesOf = (pairs, name) => pairs.filter(([each]) => same(each, name)).map(([, value]) => value);
export const valueOf = (pairs, name) => (valuesOf(pairs, name).length ? valuesOf(pairs, name).join(', ') : null);
export const withoutHeader = (pairs, name) => pairs.filter(([each]) => !same(each, name));
// One line of that name, where the first one stood.
export function withHeader(pairs, name, value) {
  const first = pairs.findIndex(([each]) => same(each, name));
  const rest = withoutHeader(pairs, name);
  rest.splice(first < 0 ? rest.length : first, 0, [name, value]);
  return rest;
}
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/g;
// The elements of comma lists; what is no list gives the tokens that stand in it.
export const listOf = (pairs, name) => valuesOf(pairs, name).flatMap((value) => value.match(TOKEN) ?? []);

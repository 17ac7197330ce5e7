// Where the values of a JSON text stand: a map from JSON pointer to {start, end}, in UTF-16 units. It goes as far as the text can be read.

const escaped = (key) => key.replaceAll('~', '~0').replaceAll('/', '~1');

export function jsonPositions(text) {
  const places = new Map();
  let at = 0;
  const blank = () => { while (' \t\r\n'.includes(text[at]) && at < text.length) ++at; };
  const stop = () => { throw new SyntaxError('no JSON'); };

  function string() {
    const start = at;
    if (text[at] !== '"') stop();
    for (++at; at < text.length && text[at] !== '"'; ++at) if (text[at] === '\\') ++at;
    if (at >= text.length) stop();
    ++at;
    try {
      return JSON.parse(text.slice(start, at));
    } catch {
      return stop();
    }
  }

  function members(pointer, close, one) {
    ++at;
    blank();
    if (text[at] === close) {
      ++at;
      return;
    }
    for (let index = 0; ; ++index) {
      blank();
      one(pointer, index);
      blank();
      if (text[at] === close) {
        ++at;
        return;
      }
      if (text[at] !== ',') stop();
      ++at;
    }
  }

  function member(pointer) {
    const start = at;
    const key = string();
    blank();
    if (text[at] !== ':') stop();
    ++at;
    blank();
    value(`${pointer}/${escaped(key)}`, start);
  }

  // A member's place starts at its key.
  function value(pointer, from = at, depth = pointer.split('/').length) {
    if (depth > 70) stop();
    const start = from;
    places.set(pointer, {start, end: at + 1});
    if (text[at] === '{') members(pointer, '}', member);
    else if (text[at] === '[') members(pointer, ']', (parent, index) => value(`${parent}/${index}`));
    else if (text[at] === '"') string();
    else {
      const word = /^[-+\w.]+/.exec(text.slice(at, at + 400));
      if (!word) stop();
      at += word[0].length;
    }
    places.set(pointer, {start, end: at});
  }

  try {
    blank();
    value('');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return places;
}

export const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;

// The place of a pointer, or of the nearest thing above it.
export function placeOf(places, pointer) {
  for (let each = pointer; ; each = each.slice(0, each.lastIndexOf('/'))) {
    if (places.has(each)) return {pointer: each, ...places.get(each)};
    if (each === '') return null;
  }
}

// A number of UTF-8 bytes as a number of UTF-16 units.
export function unitsOf(text, bytes) {
  let left = bytes;
  let at = 0;
  for (const char of text) {
    if (left <= 0) break;
    left -= new TextEncoder().encode(char).length;
    at += char.length;
  }
  return Math.min(at, text.length);
}

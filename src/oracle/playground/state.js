// What stands in the fields, and the link that brings it back: #1/request/… or #1/policy/…, JSON in base64url.
// Keys that have their default are left out. #example/NAME and #policy-example/NAME open an example.

export const VERSION = '1';
const LONGEST = 200000;

export const EMPTY_RESPONSE = {for: '', status: '200', headers: '', error: false};
export const DEFAULTS = {
  request: {
    origin: '', url: '', method: 'GET', headers: '', body: 'none', type: '', credentials: 'same-origin', mode: 'cors', client: 'fetch',
    redirect: 'follow', referrer_policy: 'strict-origin-when-cross-origin', embedder_policy: 'unsafe-none', upload_listener: false,
    unsafe_request: false, responses: [], profile: 'standard',
  },
  policy: {text: '', method: 'GET', path: '/', headers: ''},
};

// base64 of the UTF-8 bytes; a lone surrogate becomes U+FFFD there.
const toBase64 = (text) => btoa([...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join(''))
  .replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const fromBase64 = (text) => new TextDecoder('utf-8', {fatal: true}).decode(
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)));

function changed(fields, defaults) {
  const kept = {};
  for (const key of Object.keys(defaults)) {
    if (key === 'responses') kept.responses = fields.responses.map((response) => changed(response, EMPTY_RESPONSE));
    else if (fields[key] !== defaults[key]) kept[key] = fields[key];
  }
  return kept;
}

export const fragmentOf = (tab, fields) => `#${VERSION}/${tab}/${toBase64(JSON.stringify(changed(fields, DEFAULTS[tab])))}`;

// Takes what has the right type; what has not is named in `dropped` and left at its default.
function taken(given, defaults, where, dropped) {
  const fields = {...defaults};
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, key)) dropped.push(where + key);
    else if (key === 'responses') {
      if (!Array.isArray(value)) dropped.push(where + key);
      else fields.responses = value.slice(0, 64).map((response, at) => {
        if (typeof response === 'object' && response !== null && !Array.isArray(response)) return taken(response, EMPTY_RESPONSE, `responses/${at}/`, dropped);
        dropped.push(`responses/${at}`);
        return {...EMPTY_RESPONSE};
      });
    } else if (typeof value !== typeof defaults[key]) dropped.push(where + key);
    else fields[key] = value;
  }
  return fields;
}

// null for an empty fragment, {example, tab}, {tab, fields, dropped}, the latter the names of what could not be read, or {note}: why nothing could.
export function readFragment(fragment) {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  const parts = text.split('/');
  if (parts[0] === 'example' || parts[0] === 'policy-example') return {tab: parts[0] === 'example' ? 'request' : 'policy', example: parts.slice(1).join('/')};
  const broken = {note: 'This link holds nothing that can be read: it may have been cut off. Everything starts from the beginning.'};
  if (parts.length !== 3 || !/^\d+$/.test(parts[0])) return broken;
  if (parts[0] !== VERSION) return {note: `This link was made by version ${parts[0].slice(0, 9)} of this page, and this is version ${VERSION}. Everything starts from the beginning.`};
  const [, tab, data] = parts;
  if (!Object.hasOwn(DEFAULTS, tab) || data.length > LONGEST) return broken;
  let given;
  try {
    given = JSON.parse(fromBase64(data));
  } catch {
    return broken;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return broken;
  const dropped = [];
  const fields = taken(given, {...DEFAULTS[tab], ...(tab === 'request' ? {responses: []} : {})}, '', dropped);
  return {tab, fields, dropped};
}

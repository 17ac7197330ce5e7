// From the fields to questions, and from the place of a fault in a question back to its field.
import {readHeaderLines, writeHeaderLines} from './header_lines.js';

export const PROFILES = ['standard', 'chromium', 'firefox', 'webkit'];

// A whole number goes out as one; anything else as it was typed, for the oracle to refuse.
const statusOf = (text) => (/^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : text);

function bodyOf(fields) {
  if (fields.body === 'none') return null;
  const body = {content_type: fields.type.trim() === '' ? null : fields.type.trim()};
  if (fields.body === 'stream') body.replayable = false;
  return body;
}

// {input, faults, places}: faults of header lines that no question can be made of, and where pairs came from.
export function fetchInput(fields) {
  const faults = [];
  const places = {request: [], responses: []};
  const headers = readHeaderLines(fields.headers);
  if (headers.fault) faults.push({field: 'headers', ...headers.fault});
  places.request = headers.lines;
  const request = {url: fields.url.trim(), method: fields.method, origin: fields.origin.trim()};
  if (fields.client !== 'fetch') request.client = fields.client;
  if (fields.mode !== 'cors') request.mode = fields.mode;
  request.credentials = fields.credentials;
  if (fields.redirect !== 'follow') request.redirect = fields.redirect;
  if (headers.pairs.length) request.headers = headers.pairs;
  if (bodyOf(fields)) request.body = bodyOf(fields);
  if (fields.upload_listener) request.upload_listener = true;
  if (fields.unsafe_request) request.unsafe_request = true;
  if (fields.referrer_policy !== 'strict-origin-when-cross-origin') request.referrer_policy = fields.referrer_policy;
  if (fields.embedder_policy !== 'unsafe-none') request.embedder_policy = fields.embedder_policy;
  const responses = fields.responses.map((response, at) => {
    const made = response.for ? {for: response.for} : {};
    if (response.error) {
      places.responses.push([]);
      return {...made, network_error: true};
    }
    const lines = readHeaderLines(response.headers);
    if (lines.fault) faults.push({field: `responses/${at}/headers`, ...lines.fault});
    places.responses.push(lines.lines);
    return {...made, status: statusOf(response.status), headers: lines.pairs};
  });
  return {input: {fetches: [{request, responses}]}, faults, places};
}

export const fetchQuestion = (input, profile = 'standard') => ({id: profile, kind: 'fetch', input, profile, trace: true});

// The field that an error of the oracle is about: {field, line, detail}; field is '' where there is none.
export function fetchFault(error, places) {
  const at = (error.at ?? '').split('/').slice(1);
  const detail = error.detail;
  if (at[0] !== 'input' || at[1] !== 'fetches') return {field: '', detail};
  if (at[3] === 'request') {
    if (at[4] === 'headers') return {field: 'headers', line: places.request[Number(at[5])], detail};
    if (at[4] === 'body') return {field: at[5] === 'content_type' ? 'type' : 'body', detail};
    return {field: at[4] ?? '', detail};
  }
  if (at[3] === 'responses' && at[4] !== undefined) {
    const which = Number(at[4]);
    if (at[5] === 'headers') return {field: `responses/${which}/headers`, line: places.responses[which]?.[Number(at[6])], detail};
    return {field: `responses/${which}/${at[5] === 'for' ? 'for' : 'status'}`, detail};
  }
  return {field: '', detail};
}

// Which response each request that went out got: the first unused one that fits it. null for the one that waits.
export function paired(sent, responses) {
  const used = new Set();
  return sent.map((request) => {
    const at = responses.findIndex((response, number) => !used.has(number) && (!response.for || response.for === request.purpose));
    if (at < 0) return null;
    used.add(at);
    return {at, ...responses[at]};
  });
}

// The fields of the form for an input that was changed by advice.
export function fieldsOf(input, fields) {
  const {request, responses} = input.fetches[0];
  return {
    ...fields,
    url: request.url, method: request.method, credentials: request.credentials, mode: request.mode ?? 'cors', redirect: request.redirect ?? 'follow',
    headers: writeHeaderLines(request.headers ?? []),
    responses: responses.map((response) => ({for: response.for ?? '', status: String(response.status ?? '200'), headers: writeHeaderLines(response.headers ?? []), error: Boolean(response.network_error)})),
  };
}

// What the sentences, the picture and the advice need to know about a fetch, worked out once from its question and its answer.
import {listOf, valueOf, valuesOf} from './header_lines.js';
import {paired} from './question.js';

const REDIRECTS = [301, 302, 303, 307, 308];
export const isRedirect = (response) => REDIRECTS.includes(response?.status);

export function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return '';
  }
}

export function pathOf(url) {
  try {
    const {pathname, search} = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}

export function factsOf(input, fetched) {
  const {request, responses} = input.fetches[0];
  const pairs = paired(fetched.sent, responses);
  const last = fetched.sent.at(-1) ?? null;
  const response = pairs.at(-1) ?? null;
  const asked = last?.headers ?? [];
  const given = response?.headers ?? [];
  const preflight = last?.purpose === 'preflight';
  const requested = preflight ? listOf(asked, 'Access-Control-Request-Headers') : [];
  const allowed = listOf(given, 'Access-Control-Allow-Headers').map((name) => name.toLowerCase());
  const include = request.credentials === 'include';
  const isAllowed = (name) => allowed.includes(name) || (allowed.includes('*') && !include && name !== 'authorization');
  return {
    request, responses, fetched, pairs, last, response, preflight, include,
    at: fetched.at,
    url: last?.url ?? request.url,
    // The method that the script's request has: behind a preflight that of the request which it asks for.
    method: preflight ? valueOf(asked, 'Access-Control-Request-Method') ?? request.method : last?.method ?? request.method,
    origin: valueOf(asked, 'Origin') ?? request.origin,
    allowOrigin: valuesOf(given, 'Access-Control-Allow-Origin'),
    allowCredentials: valuesOf(given, 'Access-Control-Allow-Credentials'),
    allowMethods: valueOf(given, 'Access-Control-Allow-Methods'),
    allowHeaders: valueOf(given, 'Access-Control-Allow-Headers'),
    location: valueOf(given, 'Location'),
    requested,
    missing: requested.filter((name) => !isAllowed(name.toLowerCase())),
    // The request's origin became `null` on the way.
    tainted: request.origin !== 'null' && valueOf(asked, 'Origin') === 'null',
    redirected: pairs.slice(0, -1).some(isRedirect),
  };
}

// How two origins differ, where that is a slip that people make: the words of it, or null.
export function originSlip(allowed, origin) {
  if (allowed === origin) return null;
  if (allowed.toLowerCase() === origin) return 'they differ in upper and lower case';
  let there;
  let here;
  try {
    there = new URL(allowed);
    here = new URL(origin);
  } catch {
    return null;
  }
  if (there.origin === here.origin) {
    if (/\/$/.test(allowed) && there.pathname === '/') return 'it ends with a slash, and an origin never does';
    if (there.pathname !== '/' || there.search) return 'it has a path, and an origin has none';
    return 'it writes the default port, which a browser leaves out';
  }
  const loopback = (host) => host === 'localhost' || host === '[::1]' || host.startsWith('127.');
  if (there.host === here.host) return `the scheme differs: ${there.protocol} and ${here.protocol}`;
  if (there.hostname === here.hostname) return `the port differs: ${there.port || 'none'} and ${here.port || 'none'}`;
  if (loopback(there.hostname) && loopback(here.hostname)) return `${there.hostname} and ${here.hostname} are two origins, although both are this machine`;
  if (`www.${there.hostname}` === here.hostname || `www.${here.hostname}` === there.hostname) return 'they differ by “www.”';
  return null;
}

// Names that a cross-origin script could want to read and may not.
const USUAL = ['connection', 'date', 'keep-alive', 'server', 'set-cookie', 'set-cookie2', 'strict-transport-security', 'transfer-encoding', 'vary',
  'x-powered-by', 'x-content-type-options', 'x-frame-options', 'x-xss-protection', 'referrer-policy', 'content-security-policy', 'alt-svc', 'via'];
export function hiddenNames(facts) {
  const seen = facts.fetched.response;
  if (seen?.type !== 'cors' || !facts.response) return [];
  const readable = new Set(seen.headers.map(([name]) => name));
  const names = (facts.response.headers ?? []).map(([name]) => name).filter((name) => {
    const lower = name.toLowerCase();
    return !readable.has(lower) && !USUAL.includes(lower) && !lower.startsWith('access-control-') && !lower.startsWith('cross-origin-') && !lower.startsWith('sec-');
  });
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

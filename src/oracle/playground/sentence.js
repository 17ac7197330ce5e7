// The verdict in plain words: what went wrong, with the bytes that matter, and what it means for the script.
import {decidingStep} from './deciding.js';
import {listed, prose, say} from './dom.js';
import {hiddenNames, originSlip, pathOf} from './facts.js';

const answerTo = (f) => (f.preflight ? 'The answer to the preflight' : f.at === 'redirect' ? 'The redirect' : 'The server’s answer');
const first = (f) => f.allowOrigin.join(', ');

function mismatch(f) {
  const slip = originSlip(first(f), f.origin);
  return [say`${[answerTo(f)]} allows ${first(f)}, and the page’s origin is ${f.origin}`, slip ? `: ${slip}.` : '. The two are compared byte for byte.'].flat();
}

function nullMismatch(f) {
  const answer = first(f) === '' ? say`which ${[answerTo(f).toLowerCase()]} does not allow` : say`and ${[answerTo(f).replace('The', 'the')]} allows ${first(f)}`;
  if (f.tainted) return [...say`After redirects from one foreign origin to another the browser sends ${'Origin: null'}, `, ...answer, '.'];
  return [...say`The page’s origin is ${'null'} (a file, a sandboxed frame or a data: URL), `, ...answer, '.'];
}

function notAllowed(f) {
  const theirs = f.missing.filter((name) => name.startsWith('access-control-'));
  if (theirs.length) return say`The script sets ${theirs[0]} on its request. That is a header for responses: the server has to send it, and a browser asks permission to send it there.`;
  const list = f.allowHeaders === null ? say`The answer to the preflight has no ${'Access-Control-Allow-Headers'}` : say`The answer to the preflight allows the headers ${f.allowHeaders}`;
  const names = f.missing.length ? f.missing : f.requested;
  return [...list, ', and the request carries ', ...listed(names), '.'];
}

// What each reason means, in the order of reason_table.inc.
const WHAT = {
  'url-invalid': (f) => say`${f.request.url} is no URL that parses.`,
  'url-has-credentials': () => say`The URL holds a user name or a password, which fetch() refuses.`,
  'method-invalid': (f) => say`${f.request.method} is no HTTP method: it is empty or holds a character that may not stand there.`,
  'method-forbidden': (f) => say`Scripts may not use the method ${f.request.method}; no server can allow it.`,
  'no-cors-unsafe-method': (f) => say`In mode ${'no-cors'} only GET, HEAD and POST may be used, not ${f.request.method}.`,
  'header-invalid': () => say`A header that the script sets has a name that is none, or a value with a line break or a NUL.`,
  'body-not-allowed': (f) => say`A request with the method ${f.request.method} cannot have a body.`,
  'no-cors-stream-body': () => say`A stream cannot be a request’s body in mode ${'no-cors'}.`,
  'bad-port': () => say`The URL’s port is one to which browsers never connect. This is not about CORS.`,
  'mode-same-origin-cross-origin-url': () => say`The request has ${'mode: "same-origin"'}, and the URL is of another origin.`,
  'no-cors-redirect-mode': () => say`In mode ${'no-cors'} a request to another origin has to follow redirects.`,
  'scheme-not-http': () => say`Only http: and https: URLs take part in CORS, and this URL is neither.`,
  'scheme-unsupported': () => say`There is nothing that could be fetched at this URL.`,
  'stream-over-http-1': () => say`The body is a stream, and a stream cannot be sent over HTTP/1.1, which is what http: URLs use here.`,
  'network-error': (f) => (f.preflight ? say`No answer to the preflight came: the connection failed or was closed.` : say`No answer came: the connection failed. A browser reports that like a CORS error.`),
  'proxy-authentication-required': () => say`A proxy on the way asks for a password (status 407), and there is nobody to give it.`,
  'allow-origin-missing': (f) => say`${[answerTo(f)]} (status ${f.response?.status ?? '?'}) has no ${'Access-Control-Allow-Origin'} header.`,
  'allow-origin-empty': (f) => say`${[answerTo(f)]} has an ${'Access-Control-Allow-Origin'} header without a value.`,
  'allow-origin-multiple-lines': (f) => say`${[answerTo(f)]} has ${f.allowOrigin.length} ${'Access-Control-Allow-Origin'} lines. Only one may stand there, even if they say the same; mostly two parts of the server add it.`,
  'allow-origin-wildcard-with-credentials': (f) => say`${[answerTo(f)]} allows ${'*'}, which does not count for a request with ${'credentials: "include"'}.`,
  'allow-origin-multiple-values': (f) => say`${[answerTo(f)]} has a list in ${'Access-Control-Allow-Origin'}: ${first(f)}. It takes one origin, no list.`,
  'allow-origin-null-mismatch': nullMismatch,
  'allow-origin-malformed': (f) => say`${[answerTo(f)]} has ${first(f)} in ${'Access-Control-Allow-Origin'}, which is no origin: that is ${'scheme://host'}, with no wildcard inside.`,
  'allow-origin-mismatch': mismatch,
  'allow-credentials-missing': (f) => say`The request has ${'credentials: "include"'}, and ${[answerTo(f).replace('The', 'the')]} lacks ${'Access-Control-Allow-Credentials: true'}.`,
  'allow-credentials-not-true': (f) => say`${[answerTo(f)]} has ${`Access-Control-Allow-Credentials: ${f.allowCredentials.join(', ')}`}, and only ${'true'} counts, in lower case, once.`,
  'preflight-redirect': (f) => say`The server answers the preflight with a redirect (${f.response?.status ?? '?'}${f.location ? say` to ${f.location}` : []}), and a preflight never follows one.`,
  'preflight-status-not-ok': (f) => say`The server answers the preflight with status ${f.response?.status ?? '?'}. It has to be one from 200 to 299.`,
  'allow-methods-unparsable': (f) => say`The answer to the preflight has ${f.allowMethods ?? ''} in ${'Access-Control-Allow-Methods'}, which is no list of methods with commas between them.`,
  'allow-headers-unparsable': (f) => say`The answer to the preflight has ${f.allowHeaders ?? ''} in ${'Access-Control-Allow-Headers'}, which is no list of names with commas between them.`,
  'method-wildcard-with-credentials': (f) => say`The answer to the preflight allows the method ${'*'}. With ${'credentials: "include"'} that is a name like any other, and ${f.method} is not allowed by it.`,
  'method-case-mismatch': (f) => say`The script’s method is ${f.method}, and the server allows ${f.allowMethods ?? ''}. Methods are compared letter by letter, and browsers do not put this one in upper case.`,
  'method-not-allowed': (f) => (f.allowMethods === null ? say`The answer to the preflight has no ${'Access-Control-Allow-Methods'}, and the request’s method is ${f.method}.`
    : say`The answer to the preflight allows the methods ${f.allowMethods}, and the request’s is ${f.method}.`),
  'authorization-not-covered-by-wildcard': () => say`The answer to the preflight allows the headers ${'*'}, which never stands for ${'Authorization'} in the standard.`,
  'header-wildcard-with-credentials': (f) => [...say`The answer to the preflight allows the headers ${'*'}. With ${'credentials: "include"'} that is a name like any other, and does not allow `, ...listed(f.missing), '.'],
  'header-not-allowed': notAllowed,
  'redirect-mode-error': (f) => say`The server answers with a redirect (${f.response?.status ?? '?'}), and the request has ${'redirect: "error"'}.`,
  'redirect-bad-location': (f) => say`The redirect’s ${'Location'} is no single URL that parses: ${f.location ?? ''}.`,
  'redirect-to-non-http': (f) => say`The redirect goes to ${f.location ?? ''}, which is neither http: nor https:.`,
  'too-many-redirects': () => say`The request was redirected more than 20 times.`,
  'redirect-url-has-credentials': () => say`The redirect goes to a URL with a user name or a password in it, and the request crosses origins.`,
  'redirect-stream-body': () => say`The redirect asks for the body again, and the body is a stream that is gone.`,
  'corp-blocked': () => say`The answer’s ${'Cross-Origin-Resource-Policy'} header, or the lack of one, keeps this page from using it in mode ${'no-cors'}.`,
  'opaque-range': () => say`The answer is a part of the resource although no part was asked for, and the script may not read it.`,
};
export const KNOWN_REASONS = Object.keys(WHAT);

const REACHED = 'The request did reach the server; the browser keeps the answer from the script.';
function consequence(f) {
  const call = f.request.client === 'xhr' ? 'XMLHttpRequest' : 'fetch()';
  switch (f.at) {
    case 'construct': return say`${call} throws, and nothing is sent.`;
    case 'request': return [f.fetched.sent.length ? 'The browser stops before the next request goes out.' : 'Nothing is sent.'];
    case 'preflight': return say`The browser never sends the ${f.method} request.`;
    case 'redirect': return ['The browser does not follow the redirect, and the script gets a network error.'];
    default: return f.response?.network_error ? [] : [REACHED];
  }
}

function allowed(f) {
  const {type, status, url} = f.fetched.response;
  if (type === 'opaque') return say`The request goes out, and the script gets an opaque answer: no status, no headers, no body. Mode ${'no-cors'} never makes an answer readable.`;
  if (type === 'opaqueredirect') return say`The server redirects, and with ${'redirect: "manual"'} the script gets an answer of which it can read nothing.`;
  if (type === 'basic') return say`The script can read the answer (status ${status}). CORS is not asked: the page and ${url} are of one origin, or the URL needs no server.`;
  const hidden = hiddenNames(f);
  const read = say`The script can read the answer (status ${status})`;
  return hidden.length ? [...read, ', but not its ', hidden.length > 1 ? 'headers ' : 'header ', ...listed(hidden), '.'] : [...read, '.'];
}

function pending(f) {
  if (!f.last) return ['No answer is given.'];
  if (f.preflight) return say`Before the ${f.method} the browser asks the server with a preflight, ${`OPTIONS ${pathOf(f.url)}`}. Add what the server answers to that.`;
  return say`The browser has sent ${`${f.last.method} ${pathOf(f.url)}`} and waits. Add what the server answers.`;
}

// {word, what, then}: the verdict in a word, what decided, what follows for the script.
export function verdictOf(f) {
  const {verdict, reason} = f.fetched;
  if (verdict === 'allowed') return {word: f.fetched.response.type.startsWith('opaque') ? 'Unreadable' : 'Allowed', what: allowed(f), then: []};
  if (verdict === 'pending') return {word: 'Waiting', what: pending(f), then: []};
  const told = decidingStep(f.fetched)?.text.replace(`${reason}: `, '') ?? reason;
  return {word: 'Blocked', what: WHAT[reason]?.(f) ?? prose(told), then: consequence(f)};
}

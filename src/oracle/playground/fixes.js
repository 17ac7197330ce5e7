// For each reason what to change, as a change to the question itself: so that the oracle can be asked whether it helps.
// Never a `*` for a request with credentials, never an origin that is sent back unseen, never `null`, never a switched-off browser.
import {listed, say} from './dom.js';
import {listOf, valueOf, withHeader, withoutHeader} from './header_lines.js';
import {originSlip} from './facts.js';

const titled = (name) => name.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('-');
// As the script wrote it, where it did.
const spelled = (f, name) => (f.request.headers ?? []).find(([each]) => each.toLowerCase() === name)?.[0] ?? titled(name);

function withVary(pairs) {
  const vary = valueOf(pairs, 'Vary');
  if (vary === null) return [...pairs, ['Vary', 'Origin']];
  return /(^|,)\s*(origin|\*)\s*(,|$)/i.test(vary) ? pairs : withHeader(pairs, 'Vary', `${vary}, Origin`);
}

// Allows the page's origin alone.
function allowing(f, pairs) {
  let better = withHeader(pairs, 'Access-Control-Allow-Origin', f.origin);
  if (f.include) better = withHeader(better, 'Access-Control-Allow-Credentials', 'true');
  return withVary(better);
}

const server = (note, change) => ({side: 'server', note, change});
const client = (note, change) => ({side: 'client', note, change});
const onlyIf = (f) => say`Allow ${f.origin} only if its pages may read this: the server looks the request’s ${'Origin'} up in its own list of allowed origins and sends back the one that it finds there.`;

function allowOrigin(text) {
  return (f) => {
    if (f.origin === 'null') return nullOrigin(f);
    return server([...text(f), ' ', ...onlyIf(f)], (response) => ({...response, headers: allowing(f, response.headers)}));
  };
}

function missing(f) {
  const {status} = f.response;
  const where = status >= 400 && !f.preflight ? say`The real trouble may be the status ${status}; but errors need the header too, or scripts cannot see them.`
    : f.preflight ? say`The answer to ${'OPTIONS'} needs the header too, not only the one to the request itself.` : f.at === 'redirect' ? say`A redirect needs the header too, not only the answer behind it.`
      : say`Send the header with every answer for this path, whatever its status.`;
  return f.include ? where : [...where, ...say` If anybody at all may read this, ${'Access-Control-Allow-Origin: *'} does as well.`];
}

function nullOrigin(f) {
  if (f.tainted) {
    const first = f.fetched.sent.findIndex(({url}) => url === f.url);
    const earlier = f.pairs.slice(0, first).map((response) => response.at);
    return client(say`Let the script ask for ${f.url} at once, without the redirects: then the browser sends the page’s own origin. To allow ${'null'} would let any sandboxed frame in.`,
      {request: {url: f.url}, drop: (at) => earlier.includes(at)});
  }
  return client(say`Serve the page over https: (or http://localhost while developing), outside sandboxed frames, so that it has an origin which can be named. To allow ${'null'} would let any sandboxed frame in.`);
}

function listMethods(f, response) {
  const kept = listOf(response.headers, 'Access-Control-Allow-Methods').filter((method) => !(f.include && method === '*'));
  return {...response, headers: withHeader(response.headers, 'Access-Control-Allow-Methods', [...new Set([...kept, f.method])].join(', '))};
}

function listHeaders(f, response) {
  const kept = listOf(response.headers, 'Access-Control-Allow-Headers').filter((name) => !(f.include && name === '*'));
  const lower = kept.map((name) => name.toLowerCase());
  const added = f.requested.filter((name) => !lower.includes(name) && (f.missing.includes(name) || !kept.includes('*'))).map((name) => spelled(f, name));
  return {...response, headers: withHeader(response.headers, 'Access-Control-Allow-Headers', [...kept, ...added].join(', '))};
}

function headerNotAllowed(f) {
  const theirs = (f.request.headers ?? []).filter(([name]) => /^access-control-(allow|expose|max)-/i.test(name));
  if (theirs.length) {
    return client([...say`Take `, ...listed(theirs.map(([name]) => name)), ...say` out of the request: only the server’s answer may carry it.`],
      {request: {headers: f.request.headers.filter((pair) => !theirs.includes(pair))}});
  }
  return server([...say`Let the answer to the preflight list every header that the script sets: `, ...listed(f.missing.map((name) => spelled(f, name))), '.'], (response) => listHeaders(f, response));
}

const answerPreflight = (note) => server(note, (response) => ({...response, status: 204, headers: withoutHeader(response.headers, 'Location')}));

const FIXES = {
  'url-invalid': () => client(say`Give an absolute URL that parses.`),
  'url-has-credentials': () => client(say`Take the user name and the password out of the URL; send them in an ${'Authorization'} header where they are needed.`),
  'method-invalid': () => client(say`Use a method of letters, without spaces.`),
  'method-forbidden': () => client(say`Use another method.`),
  'no-cors-unsafe-method': () => client(say`Drop ${'mode: "no-cors"'}, and let the server allow the method.`, {request: {mode: 'cors'}}),
  'header-invalid': () => client(say`Correct the name, or take line breaks out of the value.`),
  'body-not-allowed': () => client(say`Drop the body, or use a method that has one, such as ${'POST'}.`),
  'no-cors-stream-body': () => client(say`Drop ${'mode: "no-cors"'}, or send the body as a string, a blob or bytes.`, {request: {mode: 'cors'}}),
  'bad-port': () => server(say`Serve on another port.`),
  'mode-same-origin-cross-origin-url': () => client(say`Use ${'mode: "cors"'}, which is the default, or a URL of the page’s own origin.`, {request: {mode: 'cors'}}),
  'no-cors-redirect-mode': () => client(say`Use ${'mode: "cors"'}, or follow redirects.`, {request: {mode: 'cors'}}),
  'scheme-not-http': () => client(say`Serve both the page and what it fetches over http: or https:.`),
  'scheme-unsupported': () => client(say`Give a URL that can be fetched.`),
  'stream-over-http-1': () => client(say`Use an https: URL of a server that speaks HTTP/2, or send the body as a string, a blob or bytes.`),
  'network-error': (f) => server(f.preflight ? say`Find what closes the connection: a wrong port, a certificate, a firewall, or a server that ends it on OPTIONS. No header can help before an answer comes.`
    : say`Find what ended the connection: a wrong host or port, a certificate, a firewall, a blocker in the browser, or a crash. It is not CORS.`),
  'proxy-authentication-required': () => server(say`Give the browser credentials for the proxy, or let the request pass without them.`),
  'allow-origin-missing': allowOrigin(missing),
  'allow-origin-empty': allowOrigin(() => say`A setting of the server is empty.`),
  'allow-origin-multiple-lines': allowOrigin(() => say`Find the two layers that add the header, such as the application and the proxy before it, and let only one of them send it.`),
  'allow-origin-wildcard-with-credentials': allowOrigin(() => say`Drop ${'credentials: "include"'} where no cookies are needed. Otherwise name the origin.`),
  'allow-origin-multiple-values': allowOrigin(() => say`Send one origin alone.`),
  'allow-origin-null-mismatch': nullOrigin,
  'allow-origin-malformed': allowOrigin(() => say`Send a whole origin, without wildcards.`),
  'allow-origin-mismatch': allowOrigin((f) => (originSlip(f.allowOrigin.join(', '), f.origin) ? say`Write the origin as the browser does.` : say`Send this page’s origin to this page.`)),
  'allow-credentials-missing': (f) => server(say`Send it on the answer to the preflight and on every other answer; or drop ${'credentials: "include"'} where no cookies are needed.`, (response) => ({...response, headers: allowing(f, response.headers)})),
  'allow-credentials-not-true': (f) => server(say`Send exactly ${'true'}, once.`, (response) => ({...response, headers: allowing(f, response.headers)})),
  'preflight-redirect': (f) => answerPreflight(f.location ? say`Let the script ask for ${f.location} at once, or answer ${'OPTIONS'} with 204 at this very URL, before any redirect (to https:, to a slash at the end, to a login page).`
    : say`Answer ${'OPTIONS'} with 204 before any redirect.`),
  'preflight-status-not-ok': () => answerPreflight(say`Answer ${'OPTIONS'} with 204 before authentication and routing: a preflight never carries cookies or an ${'Authorization'}.`),
  'allow-methods-unparsable': (f) => server(say`Write methods with commas between them, without quotes, brackets or semicolons.`, (response) => listMethods(f, response)),
  'allow-headers-unparsable': (f) => server(say`Write names with commas between them, without quotes, brackets or semicolons.`, (response) => listHeaders(f, response)),
  'method-wildcard-with-credentials': (f) => server(say`Name the methods.`, (response) => listMethods(f, response)),
  'method-case-mismatch': (f) => {
    const listedAs = listOf(f.response?.headers ?? [], 'Access-Control-Allow-Methods').find((method) => method.toLowerCase() === f.method.toLowerCase());
    return client(say`Write the method as the server does. Only DELETE, GET, HEAD, OPTIONS, POST and PUT are put in upper case by themselves.`, {request: {method: listedAs ?? f.method.toUpperCase()}});
  },
  'method-not-allowed': (f) => server(say`Let the answer to the preflight list the method, in the same letters.`, (response) => listMethods(f, response)),
  'authorization-not-covered-by-wildcard': (f) => server(say`Name ${'Authorization'} beside the ${'*'}. Browsers let this pass today, some of them with a warning that it will end.`, (response) => listHeaders(f, response)),
  'header-wildcard-with-credentials': (f) => server(say`Name the headers.`, (response) => listHeaders(f, response)),
  'header-not-allowed': headerNotAllowed,
  'redirect-mode-error': () => client(say`Use ${'redirect: "follow"'}, or ask for the final URL.`, {request: {redirect: 'follow'}}),
  'redirect-bad-location': () => server(say`Send one ${'Location'} header that parses.`),
  'redirect-to-non-http': () => server(say`Redirect to http: and https: URLs only.`),
  'too-many-redirects': () => server(say`Shorten the chain, or find the loop in it.`),
  'redirect-url-has-credentials': () => server(say`Take the user name and the password out of ${'Location'}.`),
  'redirect-stream-body': () => client(say`Send the body as a string, a blob or bytes, or ask for the final URL.`),
  'corp-blocked': () => server(say`If any site may embed the resource, send ${'Cross-Origin-Resource-Policy: cross-origin'}; or let the script use ${'mode: "cors"'}.`),
  'opaque-range': () => client(say`Ask for the whole resource, or use ${'mode: "cors"'}.`),
};
export const REASONS_WITH_ADVICE = Object.keys(FIXES);

const readable = () => client(say`Drop ${'mode: "no-cors"'}: it hides the answer, whatever the server sends. Without it the server can allow the page to read.`, {request: {mode: 'cors'}});

// {side, note, change}: `change` is missing where only a person can know. null where nothing is to be changed.
export function fixFor(facts) {
  if (facts.fetched.response?.type === 'opaque' && facts.request.mode === 'no-cors') return readable();
  return FIXES[facts.fetched.reason]?.(facts) ?? null;
}

// Lets the script read what it cannot: names of headers of the last answer.
export function exposing(facts, names) {
  return server([...say`Name what the script is to read: `, ...listed(names), '.'], (response) => {
    const kept = listOf(response.headers, 'Access-Control-Expose-Headers').filter((name) => !(facts.include && name === '*'));
    return {...response, headers: withHeader(response.headers, 'Access-Control-Expose-Headers', [...new Set([...kept, ...names])].join(', '))};
  });
}

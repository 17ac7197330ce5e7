// The sequence as a picture: the page on the left, servers on the right, an arrow for each request and each answer, and where it stopped.
import {code, el, heard, replace, svg, visible} from './dom.js';
import {isRedirect, originOf, pathOf} from './facts.js';

// Lines that decide something in CORS; the others are shown more quietly.
const DECIDES = /^(origin|access-control-.*|vary|location|cross-origin-resource-policy|timing-allow-origin)$/i;

// An arrow over the whole width. Where it is stopped it ends in a cross before it arrives.
function arrow(direction, kind) {
  const head = kind === 'stopped' || kind === 'lost'
    ? svg('svg', {x: direction === 'out' ? '86%' : '14%', overflow: 'visible'}, svg('path', {class: 'cross', d: 'M-6 2 L6 14 M6 2 L-6 14'}))
    : svg('svg', {x: direction === 'out' ? '100%' : '0', overflow: 'visible'}, svg('path', {class: 'head', d: direction === 'out' ? 'M-11 2 L-1 8 L-11 14' : 'M11 2 L1 8 L11 14'}));
  const cut = kind === 'stopped' || kind === 'lost';
  const [from, to] = direction === 'out' ? ['0', cut ? '86%' : '100%'] : [cut ? '14%' : '0', '100%'];
  return svg('svg', {class: 'arrow', width: '100%', height: '16', 'aria-hidden': 'true', focusable: 'false'}, svg('line', {x1: from, x2: to, y1: '8', y2: '8'}), head);
}

// `origin` is the page's: where a request bears another one, that is said.
function lines(headers, origin) {
  const entry = ([name, value]) => {
    const changed = origin !== undefined && name === 'Origin' && value !== origin;
    return el('li', {class: `${DECIDES.test(name) ? 'decides' : ''}${changed ? ' changed' : ''}`},
      el('code', {}, el('span', {class: 'name'}, `${visible(name)}:`), ` ${visible(value)}`), changed && ' no longer the page’s');
  };
  return headers.length === 0 ? null : el('ul', {class: 'lines'}, headers.map(entry));
}

const leg = (direction, kind, label, headers, origin) => el('div', {class: `leg ${direction} ${kind}`}, el('p', {class: 'label'}, label), arrow(direction, kind), lines(headers, origin));

function ends(from, to) {
  return el('div', {class: 'ends'}, el('span', {}, heard('Page: '), visible(from)), el('span', {}, heard('Server: '), visible(to)));
}

function requestLeg(sent, origin, kind = '') {
  const cookies = sent.purpose === 'preflight' ? 'no cookies' : sent.credentials ? 'with cookies' : 'no cookies';
  return leg('out', kind, [heard('The browser sends '), el('b', {}, visible(sent.method)), ' ', el('span', {class: 'path'}, visible(pathOf(sent.url))),
    ' ', sent.purpose === 'preflight' && el('span', {class: 'tag'}, 'preflight'), ' ', el('span', {class: 'aside'}, cookies)], sent.headers, origin);
}

function answerLeg(response, stopped) {
  if (!response) return leg('back', 'waiting', [heard('The server’s answer: '), el('b', {}, '?'), ' ', el('span', {class: 'aside'}, 'not given')], []);
  if (response.network_error) return leg('back', 'lost', [heard('The server’s answer: '), el('b', {}, 'no answer')], []);
  const word = isRedirect(response) ? el('span', {class: 'tag'}, 'redirect') : null;
  return leg('back', stopped ? 'stopped' : '', [heard('The server answers '), el('b', {}, String(response.status)), ' ', word], response.headers ?? []);
}

function stop(facts, verdict) {
  const where = {construct: 'before anything was sent', request: 'before the next request', preflight: 'at the preflight', redirect: 'at the redirect', response: 'at the answer'}[facts.at];
  return el('p', {class: 'outcome blocked'}, el('b', {}, `Stopped ${where}. `), verdict.what);
}

function outcome(facts, verdict) {
  const {fetched} = facts;
  if (fetched.verdict === 'blocked') return stop(facts, verdict);
  if (fetched.verdict === 'pending') return null;
  const readable = fetched.response.headers.map(([name]) => name);
  const opaque = fetched.response.type.startsWith('opaque');
  return el('p', {class: `outcome ${opaque ? 'unreadable' : 'allowed'}`}, el('b', {}, opaque ? 'The script gets nothing that it can read.' : 'The script reads the answer. '),
    !opaque && readable.length > 0 && ['Headers that it can see: ', readable.map((name, at) => [at ? ', ' : '', code(name)])]);
}

// `verdict` is put into the picture, so it must not be in use elsewhere; `unsent` is the request that would have followed a preflight that failed, or null.
export function drawPicture(place, facts, verdict, unsent) {
  const {fetched, pairs, request} = facts;
  const items = [];
  let server = null;
  fetched.sent.forEach((sent, at) => {
    const origin = originOf(sent.url) || sent.url;
    const last = at === fetched.sent.length - 1;
    const stopped = last && fetched.verdict === 'blocked' && facts.at !== 'request' && facts.at !== 'construct';
    items.push(el('li', {}, origin !== server && ends(request.origin, origin), requestLeg(sent, request.origin), answerLeg(pairs[at], stopped)));
    server = origin;
  });
  if (fetched.sent.length === 0) items.push(el('li', {}, ends(request.origin, originOf(request.url) || request.url || '?'),
    leg('out', 'stopped', [heard('Not sent: '), el('b', {}, visible(request.method)), ' ', el('span', {class: 'path'}, visible(pathOf(request.url)))], [])));
  const after = outcome(facts, verdict);
  if (after) items.push(el('li', {class: 'end'}, after));
  if (unsent) items.push(el('li', {class: 'never'}, requestLeg(unsent, request.origin, 'never'), el('p', {class: 'aside'}, fetched.verdict === 'blocked' ? 'Never sent.' : 'Sent if the preflight is answered well.')));
  replace(place, el('ol', {class: 'picture'}, items));
}

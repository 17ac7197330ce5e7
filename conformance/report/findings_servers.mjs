// Servers of this machine that audits are tried on, and the command that tries them.
import {spawn} from 'node:child_process';
import {createServer} from 'node:http';

// `headersOf(origin, request)`: the CORS headers of an answer. The result has the server's URL and closes it.
async function serve(headersOf) {
  const server = createServer((request, response) => {
    const origin = request.headers.origin;
    const preflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    const headers = headersOf(origin, request);
    response.writeHead(preflight ? (headers['access-control-allow-origin'] ? 204 : 403) : 200, headers);
    response.end(preflight || request.method === 'HEAD' ? undefined : 'ok');
  });
  await new Promise((listens) => server.listen(0, '127.0.0.1', listens));
  return {url: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); server.close(); }};
}

const allowing = (origin, more = {}) => ({
  'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', 'access-control-allow-methods': 'PUT, DELETE',
  'access-control-allow-headers': 'content-type, x-own', vary: 'Origin', ...more});

export const ORIGIN = 'https://app.corp.example';
export const SERVERS = {
  list: () => serve((origin) => (origin === ORIGIN ? allowing(origin, {'access-control-max-age': '600'}) : {vary: 'Origin'})),
  reflects: () => serve((origin) => (origin ? allowing(origin) : {vary: 'Origin'})),
  suffix: () => serve((origin) => (origin?.endsWith('corp.example') ? allowing(origin) : {vary: 'Origin'})),
  prefix: () => serve((origin) => (origin?.startsWith(ORIGIN) ? allowing(origin) : {})),
  star: () => serve(() => ({'access-control-allow-origin': '*'})),
  off: () => serve(() => ({})),
};

// WHY not spawnSync: the servers answer in this process.
export function run(command, words) {
  return new Promise((done, failed) => {
    const child = spawn(command, words, {stdio: ['ignore', 'pipe', 'pipe']});
    const out = [];
    const err = [];
    child.stdout.on('data', (data) => out.push(data));
    child.stderr.on('data', (data) => err.push(data));
    child.on('error', failed);
    child.on('close', (code) => done({code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString()}));
  });
}

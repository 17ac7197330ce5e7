// Runs `crosscheck serve` for a test.
import {spawn} from 'node:child_process';
import {resolve} from 'node:path';
import {createInterface} from 'node:readline';

// A server of its own on a free port, asked under `url` (without a slash at its end). `command` is the program `crosscheck`, `options` those of
// its verb. The server ends with the test, and before it by `stop`, which tells how it ended.
export async function serve(command, ...options) {
  const child = spawn(resolve(command), ['serve', '--listen', '127.0.0.1:0', ...options], {stdio: ['ignore', 'pipe', 'pipe']});
  const logged = [];
  child.stderr.on('data', (piece) => logged.push(piece));
  const ended = new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (status, signal) => done({status, signal}));
  });
  // WHY: a test that fails must not leave its server behind.
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const firstLine = new Promise((done) => createInterface({input: child.stdout}).once('line', done));
  const line = await Promise.race([firstLine, ended.then(({status}) => `nothing, and ended with ${status}`)]);
  const url = /http:\/\/[^\s/]+/.exec(line)?.[0];
  if (!url) throw new Error(`the first line should hold the URL, and is: ${line}\n${Buffer.concat(logged)}`);
  return {
    url,
    logged: () => Buffer.concat(logged).toString('utf8').split('\n').filter((one) => one !== ''),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const end = await ended;
      process.off('exit', kill);
      return end;
    },
  };
}

// Runs in network and mount namespaces of its own: small servers that say their own name, each at an address of loopback, a real proxy before
// them, and requests from the addresses that a job names. A job is a line of JSON on standard input, and so is its answer.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startDockerApi } from './docker-api.mjs';

const { folder, servers, sources, etc, dockerPort } = JSON.parse(process.argv[2]);
const files = join(folder, 'etc');
mkdirSync(files, { recursive: true });

const ip = (...words) => execFileSync('ip', words);
ip('link', 'set', 'lo', 'up');
for (const address of [...Object.values(servers), ...sources])
  ip('addr', 'add', `${address}/32`, 'dev', 'lo');
const hosts = join(folder, 'hosts');
writeFileSync(
  hosts,
  Object.entries({ localhost: '127.0.0.1', ...servers })
    .map(([name, at]) => `${at} ${name}\n`)
    .join(''),
);
execFileSync('mount', ['--bind', hosts, '/etc/hosts']);
// Files have the paths that they have in a container.
if (etc !== null) execFileSync('mount', ['--bind', files, etc]);

await Promise.all(
  Object.entries(servers).map(
    ([name, at]) =>
      new Promise((resolve) => {
        const server = createServer((asked, answer) => {
          // The one that decides who passes lets nobody in.
          answer.statusCode = name === 'auth' ? 401 : 200;
          answer.end(`by=${name}`);
          asked.resume();
        });
        server.listen(8000, at, resolve);
      }),
  ),
);

const own = servers.proxy;
const docker = dockerPort === null ? null : await startDockerApi(dockerPort);

/** Whether something accepts a connection at port 80. */
function isOpen(at = own) {
  return new Promise((resolve) => {
    const socket = connect(80, at);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Whether a server behind the proxy answers there: all of the configuration is in effect. */
async function isReady({ port, host }) {
  const { body } = await ask({ host, path: '/' }, own, port);
  return body.startsWith('by=');
}

/**
 * Whether the proxy listens, at its own address or at loopback alone, and answers where it shall once it has read everything; waits until it
 * does, or has ended.
 */
async function listens(child, ready) {
  for (let tries = 0; tries < 500; tries++) {
    if (child.exitCode !== null) return false;
    if ((await isOpen()) || (await isOpen('127.0.0.1'))) {
      const waits = [];
      for (const one of ready) if (!(await isReady(one))) waits.push(one);
      if (waits.length === 0) return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the proxy neither listens nor ends, or never reads its configuration');
}

function ask({ host, path }, source, port = 80) {
  return new Promise((resolve) => {
    const asked = request(
      { host: own, port, path, headers: { host }, localAddress: source, agent: false },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (text) => {
          body += text;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode,
            location: answer.headers.location ?? null,
            body: body.slice(0, 200),
          }),
        );
        answer.on('error', () => resolve({ status: 0, location: null, body: '' }));
      },
    );
    asked.on('error', () => resolve({ status: 0, location: null, body: '' }));
    asked.end();
  });
}

async function measure({ texts, command, asks, times, containers, ready = [] }) {
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  if (etc !== null) {
    // The folder was made anew, so it is mounted anew.
    execFileSync('umount', [etc]);
    execFileSync('mount', ['--bind', files, etc]);
  }
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(files, name)), { recursive: true });
    writeFileSync(join(files, name), text);
  }
  docker?.show(containers);
  const [program, ...words] = command.map((word) => word.replaceAll('{files}', files));
  let said = '';
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: folder },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      said = (said + text).slice(-2000);
    });
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.once('error', () => undefined);
  if (!(await listens(child, ready))) return { ended: said, answers: [] };
  const answers = [];
  for (const one of asks) {
    const seen = [];
    for (const source of one.sources) {
      const own = [];
      for (let time = 0; time < times; time++) own.push(await ask(one, source));
      seen.push(own);
    }
    answers.push(seen);
  }
  child.kill('SIGKILL');
  await ended;
  // A worker of nginx outlives its master for a moment, and must not answer for the next.
  for (let tries = 0; tries < 500 && ((await isOpen()) || (await isOpen('127.0.0.1'))); tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return { ended: null, answers };
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await measure(JSON.parse(line)).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);

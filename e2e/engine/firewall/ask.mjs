// Asks many listeners at once, from the network namespace that it runs in: a JSON list of { address, port, source } on standard input, a
// list of booleans on standard output. What is asked for is a byte of an answer: the userland proxy accepts what nobody answers.

import { connect } from 'node:net';

/** Milliseconds; what a firewall drops costs the whole wait. A 'no' is asked again, for longer. */
const waits = [1200, 2500];

function ask({ address, port, source }, wait) {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, ...(source ? { localAddress: source } : {}) });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(wait, () => end(false));
    socket.on('connect', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
    socket.on('data', () => end(true));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}

let text = '';
for await (const chunk of process.stdin) text += chunk;
const jobs = JSON.parse(text);
let answers = jobs.map(() => false);
for (const wait of waits)
  answers = await Promise.all(jobs.map((job, at) => (answers[at] ? true : ask(job, wait))));
process.stdout.write(JSON.stringify(answers));

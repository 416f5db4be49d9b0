// Asks many listeners at once, from the network namespace that it runs in: a JSON list of { address, port, protocol, source } on standard
// input, a list of what each of them answered on standard output, null for nothing. A connection alone says little: the userland proxy
// accepts what nobody answers.

import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';

/** Milliseconds; what a firewall drops costs the whole wait. A 'no' is asked again, for longer. */
const waits = [1200, 2500];

function askStream({ address, port, source }, wait) {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, ...(source ? { localAddress: source } : {}) });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(wait, () => end(null));
    socket.on('connect', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
    socket.on('data', (data) => end(String(data)));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
  });
}

/** Connected, so that an answer from another address than the asked one is none. */
function askDatagram({ address, port, source }, wait) {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const end = (answer) => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), wait);
    socket.on('message', (data) => end(String(data)));
    socket.on('error', () => end(null));
    socket.bind({ port: 0, ...(source ? { address: source } : {}) }, () =>
      socket.connect(port, address, (error) => {
        if (!error) socket.send('?');
      }),
    );
  });
}

const ask = (job, wait) => (job.protocol === 'udp' ? askDatagram : askStream)(job, wait);

let text = '';
for await (const chunk of process.stdin) text += chunk;
const jobs = JSON.parse(text);
let answers = jobs.map(() => null);
for (const wait of waits) answers = await Promise.all(jobs.map((job, at) => answers[at] ?? ask(job, wait)));
process.stdout.write(JSON.stringify(answers));

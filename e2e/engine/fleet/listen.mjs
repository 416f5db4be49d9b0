// Answers on ports of the network namespace that it runs in, until its standard input ends: a connection or a datagram gets the name that
// stands for the port and the address of who asks. Arguments: PORT=NAME…; prints a line when all of them wait.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

const plain = (address = '') => address.replace(/^::ffff:/, '');

/** A socket for each address, so that an answer comes from the one that was asked. */
const own = Object.values(networkInterfaces())
  .flat()
  .filter(({ address }) => !address.startsWith('fe80:'));

for (const pair of process.argv.slice(2)) {
  const [port, name] = pair.split('=');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.resume();
    socket.end(`${name} ${plain(socket.remoteAddress)}`);
  });
  server.listen(Number(port));
  await once(server, 'listening');
  for (const { address, family } of own) {
    const socket = createSocket(family === 'IPv6' ? 'udp6' : 'udp4');
    socket.on('error', () => undefined);
    socket.on('message', (_, from) => socket.send(`${name} ${plain(from.address)}`, from.port, from.address));
    socket.bind(Number(port), address);
    await once(socket, 'listening');
  }
}
process.stdout.write('ready\n');
process.stdin.on('end', () => process.exit()).resume();

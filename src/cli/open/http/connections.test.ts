// Connections that ask nothing: against a server of this process on loopback, a bounded number of them, all ended by the test.

import { createServer, get, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ConnectionLimits, type Connections, limitConnections } from './connections.ts';

const sockets: Socket[] = [];
let server: Server | null = null;
let connections: Connections;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
});

/** Starts a server that admits requests for `/in`. */
async function listen(limits: Partial<ConnectionLimits>): Promise<number> {
  const made = createServer((request, response) => {
    if (request.url === '/in') connections.admitted(request);
    response.end('here');
  });
  server = made;
  const usual = { perAddress: 4, together: 10, patience: 60_000, isShared: () => false };
  connections = limitConnections(made, { ...usual, ...limits });
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', () => resolve()));
  return (made.address() as AddressInfo).port;
}

/** Opens a connection from `from` that sends nothing, or requests `path` and stays open. Resolves when it is open and answered. */
function hold(port: number, from = '127.0.0.1', path: string | null = null): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    sockets.push(socket);
    socket.on('error', () => {});
    if (path === null) socket.once('connect', () => resolve(socket));
    else {
      socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`));
      socket.once('data', () => resolve(socket));
    }
  });
}

const ended = (socket: Socket): Promise<void> =>
  socket.destroyed ? Promise.resolve() : new Promise((resolve) => socket.once('close', () => resolve()));

function ask(port: number, from = '127.0.0.1'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', localAddress: from, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
}

describe.skipIf(process.platform !== 'linux')('connections that ask nothing', () => {
  it('of one address end, the oldest first, for the next of it; another is answered', async () => {
    const port = await listen({});
    const first = await hold(port);
    for (let more = 0; more < 8; more++) await hold(port);
    await ended(first);
    expect(await ask(port)).toBe(200);
    expect(await ask(port, '127.0.0.2')).toBe(200);
  });

  it('of many addresses end for one that comes', async () => {
    const port = await listen({ together: 10 });
    for (let address = 10; address < 23; address++) await hold(port, `127.0.0.${address}`);
    expect(await ask(port, '127.0.0.2')).toBe(200);
  });

  it('never end one on which somebody was let in', async () => {
    const port = await listen({});
    const inside = await hold(port, '127.0.0.1', '/in');
    for (let more = 0; more < 8; more++) await hold(port);
    expect(await ask(port)).toBe(200);
    expect(inside.destroyed).toBe(false);
    inside.write('GET /in HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => inside.once('data', resolve));
  });

  it('of a proxy are as many as it has visitors', async () => {
    const port = await listen({ isShared: (address) => address === '127.0.0.1' });
    const held: Socket[] = [];
    for (let more = 0; more < 8; more++) held.push(await hold(port));
    expect(await ask(port)).toBe(200);
    expect(held.some(({ destroyed }) => destroyed)).toBe(false);
  });

  it('end after a short time', async () => {
    const port = await listen({ patience: 50 });
    await ended(await hold(port));
  });
});

// Probes without an image: as root on the machine of the Engine, this program itself enters the network namespace of a container, asks there,
// and is gone. Nothing is started in a container, and nothing that the container holds is run.

import type { RunningContainer } from '../../../core/host/running/running-host.ts';
import { CallFailure } from '../../call-failure.ts';
import { type CommandResult, runProgram } from '../../docker/docker-command.ts';
import type { Kernel } from '../../observe/namespace-reader.ts';
import { isHere } from '../../observe/watched.ts';
import { acceptedIn, namesIn, type Probe, type ProbeSession } from './probe-session.ts';

/** A program for `ADDRESS PORT …` that prints like the script of the probe containers. */
const connectProgram = `
const net = require('node:net');
const words = process.argv.slice(1);
const ask = (address, port) => new Promise((done) => {
  let accepted = false;
  const socket = net.connect({ host: address, port: Number(port) });
  const end = (word) => { socket.destroy(); clearTimeout(timer); if (word !== null) console.log(address + ' ' + port + word); done(); };
  let timer = setTimeout(() => end(null), 2000);
  socket.on('connect', () => { accepted = true; clearTimeout(timer); timer = setTimeout(() => end(''), 1000); });
  socket.on('data', () => end(''));
  socket.on('end', () => end(' closed'));
  socket.on('error', () => end(accepted ? ' closed' : null));
});
(async () => {
  const pairs = [];
  for (let index = 0; index + 1 < words.length; index += 2) pairs.push([words[index], words[index + 1]]);
  while (pairs.length > 0) await Promise.all(pairs.splice(0, 16).map(([address, port]) => ask(address, port)));
})();
`;

/** A program for `NAME …` that asks Docker's resolver in the namespace. */
const lookupProgram = `
const { Resolver } = require('node:dns').promises;
const resolver = new Resolver({ timeout: 2000, tries: 2 });
resolver.setServers(['127.0.0.11']);
(async () => {
  for (const name of process.argv.slice(1))
    console.log(['= ' + name, ...(await resolver.resolve4(name).catch(() => [])), ...(await resolver.resolve6(name).catch(() => []))].join(' '));
})();
`;

/** Access to this machine for entering namespaces; tests pass their own. */
export interface EnterTools {
  readonly kernel: Kernel;
  readonly run: (program: string, args: readonly string[], seconds?: number) => Promise<CommandResult>;
  /** True when this process may enter namespaces. */
  readonly mayEnter: boolean;
}

/** Returns the access to this machine. */
export const enterTools = (kernel: Kernel): EnterTools => ({
  kernel,
  run: runProgram,
  mayEnter: process.getuid?.() === 0,
});

/** True when this process can enter the namespaces of all containers. */
export function canEnter({ kernel, mayEnter }: EnterTools, containers: readonly RunningContainer[]): boolean {
  return mayEnter && containers.every((one) => !one.running || isHere(kernel, one));
}

/** Starts a session in the namespaces of `containers` and of the host. */
export function enteredSession(
  { kernel, run }: EnterTools,
  containers: readonly RunningContainer[],
  interrupted: () => boolean,
): ProbeSession {
  const pids = new Map(containers.map(({ id, json }) => [id, String(json.State.Pid ?? 0)]));
  const enter = async ({ id }: Probe, command: readonly string[]): Promise<string> => {
    if (interrupted()) throw new CallFailure('interrupted; everything that was started is removed.');
    const args = [`--net=/proc/${id}/ns/net`, '--', ...command];
    const { status, stdout, stderr } = await run('nsenter', args, 60);
    if (status === 0) return stdout;
    throw new CallFailure(
      `nsenter: ${stderr.trim().split('\n').at(-1) || 'no reason given'}. Name a busybox image with --probe-image instead.`,
    );
  };
  const program = (probe: Probe, text: string, words: readonly string[]): Promise<string> =>
    enter(probe, [process.execPath, '-e', text, '--', ...words]);
  return {
    async start(where) {
      const id = where === 'host' ? 'self' : (pids.get(where.container) ?? '0');
      return { id };
    },
    read: enter,
    hosts: async ({ id }) => kernel.read(id === 'self' ? '/etc/hosts' : `/proc/${id}/root/etc/hosts`) ?? '',
    connect: async (probe, targets) =>
      acceptedIn(
        targets.length === 0
          ? ''
          : await program(
              probe,
              connectProgram,
              targets.flatMap((target) => target.split(' ')),
            ),
      ),
    lookUp: async (probe, names) =>
      namesIn(names.length === 0 ? '' : await program(probe, lookupProgram, names)),
    end: async () => {},
  };
}

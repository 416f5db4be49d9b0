// Single probes: one question over TCP, one look-up of a name. Run from outside the containers, inside their namespaces.

import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import { run } from './run.ts';

export type Answer = boolean | string;

/**
 * Whether what listens there answers `namespace` within `seconds`. A connection alone says little: the userland proxy of the Engine
 * accepts what nobody behind it answers.
 */
export async function answers(
  lab: Lab,
  namespace: string,
  address: string,
  port: number,
  seconds: number,
): Promise<boolean> {
  // `-w` ends the wait for an answer only: a connection that loses its other side would stay for ever.
  const limit = ['timeout', '-s', 'KILL', String(seconds + 10)];
  const nc = [lab.busybox, 'nc', '-w', String(seconds), address, String(port)];
  const ask = [`--net=${namespace}`, ...limit, ...nc];
  return (await run('nsenter', ask, process.env, 'GET / HTTP/1.0\r\n\r\n')).stdout.startsWith('HTTP/');
}

/** Whether any of `candidates` answers; all are asked at once. */
export async function anyAnswer<T>(
  candidates: readonly T[],
  ask: (candidate: T) => Promise<boolean>,
): Promise<boolean> {
  return (await Promise.all(candidates.map(ask))).includes(true);
}

/** The addresses that `name` has inside `from`: by /etc/hosts (legacy links, its own `hostname`), else by the resolver. */
export async function lookUp(from: Deployed, name: string): Promise<readonly string[]> {
  const lines = from.hosts.split('\n').map((text) => text.split(/\s+/));
  const inFile = lines.flatMap(([address, ...names]) => (address && names.includes(name) ? [address] : []));
  if (inFile.length > 0) return inFile;
  // Its mounts, too: they hold its resolv.conf and the program.
  const enter = ['--target', String(from.pid), '--net', '--mount'];
  const ask = ['nsenter', ...enter, '/bin/nslookup', '-timeout=2', '-retry=1', name];
  const { stdout } = await run('timeout', ['-s', 'KILL', '15', ...ask]);
  // The resolver's own address comes first, and then an empty line.
  const answer = stdout.slice(stdout.indexOf('\n\n') + 1);
  return answer.split('\n').flatMap((text) => /^Address[^:]*:\s*([\da-f.:]+)\s*$/.exec(text)?.[1] ?? []);
}

/** Whether `name`, asked inside `from`, gives one of `addresses`. */
export async function looksUp(from: Deployed, name: string, addresses: readonly string[]): Promise<boolean> {
  return (await lookUp(from, name)).some((address) => addresses.includes(address));
}

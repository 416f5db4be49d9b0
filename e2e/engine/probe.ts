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

/** Whether `name`, asked inside `from`, gives one of `addresses`: by /etc/hosts (legacy links), else by the resolver. */
export async function looksUp(from: Deployed, name: string, addresses: readonly string[]): Promise<boolean> {
  const line = from.hosts.split('\n').find((text) => text.split(/\s+/).slice(1).includes(name));
  if (line !== undefined) return addresses.includes(line.split(/\s+/)[0] ?? '');
  // Its mounts, too: they hold its resolv.conf and the program.
  const enter = ['--target', String(from.pid), '--net', '--mount'];
  const ask = ['nsenter', ...enter, '/bin/nslookup', '-timeout=2', '-retry=1', name];
  const { stdout } = await run('timeout', ['-s', 'KILL', '15', ...ask]);
  const found = stdout
    .split('\n')
    .flatMap((text) => /^Address[^:]*:\s*([\da-f.:]+)\s*$/.exec(text)?.[1] ?? []);
  return found.some((address) => addresses.includes(address));
}

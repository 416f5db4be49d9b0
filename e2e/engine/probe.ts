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
  const limit = ['timeout', '-s', 'KILL', String(2 * seconds + 2)];
  const nc = [lab.busybox, 'nc', '-w', String(seconds), address, String(port)];
  const ask = [`--net=${namespace}`, ...limit, ...nc];
  return (await run('nsenter', ask, process.env, 'GET / HTTP/1.0\r\n\r\n')).stdout.startsWith('HTTP/');
}

/** One question to a listener. */
export interface Asked {
  readonly address: string;
  readonly port: number;
  /** TCP where it says nothing. */
  readonly protocol?: 'tcp' | 'udp';
  /** The address to ask from, where the namespace has several. */
  readonly source?: string;
}

/** Asks all of `jobs` at once from a namespace; returns what each listener said, null where none answers. */
export async function askFrom(
  namespace: string,
  jobs: readonly Asked[],
): Promise<readonly (string | null)[]> {
  const args = [`--net=${namespace}`, process.execPath, `${import.meta.dirname}/ask.mjs`];
  const { code, stdout, stderr } = await run('nsenter', args, process.env, JSON.stringify(jobs));
  if (code !== 0) throw new Error(`asking from ${namespace}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Whether any of `candidates` answers; all are asked at once. */
export async function anyAnswer<T>(
  candidates: readonly T[],
  ask: (candidate: T) => Promise<boolean>,
): Promise<boolean> {
  return (await Promise.all(candidates.map(ask))).includes(true);
}

/** The addresses that each of `names` has inside `from`: by /etc/hosts (legacy links, its own `hostname`), else by the resolver. */
export async function lookUp(
  from: Deployed,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = from.hosts.split('\n').map((text) => text.split(/\s+/));
  // One process for all: most of the time of a look-up is the way into the container.
  const script = `for name; do echo "${mark}$name"; nslookup -timeout=2 -retry=1 "$name"; done`;
  // Its mounts, too: they hold its resolv.conf and the program.
  const enter = ['--target', String(from.pid), '--net', '--mount'];
  const ask = ['nsenter', ...enter, '/bin/sh', '-c', script, 'sh', ...names];
  const { stdout } = await run('timeout', ['-s', 'KILL', String(10 + 5 * names.length), ...ask]);
  const sections = stdout.split(mark).map((text) => [text.split('\n', 1)[0], text] as const);
  const answers = new Map(sections);
  return new Map(
    names.map((name) => {
      const inFile = lines.flatMap(([address, ...known]) =>
        address && known.includes(name) ? [address] : [],
      );
      return [name, inFile.length > 0 ? inFile : addressesIn(answers.get(name) ?? '')];
    }),
  );
}

const mark = '# asked for ';

/** The resolver's own address comes first, and then an empty line. */
function addressesIn(answer: string): readonly string[] {
  const [, ...parts] = answer.split('\n\n');
  return parts
    .flatMap((part) => part.split('\n'))
    .flatMap((line) => /^Address[^:]*:\s*([\da-f.:]+)\s*$/.exec(line)?.[1] ?? []);
}

/** Whether `name`, asked inside `from`, gives one of `addresses`. */
export async function looksUp(from: Deployed, name: string, addresses: readonly string[]): Promise<boolean> {
  const found = (await lookUp(from, [name])).get(name) ?? [];
  return found.some((address) => addresses.includes(address));
}

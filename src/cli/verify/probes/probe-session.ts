// The probe containers of one run: each lives in the network namespace of a running container, or of the host, has no rights
// and ends by itself. Each is started under a name that nobody can guess, with a label of the run: only what has both is removed.

import { shellCommand } from '../../../core/quote/shell-word.ts';
import { CallFailure } from '../../call-failure.ts';
import {
  askDocker,
  type CommandResult,
  type Docker,
  dockerFailure,
  workTimeout,
} from '../../docker/docker-command.ts';
import { probeLabel } from '../../docker/probe-label.ts';
import { beginRun, endRun, ownerMark, probeName, removeLeftProbes } from './left-probes.ts';

/** A script for an accepted connection: exits with 3 when the far end closes it within a second without sending anything. */
const listenScript = 'first=$(timeout 1 head -c 1; echo ":$?"); [ "$first" != ":0" ] || exit 3';

/** A script for `ADDRESS PORT …`: prints the pairs that accept a TCP connection, followed by `closed` if it ended at once. */
const connectScript = `n=0
while [ $# -ge 2 ]; do
  ( nc -w 2 "$1" "$2" -e sh -c '${listenScript}' </dev/null >/dev/null 2>&1
    case $? in
      0) echo "$1 $2" ;;
      3) echo "$1 $2 closed" ;;
    esac ) &
  shift 2
  n=$((n + 1))
  [ $((n % 16)) -ne 0 ] || wait
done
wait`;

/** A script for `NAME …`: prints a line `= NAME ADDRESS…` with every resolved address. */
const lookupScript = `n=0
for name; do
  ( found=$(timeout 6 nslookup "$name" 2>/dev/null | sed -n '1,/^Name/d;s/^Address[^:]*: *\\([0-9a-fA-F.:]*\\).*/\\1/p')
    echo "= $name" $found ) &
  n=$((n + 1))
  [ $((n % 16)) -ne 0 ] || wait
done
wait`;

/** A script that prints which tools the other scripts need and do not find. */
const toolsScript = `for tool in nc nslookup timeout cat head; do
  command -v "$tool" >/dev/null || echo "$tool"
done
nc --help 2>&1 | grep -q -e '-e PROG' || echo 'nc -e'`;

/** A probe container in one network namespace. */
export interface Probe {
  readonly id: string;
}

/** The state of an accepted connection on which nothing was sent. */
type Accepted = 'open' | 'closed';

export interface ProbeSession {
  /** Starts a probe in the namespace of a container or of the host. */
  start(where: 'host' | { readonly container: string }): Promise<Probe>;
  read(probe: Probe, command: readonly string[]): Promise<string>;
  /** Reads /etc/hosts in the namespace. */
  hosts(probe: Probe): Promise<string>;
  /** Returns which `address port` targets accept a connection, and whether they keep it or close it at once. */
  connect(probe: Probe, targets: readonly string[]): Promise<ReadonlyMap<string, Accepted>>;
  /** Returns the resolved addresses of each name. */
  lookUp(probe: Probe, names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Removes everything the session started. */
  end(): Promise<void>;
}

/** Seconds after which a probe ends by itself if nobody removes it. */
export const lifetime = 110;
/** Seconds after which a probe is replaced before the next call. A call takes 78 seconds at most: batches of 16 names, 6 seconds each. */
export const replaceAfter = 25;
const batch = 200;

/** Returns a session with probes from `image`, which must be on the machine, since nothing is pulled. `now` is in milliseconds. */
export function probeSession(
  docker: Docker,
  image: string,
  interrupted: () => boolean,
  now: () => number = Date.now,
): ProbeSession {
  const run = beginRun();
  /** Probes by name, entered before they start, since an interrupted call may have started one. The id is known once the call answered. */
  const started = new Map<string, string | null>();
  const ask = (args: readonly string[]): Promise<string> => {
    if (interrupted()) throw new CallFailure('interrupted; everything that was started is removed.');
    return askDocker(docker, args, workTimeout);
  };
  /** The current container of each probe, by the id of its first one. */
  const current = new Map<Probe['id'], { readonly network: string; began: number; id: Promise<string> }>();

  async function startIn(network: string): Promise<string> {
    const limits = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only'];
    const name = `${probeName}${run}-${started.size}`;
    const marks = ['--name', name, '--label', `${probeLabel}=${run}`, '--label', ownerMark()];
    const args = ['run', '-d', '--rm', '--pull', 'never', ...marks, '--network', network, ...limits];
    const command = ['--user', '65534:65534', '--entrypoint', 'sleep', image, String(lifetime)];
    started.set(name, null);
    const id = (await ask([...args, ...command])).trim();
    started.set(name, id);
    return id;
  }

  /** Runs a command in a probe, or in its replacement if it would end too soon. */
  async function inProbe({ id }: Probe, command: readonly string[]): Promise<string> {
    const probe = current.get(id);
    if (probe !== undefined && now() - probe.began > replaceAfter * 1000) {
      probe.began = now();
      probe.id = startIn(probe.network);
    }
    return ask(['exec', (await probe?.id) ?? id, ...command]);
  }

  const script = async (probe: Probe, text: string, words: readonly string[]): Promise<string> => {
    let output = '';
    for (let from = 0; from === 0 || from < words.length; from += batch) {
      const part = words.slice(from, from + batch);
      output += await inProbe(probe, ['sh', '-c', text, 'sh', ...part]);
    }
    return output;
  };
  let cleared: Promise<void> | null = null;
  return {
    async start(where) {
      cleared ??= removeLeftProbes(docker);
      await cleared;
      const network = where === 'host' ? 'host' : `container:${where.container}`;
      const began = now();
      const probe = { id: await startIn(network) };
      current.set(probe.id, { network, began, id: Promise.resolve(probe.id) });
      const missing = (await script(probe, toolsScript, [])).trim();
      if (missing === '') return probe;
      throw new CallFailure(
        `image ${image} lacks ${missing.replaceAll('\n', ', ')}. Give a busybox image with --probe-image.`,
      );
    },
    read: inProbe,
    hosts: (probe) => inProbe(probe, ['cat', '/etc/hosts']),
    async connect(probe, targets) {
      const output = targets.length === 0 ? '' : await script(probe, connectScript, targets.flatMap(words));
      return acceptedIn(output);
    },
    async lookUp(probe, names) {
      const output = names.length === 0 ? '' : await script(probe, lookupScript, names);
      return namesIn(output);
    },
    async end() {
      const problems: string[] = [];
      for (const [name, id] of started) {
        const problem = await removeProbe(docker, run, name, id);
        if (problem !== null) problems.push(problem);
      }
      endRun(run);
      if (problems.length > 0) throw new CallFailure(problems.join(' '));
    },
  };
}

/** The facts to check before a container is removed. */
const facts = `{{.Id}} {{.Name}} {{index .Config.Labels "${probeLabel}"}}`;

/** Removes the probe `name` of `run` if the Engine confirms that it is one; otherwise returns the obstacle as a sentence. */
async function removeProbe(
  docker: Docker,
  run: string,
  name: string,
  id: string | null,
): Promise<string | null> {
  const look = ['inspect', '--type', 'container', '--format', facts, id ?? name];
  const looked = await docker(look);
  const isGone = ({ status, stderr, stdout }: CommandResult): boolean =>
    status !== 0 && /no such (?:container|object)/i.test(`${stderr}${stdout}`);
  if (isGone(looked)) return null;
  const advice = `Check it, and run ${shellCommand(['docker', 'rm', '-f'], [name])}.`;
  if (looked.status !== 0)
    return `the probe ${name} may still exist: ${dockerFailure(look, looked).message} ${advice}`;
  const [found = '', called = '', mark] = looked.stdout.trim().split(' ');
  // An Engine, or a proxy of one, that answers about another container must not have it removed.
  if ((id !== null && found !== id) || called !== `/${name}` || mark !== run)
    return `the Engine shows another container under the name of the probe ${name}; it was not removed. ${advice}`;
  const removal = ['rm', '-f', found];
  const removed = await docker(removal, workTimeout);
  if (removed.status === 0 || isGone(removed)) return null;
  return `the probe ${name} could not be removed: ${dockerFailure(removal, removed).message} ${advice}`;
}

/** Parses the output of the connecting script. */
export function acceptedIn(output: string): ReadonlyMap<string, Accepted> {
  const lines = output.split('\n').filter((line) => line !== '');
  return new Map(lines.map(acceptedOf));
}

/** Parses the output of the resolving script. */
export function namesIn(output: string): ReadonlyMap<string, readonly string[]> {
  const answers = output.split('\n').filter((line) => line.startsWith('= '));
  return new Map(
    answers.map((line) => {
      const [, name = '', ...addresses] = line.split(' ');
      return [name, addresses];
    }),
  );
}

function acceptedOf(line: string): readonly [target: string, accepted: Accepted] {
  const closed = / closed$/.exec(line);
  return closed ? [line.slice(0, closed.index), 'closed'] : [line, 'open'];
}

function words(target: string): readonly string[] {
  return target.split(' ');
}

/** Number of concurrent calls, which keeps probing short. */
const concurrency = 8;

/** Runs `work` for every item, a few at a time. Fails with the first failure after all started calls have ended. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse();
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  const ended = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

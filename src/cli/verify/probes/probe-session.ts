// The probe containers of one run: each lives in the network namespace of a running container, or of the host, has no rights
// and ends by itself. Whatever was started carries a label of the run, so that all of it is found and removed.

import { randomBytes } from 'node:crypto';
import { shellCommand } from '../../../core/text/shell-word.ts';
import { CallFailure } from '../../call-failure.ts';
import { askDocker, type Docker } from '../../docker/docker-command.ts';

/** Run on an accepted connection: ends with 3 where the far end closes it within a second without a word. */
const listenScript = 'first=$(timeout 1 head -c 1; echo ":$?"); [ "$first" != ":0" ] || exit 3';

/** Arguments `ADDRESS PORT …`: prints the pairs that accept a TCP connection, with `closed` behind it where it ended at once. */
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

/** Arguments `NAME …`: for each a line \`= NAME ADDRESS…\` with every IPv4 address in the answer. */
const lookupScript = `n=0
for name; do
  ( found=$(timeout 6 nslookup "$name" 2>/dev/null | sed -n '1,/^Name/d;s/^Address[^:]*: *\\([0-9.]*\\).*/\\1/p')
    echo "= $name" $found ) &
  n=$((n + 1))
  [ $((n % 16)) -ne 0 ] || wait
done
wait`;

/** What the other scripts need; prints what is missing. */
const toolsScript = `for tool in nc nslookup timeout cat head; do
  command -v "$tool" >/dev/null || echo "$tool"
done
nc --help 2>&1 | grep -q -e '-e PROG' || echo 'nc -e'`;

/** A probe container in one network namespace. */
export interface Probe {
  readonly id: string;
}

/** What happened to an accepted connection on which nothing was sent. */
type Accepted = 'open' | 'closed';

export interface ProbeSession {
  /** Starts a probe in the namespace of a container, or of the host. */
  start(where: 'host' | { readonly container: string }): Promise<Probe>;
  read(probe: Probe, command: readonly string[]): Promise<string>;
  /** Which of the `address port` targets accept a connection, and whether it stays or is closed at once. */
  connect(probe: Probe, targets: readonly string[]): Promise<ReadonlyMap<string, Accepted>>;
  /** The addresses that the resolver gives for each name. */
  lookUp(probe: Probe, names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Removes everything that was started. */
  end(): Promise<void>;
}

const label = 'bulkhead.verify';
// Seconds until a probe ends by itself, should nobody be left to remove it.
const lifetime = '1800';
const batch = 200;

/** A session with probes from `image`, which must be on the machine: nothing is fetched. */
export function probeSession(docker: Docker, image: string, interrupted: () => boolean): ProbeSession {
  const run = randomBytes(6).toString('hex');
  const mark = `${label}=${run}`;
  const ask = (args: readonly string[]): Promise<string> => {
    if (interrupted()) throw new CallFailure('interrupted; nothing that was started is left.');
    return askDocker(docker, args);
  };
  const script = async (probe: Probe, text: string, words: readonly string[]): Promise<string> => {
    let output = '';
    for (let from = 0; from === 0 || from < words.length; from += batch) {
      const part = words.slice(from, from + batch);
      output += await ask(['exec', probe.id, 'sh', '-c', text, 'sh', ...part]);
    }
    return output;
  };
  return {
    async start(where) {
      const network = where === 'host' ? 'host' : `container:${where.container}`;
      const limits = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only'];
      const args = ['run', '-d', '--rm', '--pull', 'never', '--network', network, ...limits];
      const command = ['--user', '65534:65534', '--label', mark, '--entrypoint', 'sleep', image, lifetime];
      const probe = { id: (await ask([...args, ...command])).trim() };
      const missing = (await script(probe, toolsScript, [])).trim();
      if (missing === '') return probe;
      throw new CallFailure(
        `image ${image} lacks ${missing.replaceAll('\n', ', ')}. Give one of busybox with --probe-image.`,
      );
    },
    read: (probe, command) => ask(['exec', probe.id, ...command]),
    async connect(probe, targets) {
      const output = targets.length === 0 ? '' : await script(probe, connectScript, targets.flatMap(words));
      return new Map(
        output
          .split('\n')
          .filter((line) => line !== '')
          .map(acceptedOf),
      );
    },
    async lookUp(probe, names) {
      const output = names.length === 0 ? '' : await script(probe, lookupScript, names);
      const answers = output.split('\n').filter((line) => line.startsWith('= '));
      return new Map(
        answers.map((line) => {
          const [, name = '', ...addresses] = line.split(' ');
          return [name, addresses];
        }),
      );
    },
    async end() {
      const started = await docker(['ps', '-aq', '--no-trunc', '--filter', `label=${mark}`]);
      const ids = started.stdout.split('\n').filter((id) => id !== '');
      if (ids.length === 0) return;
      const { status } = await docker(['rm', '-f', ...ids]);
      if (status === 0) return;
      throw new CallFailure(
        `probe containers could not be removed. Run ${shellCommand(['docker', 'rm', '-f', ...ids])}.`,
      );
    },
  };
}

function acceptedOf(line: string): readonly [target: string, accepted: Accepted] {
  const closed = / closed$/.exec(line);
  return closed ? [line.slice(0, closed.index), 'closed'] : [line, 'open'];
}

function words(target: string): readonly string[] {
  return target.split(' ');
}

/** So many waits at once, so that probing takes no longer than it must. */
const workers = 8;

/** Does `work` for every item, a few at a time; fails with the first failure, once all that was begun has ended. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse();
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  const ended = await Promise.allSettled(Array.from({ length: workers }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

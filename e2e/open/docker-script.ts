// A `docker` command for tests, first on PATH: it answers as the Engine that a JSON file describes, and tells its events as the test
// writes them. Every call is noted, so that a test can say what was asked of the Engine.

import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `docker inspect` prints of a host. */
export interface Engine {
  readonly containers: readonly unknown[];
  readonly networks: readonly unknown[];
  readonly images: readonly unknown[];
}

export interface DockerScript {
  /** For PATH, before all others. */
  readonly bin: string;
  /** From now on the Engine is this one; null: it does not answer. */
  become(engine: Engine | null): void;
  /** Something happened: a line of `docker events`. */
  tell(event: string): void;
  /** The calls so far, a line each. */
  calls(): readonly string[];
  remove(): void;
}

/** Of the shell: a call of it begins in a tenth of the time that Node takes, and one reading makes six. */
const script = `#!/bin/sh
folder="\${0%/*}/.."
echo "$*" >> "$folder/calls"
if ! cd -P "$folder/engine" 2> /dev/null; then
  echo 'Cannot connect to the Docker daemon. Is the docker daemon running?' >&2
  exit 1
fi
describe() {
  cd "$1" || exit 1
  shift
  printf '['
  comma=
  for id; do
    if [ -f "$id" ]; then
      IFS= read -r about < "$id"
      printf '%s%s' "$comma" "$about"
      comma=,
    fi
  done
  echo ']'
}
case "$1 $2" in
  'version '*) echo 26.1.5 ;;
  'info '*) echo '{"OperatingSystem":"Debian GNU/Linux 13","SecurityOptions":[]}' ;;
  'ps '*) cat containers/ids ;;
  'network ls') cat networks/ids ;;
  'network '*) describe networks "$@" ;;
  'inspect '*) describe containers "$@" ;;
  'image '*) describe images "$@" ;;
  'events '*) exec '${process.execPath}' "$folder/events.cjs" ;;
  *) exit 1 ;;
esac
`;

/** Prints what is added to the file of events, until the Engine does not answer any more. */
const follow = `const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const path = join(__dirname, 'events');
let seen = readFileSync(path, 'utf8').length;
setInterval(() => {
  if (!existsSync(join(__dirname, 'engine'))) {
    process.stderr.write('Cannot connect to the Docker daemon. Is the docker daemon running?\\n');
    process.exit(1);
  }
  const text = readFileSync(path, 'utf8');
  if (text.length > seen) process.stdout.write(text.slice(seen));
  seen = text.length;
}, 50);
`;

/** Writes what an Engine answers: for each kind a folder with the ids, and a file of one line for each of them. */
function writeEngine(folder: string, engine: Engine): void {
  for (const kind of ['containers', 'networks', 'images'] as const) {
    const all = engine[kind] as readonly { readonly Id: string }[];
    mkdirSync(join(folder, kind), { recursive: true });
    writeFileSync(join(folder, kind, 'ids'), `${all.map(({ Id }) => Id).join('\n')}\n`);
    for (const about of all) writeFileSync(join(folder, kind, about.Id), `${JSON.stringify(about)}\n`);
  }
}

/** Writes the command into a folder of its own. */
export function dockerScript(engine: Engine): DockerScript {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-docker-'));
  const bin = join(folder, 'bin');
  const answering = join(folder, 'engine');
  let engines = 0;
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), script, { mode: 0o755 });
  writeFileSync(join(folder, 'events'), '');
  writeFileSync(join(folder, 'events.cjs'), follow);
  /** At once: a call sees the one before, or this one. */
  function become(next: Engine): void {
    const name = `engine-${++engines}`;
    writeEngine(join(folder, name), next);
    symlinkSync(name, join(folder, 'next'));
    renameSync(join(folder, 'next'), answering);
  }
  become(engine);
  return {
    bin,
    become(next) {
      if (next === null) unlinkSync(answering);
      else become(next);
    },
    tell: (event) => appendFileSync(join(folder, 'events'), `${event}\n`),
    calls() {
      const path = join(folder, 'calls');
      return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

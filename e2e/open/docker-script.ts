// A `docker` command for tests, first on PATH: it answers as the Engine that a JSON file describes, and tells its events as the test
// writes them. Every call is noted, so that a test can say what was asked of the Engine.

import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
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

const script = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = join(__dirname, '..');
const args = process.argv.slice(2);
appendFileSync(join(folder, 'calls'), args.join(' ') + '\\n');
const gone = () => !existsSync(join(folder, 'engine.json'));
const refuse = () => {
  process.stderr.write('Cannot connect to the Docker daemon. Is the docker daemon running?\\n');
  process.exit(1);
};
if (gone()) refuse();
const engine = JSON.parse(readFileSync(join(folder, 'engine.json'), 'utf8'));
const [word, second, ...rest] = args;
const list = (all) => console.log(all.map(({ Id }) => Id).join('\\n'));
const describe = (all) => console.log(JSON.stringify(all.filter(({ Id }) => rest.includes(Id))));
if (word === 'version') console.log('26.1.5');
else if (word === 'info') console.log('{"OperatingSystem":"Debian GNU/Linux 13","SecurityOptions":[]}');
else if (word === 'ps') list(engine.containers);
else if (word === 'network' && second === 'ls') list(engine.networks);
else if (word === 'network') describe(engine.networks);
else if (word === 'inspect') describe(engine.containers);
else if (word === 'image') describe(engine.images);
else if (word === 'events') {
  const path = join(folder, 'events');
  let seen = readFileSync(path, 'utf8').length;
  setInterval(() => {
    if (gone()) refuse();
    const text = readFileSync(path, 'utf8');
    if (text.length > seen) process.stdout.write(text.slice(seen));
    seen = text.length;
  }, 50);
} else refuse();
`;

/** Writes the command into a folder of its own. */
export function dockerScript(engine: Engine): DockerScript {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-docker-'));
  const bin = join(folder, 'bin');
  const engineFile = join(folder, 'engine.json');
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), script, { mode: 0o755 });
  writeFileSync(join(folder, 'events'), '');
  writeFileSync(engineFile, JSON.stringify(engine));
  return {
    bin,
    become(next) {
      if (next === null) rmSync(engineFile);
      else writeFileSync(engineFile, JSON.stringify(next));
    },
    tell: (event) => appendFileSync(join(folder, 'events'), `${event}\n`),
    calls() {
      const path = join(folder, 'calls');
      return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

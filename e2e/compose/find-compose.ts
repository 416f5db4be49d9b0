// The Docker Compose of this machine, for its `config` command only: no Engine is needed.

import { existsSync } from 'node:fs';
import { run } from '../engine/run.ts';

/** The program itself first: by way of `docker` each reading takes twice as long, which looks for its plugins every time. */
const candidates: readonly (readonly [string, ...string[]])[] = [
  ['/usr/libexec/docker/cli-plugins/docker-compose'],
  ['/usr/lib/docker/cli-plugins/docker-compose'],
  ['/usr/bin/docker-compose'],
  ['/usr/bin/docker', 'compose'],
];

/** Command, leading arguments and version of Compose v2 or newer. */
export interface ComposeTool {
  readonly command: readonly string[];
  readonly version: string;
}

/** The tool; null where there is none. */
export async function findCompose(): Promise<ComposeTool | null> {
  for (const command of candidates) {
    const [program, ...args] = command;
    if (!existsSync(program)) continue;
    const { code, stdout } = await run(program, [...args, 'version', '--short'], {});
    const version = stdout.trim().replace(/^v/, '');
    if (code === 0 && /^[2-9]/.test(version)) return { command, version };
  }
  return null;
}

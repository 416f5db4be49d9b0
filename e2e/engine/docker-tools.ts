// Finds the Engines to measure, and the Docker client and Compose that talk to them. Another `docker` may stand earlier on the path
// than the one of this machine's Engine, so known places come first, and each is tried before it is believed.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

export interface DockerTools {
  readonly docker: string;
  /** Command and leading arguments of Compose v2: the plugin, or the program of its own. */
  readonly compose: readonly [string, ...string[]];
}

/** One Engine: its daemon, and the userland proxy beside it; null: the one that it finds by itself. */
export interface EngineBinaries {
  readonly dockerd: string;
  readonly proxy: string | null;
  /** `26.1.5`, as the daemon says it. */
  readonly version: string;
  readonly major: number;
}

/** The folders that people keep programs in. */
const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');

function found(name: string, known: readonly string[]): readonly string[] {
  const places = [...known, ...folders.map((folder) => join(folder, name))];
  return [...new Set(places)].filter((path) => existsSync(path));
}

/** The Engines that are there: this machine's, then those of `BULKHEAD_DOCKERD` (folders with `dockerd` and `docker-proxy`). */
export async function findEngines(): Promise<readonly EngineBinaries[]> {
  const own = found('dockerd', ['/usr/sbin/dockerd', '/usr/bin/dockerd'])[0];
  const named = (process.env.BULKHEAD_DOCKERD ?? '').split(delimiter).filter((folder) => folder !== '');
  const daemons = [...(own === undefined ? [] : [own]), ...named.map((folder) => join(folder, 'dockerd'))];
  const engines: EngineBinaries[] = [];
  for (const dockerd of daemons) {
    const { code, stdout, stderr } = await run(dockerd, ['--version']);
    const version = /\b(\d+)\.\d+\.\d+/.exec(stdout);
    if (code !== 0 || version === null) throw new Error(`${dockerd} is no Docker Engine: ${stderr.trim()}`);
    const proxy = dockerd === own ? null : join(dockerd, '..', 'docker-proxy');
    engines.push({ dockerd, proxy, version: version[0], major: Number(version[1]) });
  }
  return engines;
}

/** The tools; throws with what is missing. */
export async function findDockerTools(): Promise<DockerTools> {
  const clients = found('docker', ['/usr/bin/docker']);
  const [docker] = clients;
  if (docker === undefined) throw new Error('no docker in /usr/bin or on the path: install docker.io');
  const candidates: readonly (readonly [string, ...string[]])[] = [
    ...clients.map((client) => [client, 'compose'] as const),
    ['/usr/libexec/docker/cli-plugins/docker-compose'],
    ['/usr/lib/docker/cli-plugins/docker-compose'],
    ...found('docker-compose', ['/usr/bin/docker-compose']).map((path) => [path] as const),
  ];
  for (const compose of candidates) {
    const [command, ...args] = compose;
    if (!existsSync(command)) continue;
    const version = await run(command, [...args, 'version', '--short']);
    if (version.code === 0 && /^v?[2-9]/.test(version.stdout.trim())) return { docker, compose };
  }
  throw new Error('no working Docker Compose v2: install docker-compose');
}

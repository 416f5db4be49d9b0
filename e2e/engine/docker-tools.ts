// Finds the Docker client and the Compose that belong to the Engine of this machine. Another `docker` may stand earlier
// on PATH, so only known places count, and each is tried before it is believed.

import { existsSync } from 'node:fs';
import { run } from './run.ts';

export interface DockerTools {
  readonly dockerd: string;
  readonly docker: string;
  /** Command and leading arguments of Compose v2: the plugin, or the program of its own. */
  readonly compose: readonly [string, ...string[]];
}

const composeCandidates: readonly (readonly [string, ...string[]])[] = [
  ['/usr/bin/docker', 'compose'],
  ['/usr/libexec/docker/cli-plugins/docker-compose'],
  ['/usr/lib/docker/cli-plugins/docker-compose'],
  ['/usr/bin/docker-compose'],
];

/** The tools; throws with what is missing. */
export async function findDockerTools(): Promise<DockerTools> {
  const dockerd = ['/usr/sbin/dockerd', '/usr/bin/dockerd'].find((path) => existsSync(path));
  if (dockerd === undefined) throw new Error('no dockerd in /usr/sbin or /usr/bin: install docker.io');
  for (const compose of composeCandidates) {
    const [command, ...args] = compose;
    if (!existsSync(command)) continue;
    const version = await run(command, [...args, 'version', '--short']);
    if (version.code === 0 && /^v?[2-9]/.test(version.stdout.trim())) {
      return { dockerd, docker: '/usr/bin/docker', compose };
    }
  }
  throw new Error('no working Docker Compose v2: install docker-compose');
}

// Podman of this machine as an Engine of the lab: its service behind Docker's API, and podman-compose beside it. All that it keeps is
// in the folder of the lab, and its mounts are its own: Podman with root shares addresses and names of networks among all its stores.

import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DockerTools } from './docker-tools.ts';
import type { Lab } from './lab.ts';
import type { Namespaces } from './namespaces.ts';
import { mustRun, run } from './run.ts';

const podman = '/usr/bin/podman';
const netavark = '/usr/lib/podman/netavark';
const aardvark = '/usr/lib/podman/aardvark-dns';

/** Why Podman cannot be measured here; null where nothing is missing. */
export function podmanMissing(): string | null {
  const missing = [podman, netavark, aardvark].filter((path) => !existsSync(path));
  return missing.length === 0
    ? null
    : `no ${missing.join(', ')} (Debian: podman netavark aardvark-dns nftables)`;
}

/** Where podman-compose is; null without one. */
export const podmanComposePath = '/usr/bin/podman-compose';

/** Runs a command of Podman in the lab, with its store and its mounts. */
const wrapperIn = (folder: string): string => join(folder, 'podman');

/** Brings the service up at `env.DOCKER_HOST`; `start` runs a shell line where the Engine shall live. Throws with the end of its log. */
export async function startPodman(
  { docker }: DockerTools,
  folder: string,
  env: NodeJS.ProcessEnv,
  { host, addresses }: Namespaces,
  start: (script: string) => ChildProcess,
): Promise<void> {
  const at = (name: string): string => join(folder, 'podman-data', name);
  for (const name of ['networks', 'tmp']) await mkdir(at(name), { recursive: true });
  const settings = {
    CONTAINERS_CONF: at('containers.conf'),
    CONTAINERS_STORAGE_CONF: at('storage.conf'),
    PODMAN_IGNORE_CGROUPSV1_WARNING: '1',
  };
  await writeFile(
    settings.CONTAINERS_STORAGE_CONF,
    `[storage]\ndriver = "vfs"\ngraphroot = "${at('store')}"\nrunroot = "${at('run')}"\n`,
  );
  // No resolver listens there: an unknown name is refused at once and not after a time-out.
  await writeFile(
    settings.CONTAINERS_CONF,
    `[containers]
dns_servers = ["${addresses.ipv4.world}"]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
static_dir = "${at('static')}"
tmp_dir = "${at('tmp')}"
volume_path = "${at('volumes')}"
[network]
network_config_dir = "${at('networks')}"
`,
  );
  const words = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const holder = at('pid');
  const wrapper = wrapperIn(folder);
  await writeFile(
    wrapper,
    // Threads of the service visit the networks of containers: what its process is in may be any of them.
    `#!/bin/sh\nexec nsenter --net=${host} --mount="/proc/$(cat ${holder})/ns/mnt" env ${words.join(' ')} ${podman} "$@"\n`,
  );
  await chmod(wrapper, 0o755);
  const own = ['/run/containers', '/run/netns', '/dev/shm']
    .map((path) => `mkdir -p ${path} && mount -t tmpfs tmpfs ${path}`)
    .join(' && ');
  const serve = `echo $$ >${holder}; exec env ${words.join(' ')} ${podman} system service --time 0 ${env.DOCKER_HOST}`;
  const log = at('log');
  const service = start(
    `exec unshare --mount --propagation private sh -c '${own} && { ${serve}; }' >${log} 2>&1`,
  );
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await run(docker, ['info'], env)).code === 0) return;
    if (service.exitCode !== null) break;
    await sleep(200);
  }
  const tail = (await readFile(log, 'utf8')).trim().split('\n').slice(-5).join('\n');
  throw new Error(`podman system service did not come up:\n${tail}`);
}

/** `lab` with podman-compose in the place of Docker Compose. */
export function withPodmanCompose(lab: Lab): Lab {
  return {
    ...lab,
    // It waits for ever where a process of Podman does.
    compose: (args) =>
      mustRun('timeout', [
        '-s',
        'KILL',
        '240',
        podmanComposePath,
        '--podman-path',
        wrapperIn(lab.folder),
        ...args,
      ]),
  };
}

/** The name of the bridge of `network` on the host. */
export async function podmanBridge(folder: string, network: string): Promise<string> {
  // Docker's API calls the network `podman` after Docker's own.
  const name = network === 'bridge' ? 'podman' : network;
  const format = ['--format', '{{.NetworkInterface}}'];
  return (await mustRun(wrapperIn(folder), ['network', 'inspect', name, ...format])).trim();
}

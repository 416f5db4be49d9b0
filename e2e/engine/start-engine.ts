// Starts dockerd with a configuration of its own and waits until it answers; makes the image that every service of the lab runs.

import type { ChildProcess } from 'node:child_process';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DockerTools, EngineBinaries } from './docker-tools.ts';
import type { Lab } from './lab.ts';
import { mustRun, run } from './run.ts';

/** Brings the Engine up in `folder`; `start` runs a shell line where the Engine shall live. Throws with the end of its log. */
export async function startEngine(
  { docker }: DockerTools,
  engine: EngineBinaries,
  folder: string,
  env: NodeJS.ProcessEnv,
  settings: Readonly<Record<string, unknown>>,
  start: (script: string) => ChildProcess,
): Promise<void> {
  const log = join(folder, 'dockerd.log');
  const config = join(folder, 'daemon.json');
  await writeFile(
    config,
    JSON.stringify({
      'data-root': join(folder, 'data'),
      'exec-root': join(folder, 'exec'),
      pidfile: join(folder, 'docker.pid'),
      hosts: [env.DOCKER_HOST],
      'storage-driver': 'vfs',
      'log-level': 'warn',
      // Room for many topologies at once; static addresses of the topologies lie elsewhere.
      'default-address-pools': [
        { base: '10.64.0.0/12', size: 24 },
        { base: 'fdbb:64::/48', size: 64 },
      ],
      ...(engine.proxy === null ? {} : { 'userland-proxy-path': engine.proxy }),
      // The image store of containerd wants a containerd of its age.
      ...(engine.major >= 29 ? { features: { 'containerd-snapshotter': false } } : {}),
      ...settings,
    }),
  );
  const daemon = start(`exec ${engine.dockerd} --config-file ${config} >${log} 2>&1`);
  for (let attempt = 0; attempt < 150; attempt++) {
    if ((await run(docker, ['info'], env)).code === 0) return;
    if (daemon.exitCode !== null) break;
    await sleep(300);
  }
  const tail = (await readFile(log, 'utf8')).trim().split('\n').slice(-5).join('\n');
  throw new Error(`dockerd did not come up:\n${tail}`);
}

const applets = ['sh', 'httpd', 'nslookup', 'cat', 'sleep'];

/** Builds `bulkhead-probe:1` in the lab's Engine: a static busybox, nothing pulled from anywhere. */
export async function loadProbeImage(lab: Lab, folder: string): Promise<void> {
  const root = join(folder, 'probe-image');
  for (const name of ['bin', 'etc', 'tmp']) await mkdir(join(root, name), { recursive: true });
  await copyFile(lab.busybox, join(root, 'bin', 'busybox'));
  for (const applet of applets) await symlink('busybox', join(root, 'bin', applet));
  const archive = join(folder, 'probe-image.tar');
  await mustRun('tar', ['-C', root, '-cf', archive, '.']);
  await lab.docker(['import', '--change', 'ENV PATH=/bin', archive, 'bulkhead-probe:1']);
}

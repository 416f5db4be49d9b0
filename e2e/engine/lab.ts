// A real Docker Engine for one test run, in network namespaces of its own; `stop` takes all of it away again.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findDockerTools } from './docker-tools.ts';
import { createNamespaces, type Namespaces, namespaceNames } from './namespaces.ts';
import { loadProbeImage } from './probe-image.ts';
import { mustRun, run } from './run.ts';

export interface Lab {
  /** Unique word of this run, fit for project names. */
  readonly id: string;
  readonly namespaces: Namespaces;
  readonly busybox: string;
  /** Port on which a plain listener waits, on the host and in the world. */
  readonly listenerPort: number;
  docker(args: readonly string[]): Promise<string>;
  compose(args: readonly string[]): Promise<string>;
  /** Version of the Engine, `X.Y.Z`. */
  engineVersion(): Promise<string>;
  stop(): Promise<void>;
}

const listenerPort = 7777;

/** Starts what takes the lab down as soon as this process ends or lets go of it; resolves to the letting go. */
function startReaper(folder: string, namespaces: readonly string[]): () => Promise<void> {
  const script = join(import.meta.dirname, 'reap.sh');
  // Detached: Ctrl+C ends the tests, not their cleaning up.
  const reaper = spawn('/bin/sh', [script, folder, ...namespaces], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => reaper.once('exit', () => resolve()));
  return () => {
    reaper.stdin?.end();
    return ended;
  };
}

async function awaitEngine(
  docker: string,
  env: NodeJS.ProcessEnv,
  daemon: ChildProcess,
  log: string,
): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if ((await run(docker, ['info'], env)).code === 0) return;
    if (daemon.exitCode !== null) break;
    await sleep(300);
  }
  const tail = (await readFile(log, 'utf8')).trim().split('\n').slice(-5).join('\n');
  throw new Error(`dockerd did not come up:\n${tail}`);
}

/** Starts the Engine and loads the probe image. Needs root. Whatever was started is taken down when a step fails. */
export async function startLab(): Promise<Lab> {
  const tools = await findDockerTools();
  const busybox = ['/usr/bin/busybox', '/bin/busybox'].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error('no busybox: install busybox-static');
  const id = randomBytes(3).toString('hex');
  const folder = await mkdtemp(join(tmpdir(), `bulkhead-engine-${id}-`));
  const names = namespaceNames(id);
  const stop = startReaper(folder, [names.host, names.world]);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DOCKER_HOST: `unix://${folder}/docker.sock`,
    DOCKER_CONFIG: folder,
  };
  delete env.DOCKER_CONTEXT;
  const inside = (namespace: string, command: string, args: readonly string[]) =>
    spawn('nsenter', [`--net=${namespace}`, command, ...args], { stdio: 'ignore' });

  try {
    const namespaces = await createNamespaces(id);
    const lab: Lab = {
      id,
      namespaces,
      busybox,
      listenerPort,
      docker: (args) => mustRun(tools.docker, args, env),
      compose: (args) => mustRun(tools.compose[0], [...tools.compose.slice(1), ...args], env),
      engineVersion: async () => {
        const full = await mustRun(tools.docker, ['version', '--format', '{{.Server.Version}}'], env);
        return /^\d+\.\d+\.\d+/.exec(full)?.[0] ?? full.trim();
      },
      stop,
    };
    for (const namespace of [namespaces.host, namespaces.world]) {
      inside(namespace, busybox, ['httpd', '-f', '-p', String(listenerPort), '-h', '/etc']);
    }
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
        // The world runs no resolver: an unknown name is refused at once and not after a time-out.
        dns: [namespaces.worldAddress],
      }),
    );
    // nsenter and not `ip netns exec`: that one hides the cgroup mounts, which the Engine needs.
    const start = `exec ${tools.dockerd} --config-file ${config} >${log} 2>&1`;
    const daemon = inside(namespaces.host, '/bin/sh', ['-c', start]);
    await awaitEngine(tools.docker, env, daemon, log);
    await loadProbeImage(lab, folder);
    return lab;
  } catch (error) {
    await stop();
    throw error;
  }
}

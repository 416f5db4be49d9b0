// A Docker Engine for one test run: its own in network namespaces of its own, or one that a person named. `stop` takes all
// that was started away again.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type EngineBinaries, findDockerTools } from './docker-tools.ts';
import { createNamespaces, createSurroundings, type Namespaces, namespaceNames } from './namespaces.ts';
import { podmanBridge, startPodman } from './podman.ts';
import { mustRun } from './run.ts';
import { loadProbeImage, startEngine } from './start-engine.ts';

export interface Lab {
  /** Unique word of this run, fit for project names. */
  readonly id: string;
  /** For files of this run; goes with the lab. */
  readonly folder: string;
  readonly namespaces: Namespaces;
  readonly busybox: string;
  /** Port on which a plain listener waits, on the host and beyond it. */
  readonly listenerPort: number;
  docker(args: readonly string[]): Promise<string>;
  compose(args: readonly string[]): Promise<string>;
  /** `compose config` of Docker's, whichever program brings the files up. */
  config(args: readonly string[]): Promise<string>;
  /** The name of the bridge of a network on the host. */
  bridgeOf(network: LabNetwork): Promise<string>;
  /** Version of the Engine, `X.Y.Z`. */
  engineVersion(): Promise<string>;
  stop(): Promise<void>;
}

/** A network as the Engine shows it. */
export interface LabNetwork {
  readonly Id: string;
  readonly Name: string;
  readonly Options: Readonly<Record<string, string>> | null;
}

const listenerPort = 7777;

/** Starts what takes the lab down as soon as this process ends or lets go of it; resolves to the letting go. */
export function startReaper(folder: string, namespaces: readonly string[]): () => Promise<void> {
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

/** Where an Engine lives, and who listens beside it. */
interface LabPlace {
  readonly id: string;
  /** Names of the namespaces that go with the lab. */
  readonly owned: readonly string[];
  readonly dockerHost: string | undefined;
  readonly engine: EngineBinaries | 'podman' | null;
  readonly daemon: Readonly<Record<string, unknown>>;
  lay(): Promise<Namespaces>;
  /** Paths of the namespaces in which a plain listener waits. */
  listening(namespaces: Namespaces): readonly string[];
}

/** Returns a word that no other run has. */
export function newLabId(): string {
  return randomBytes(3).toString('hex');
}

/**
 * Starts the lab. Needs root. `dockerHost` names an Engine that runs in the network namespace of this very process; without
 * one `engine` is started, Docker's (with the members of `daemon` in its daemon.json) or Podman. Whatever was started is taken down when a step fails.
 */
export function startLab(
  dockerHost: string | undefined,
  engine: EngineBinaries | 'podman' | null,
  daemon: Readonly<Record<string, unknown>> = {},
): Promise<Lab> {
  const id = newLabId();
  const names = namespaceNames(id);
  return startAt({
    id,
    owned: [names.host, names.world, names.neighbour],
    dockerHost,
    engine,
    daemon,
    lay: () =>
      dockerHost === undefined ? createNamespaces(id) : createSurroundings(id, `/proc/${process.pid}/ns/net`),
    listening: ({ host, world, neighbour }) => [host, world, neighbour],
  });
}

/** Starts one Engine in the host's namespace among those that are there already; that one goes with the lab. */
export function startLabIn(namespaces: Namespaces, engine: EngineBinaries): Promise<Lab> {
  return startAt({
    id: newLabId(),
    owned: [basename(namespaces.host)],
    dockerHost: undefined,
    engine,
    daemon: {},
    lay: async () => namespaces,
    listening: () => [],
  });
}

async function startAt(place: LabPlace): Promise<Lab> {
  const { id, owned, dockerHost, engine, daemon } = place;
  const tools = await findDockerTools();
  const busybox = ['/usr/bin/busybox', '/bin/busybox'].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error('no busybox: install busybox-static');
  const folder = await mkdtemp(join(tmpdir(), `bulkhead-engine-${id}-`));
  const reap = startReaper(folder, owned);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DOCKER_HOST: dockerHost ?? `unix://${folder}/docker.sock`,
    DOCKER_CONFIG: folder,
  };
  delete env.DOCKER_CONTEXT;
  const docker = (args: readonly string[]) => mustRun(tools.docker, args, env);
  const inside = (namespace: string, command: string, args: readonly string[]): ChildProcess =>
    spawn('nsenter', [`--net=${namespace}`, command, ...args], { stdio: 'ignore' });
  const listeners: ChildProcess[] = [];
  let removeImage = async (): Promise<unknown> => undefined;

  const compose = (args: readonly string[]) =>
    mustRun(tools.compose[0], [...tools.compose.slice(1), ...args], env);
  const lab = (namespaces: Namespaces): Lab => ({
    id,
    folder,
    namespaces,
    busybox,
    listenerPort,
    docker,
    compose,
    config: (args) => compose([...args, 'config', '--format', 'json']),
    bridgeOf: async ({ Id, Name, Options }) =>
      engine === 'podman'
        ? podmanBridge(folder, Name)
        : (Options?.['com.docker.network.bridge.name'] ?? `br-${Id.slice(0, 12)}`),
    engineVersion: async () => {
      const full = await docker(['version', '--format', '{{.Server.Version}}']);
      return /^\d+\.\d+\.\d+/.exec(full)?.[0] ?? full.trim();
    },
    async stop() {
      for (const listener of listeners) listener.kill();
      await removeImage();
      await reap();
    },
  });
  try {
    const namespaces = await place.lay();
    const started = lab(namespaces);
    for (const namespace of place.listening(namespaces)) {
      listeners.push(inside(namespace, busybox, ['httpd', '-f', '-p', String(listenerPort), '-h', '/etc']));
    }
    // nsenter and not `ip netns exec`: that one hides the cgroup mounts, which the Engine needs.
    const start = (script: string) => inside(namespaces.host, '/bin/sh', ['-c', script]);
    const resolver = namespaces.addresses.ipv4.world;
    if (engine === 'podman') await startPodman(tools, folder, env, namespaces, start);
    else if (dockerHost === undefined && engine !== null) {
      // No resolver listens there: an unknown name is refused at once and not after a time-out.
      await startEngine(tools, engine, folder, env, { dns: [resolver], ...daemon }, start);
    }
    await loadProbeImage(started, folder);
    // An Engine of the lab goes with all that it holds; one of a person keeps nothing of the lab.
    if (dockerHost !== undefined) removeImage = () => docker(['rmi', '-f', 'bulkhead-probe:1']);
    return started;
  } catch (error) {
    for (const listener of listeners) listener.kill();
    await reap();
    throw error;
  }
}

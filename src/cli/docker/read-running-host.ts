// Asks the Engine what runs: all containers, stopped ones too, and all networks. Reads only; nothing is started or changed.

import type {
  ConfigJson,
  ContainerJson,
  ImageJson,
  NetworkJson,
} from '../../core/host/running/inspect-json.ts';
import { readContainers, readNetwork } from '../../core/host/running/read-inspected.ts';
import type { RunningHost } from '../../core/host/running/running-host.ts';
import {
  type DaemonOptions,
  daemonOptionsFromInfo,
  type InfoJson,
} from '../../core/reach/daemon-settings.ts';
import { answerTimeout, askDocker, type Docker, dockerFailure } from './docker-command.ts';
import { probeLabel } from './probe-label.ts';

/** Maximum length of a list of ids; longer lists are split over several calls, since Windows limits command lines to 32,767 characters. */
const maxListLength = 30_000;

export interface EngineReport {
  /** The Engine's version, `X.Y.Z`. */
  readonly engine: string;
  /** Why the Engine's host is outside the model; null for an ordinary Engine. */
  readonly foreignHost: string | null;
  /** The Engine's report on its daemon, fresh or from an earlier call. */
  readonly info?: InfoJson;
  readonly daemon?: DaemonOptions;
}

/** Asks the Engine about itself; fails soon when none answers. */
export async function readEngineReport(docker: Docker): Promise<EngineReport> {
  const asked = ['version', '--format', '{{.Server.Version}}'];
  const full = (await askDocker(docker, asked)).trim();
  const info: InfoJson & { OperatingSystem?: string; SecurityOptions?: readonly string[] | null } =
    JSON.parse(await askDocker(docker, ['info', '--format', '{{json .}}']));
  return {
    engine: /\d+\.\d+\.\d+/.exec(full)?.[0] ?? full,
    foreignHost: foreignHost(info.OperatingSystem ?? '', info.SecurityOptions ?? []),
    info,
  };
}

function foreignHost(system: string, security: readonly string[]): string | null {
  if (system.includes('Docker Desktop')) return 'Docker Desktop runs its containers in a virtual machine';
  if (security.some((option) => option.includes('rootless')))
    return 'a rootless Engine has a network of its own';
  return null;
}

/**
 * Reads all running containers and networks, except Bulkhead's own probes, with one `inspect` each and without images. `known` is an
 * earlier report of this Engine.
 */
export async function readRunningHost(
  docker: Docker,
  known: EngineReport | null = null,
): Promise<RunningHost> {
  const word = known ?? (await readEngineReport(docker));
  const ids = linesOf(await askDocker(docker, ['ps', '-aq']));
  const networkIds = linesOf(await askDocker(docker, ['network', 'ls', '-q']));
  const all = await inspect<ContainerJson>(docker, ['inspect', '--type', 'container'], ids);
  const containers = all.filter(({ Config }) => Config.Labels?.[probeLabel] === undefined);
  const networks = await inspect<NetworkJson>(docker, ['network', 'inspect'], networkIds);
  const byName = new Map(networks.map((json) => [json.Name, readNetwork(json)]));
  return {
    engine: word.engine,
    foreignHost: word.foreignHost,
    daemon: word.daemon ?? daemonOptionsFromInfo(word.engine, word.info ?? {}, byName.get('bridge')),
    containers: readContainers(containers, byName),
    networks: byName,
    images: new Map(),
  };
}

/** Returns the host with the settings of its containers' images that still exist. */
export async function withImages(docker: Docker, host: RunningHost): Promise<RunningHost> {
  const ids = [...new Set(host.containers.flatMap(({ json }) => json.Image ?? []))];
  const images = await inspect<ImageJson>(docker, ['image', 'inspect'], ids);
  const known = images.map(({ Id, Config }): readonly [string, ConfigJson] => [Id, Config ?? {}]);
  return { ...host, images: new Map(known) };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((line) => line !== '');
}

/** Seconds allowed per item, since the command asks the Engine for one after the other. */
const secondsPerItem = 0.05;

/** Returns the details of `ids`; ids that have disappeared since are left out. */
export async function inspect<Json>(
  docker: Docker,
  call: readonly string[],
  ids: readonly string[],
): Promise<readonly Json[]> {
  const found: Json[] = [];
  for (const some of inLists(ids)) {
    const finished = await docker([...call, ...some], answerTimeout + secondsPerItem * some.length);
    const lines = finished.stderr.split('\n').filter((line) => line.trim() !== '');
    const gone = lines.length > 0 && lines.every((line) => /\bno such |not found/i.test(line));
    if (finished.status !== 0 && !(finished.status === 1 && gone)) throw dockerFailure(call, finished);
    found.push(...JSON.parse(finished.stdout.trim() || '[]'));
  }
  return found;
}

function inLists(ids: readonly string[]): readonly (readonly string[])[] {
  const lists: string[][] = [];
  let room = 0;
  for (const id of ids) {
    room -= id.length + 1;
    if (room < 0) {
      lists.push([]);
      room = maxListLength - id.length - 1;
    }
    lists.at(-1)?.push(id);
  }
  return lists;
}

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
import { answerPatience, askDocker, type Docker, dockerFailure } from './docker-command.ts';
import { probeLabel } from './probe-label.ts';

/** Windows takes command lines of 32,767 characters; a longer list of ids is split over several calls. */
const longestList = 30_000;

export interface EngineWord {
  /** `X.Y.Z` */
  readonly engine: string;
  /** Why its host is outside the model; null for an ordinary Engine. */
  readonly foreignHost: string | null;
  /** What it says of its daemon, as it was asked now, or as it is known. */
  readonly info?: InfoJson;
  readonly daemon?: DaemonOptions;
}

/** What the Engine says of itself; a failure soon where none answers. */
export async function readEngineWord(docker: Docker): Promise<EngineWord> {
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
  if (system.includes('Docker Desktop')) return 'Docker Desktop keeps its containers in a machine of its own';
  if (security.some((option) => option.includes('rootless')))
    return 'a rootless Engine has a host of its own';
  return null;
}

/** All that runs but what this program asks with, by one `inspect` of all containers and one of all networks; images are not asked for. `known`: the word of this Engine. */
export async function readRunningHost(docker: Docker, known: EngineWord | null = null): Promise<RunningHost> {
  const word = known ?? (await readEngineWord(docker));
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

/** The same host with what the images of its containers say themselves, as far as they are still there. */
export async function withImages(docker: Docker, host: RunningHost): Promise<RunningHost> {
  const ids = [...new Set(host.containers.flatMap(({ json }) => json.Image ?? []))];
  const images = await inspect<ImageJson>(docker, ['image', 'inspect'], ids);
  const known = images.map(({ Id, Config }): readonly [string, ConfigJson] => [Id, Config ?? {}]);
  return { ...host, images: new Map(known) };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((line) => line !== '');
}

/** The command asks the Engine for one after the other. */
const secondsEach = 0.05;

/** What `call` says of `ids`. What went away since they were listed is left out. */
export async function inspect<Json>(
  docker: Docker,
  call: readonly string[],
  ids: readonly string[],
): Promise<readonly Json[]> {
  const found: Json[] = [];
  for (const some of inLists(ids)) {
    const finished = await docker([...call, ...some], answerPatience + secondsEach * some.length);
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
      room = longestList - id.length - 1;
    }
    lists.at(-1)?.push(id);
  }
  return lists;
}

// What the parts of a recovery share: one running project, and the names that its networks, volumes and services get in the text. Of its
// environment only addresses of containers of this host are written, since they hold no secret.

import { freeName } from '../../compose/free-name.ts';
import { settingMentions } from '../../needs/find-references.ts';
import type { RunningContainer, RunningHost } from './running-host.ts';
import { noProject, type RunningProject } from './running-projects.ts';

/** The part of environment values that is written: none; only addresses of containers on this host, for the analysis; or all. */
export type EnvironmentDetail = 'names' | 'addresses' | 'values';

export interface Recovery {
  readonly host: RunningHost;
  readonly project: RunningProject;
  readonly environment: EnvironmentDetail;
  /** The project's name in the text, in a form that Compose accepts. */
  readonly name: string;
  /** The containers of each service, the first of which is written. */
  readonly services: ReadonlyMap<string, readonly RunningContainer[]>;
  /** The service of each container of this project, by container id. */
  readonly serviceOf: ReadonlyMap<string, string>;
  /** The key of each network, by Docker name. */
  readonly networkKeys: ReadonlyMap<string, string>;
  readonly volumeKeys: ReadonlyMap<string, string>;
}

/** Modes without a network of their own, and the host's own bridge. */
const predefined = new Set(['bridge', 'default', 'host', 'none']);

/** Returns the networks of a container that are not built in, by Docker name, sorted. */
export function madeNetworks({ networks, mode }: RunningContainer): readonly string[] {
  if (mode.startsWith('container:')) return [];
  // For a network that was removed, a stopped container keeps only the name.
  const names = new Set([...networks.keys(), mode]);
  return [...names].filter((name) => !predefined.has(name)).sort();
}

/** True when a container is on Docker's default bridge and on other networks. */
export function isOnBridgeToo(container: RunningContainer): boolean {
  const { networks, mode } = container;
  const onBridge = networks.has('bridge') || mode === 'bridge' || mode === 'default';
  return onBridge && madeNetworks(container).length > 0;
}

/** True for a volume without a name that a person chose. */
export function isAnonymous(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** Returns the names for `project`; `taken` are those of the other projects. */
export function recoveryOf(
  host: RunningHost,
  project: RunningProject,
  environment: EnvironmentDetail,
): Recovery {
  const name = project.name === noProject ? 'no-project' : project.name;
  const services = new Map<string, RunningContainer[]>();
  const serviceOf = new Map<string, string>();
  for (const container of project.containers) {
    const service = container.service === '' ? container.name : container.service;
    serviceOf.set(container.id, service);
    const list = services.get(service);
    if (list) list.push(container);
    else services.set(service, [container]);
  }
  return {
    host,
    project,
    environment,
    name,
    services,
    serviceOf,
    networkKeys: networkKeys(host, project, environment),
    volumeKeys: volumeKeys(project),
  };
}

function networkKeys(
  host: RunningHost,
  project: RunningProject,
  environment: EnvironmentDetail,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const ownNetworks = [...host.networks.values()].filter((network) => network.project === project.name);
  for (const { name, key } of ownNetworks) {
    const free = freeName(key ?? name, taken);
    keys.set(name, free);
    taken.add(free);
  }
  const used = new Set(project.containers.flatMap(madeNetworks));
  if (environment === 'addresses' && project.containers.some(isOnBridgeToo)) used.add('bridge');
  for (const name of [...used].sort()) {
    if (keys.has(name)) continue;
    // `default` is the project's own network in every compose file.
    const free = freeName(name === 'default' ? 'default-2' : name, taken);
    keys.set(name, free);
    taken.add(free);
  }
  return keys;
}

function volumeKeys({ name, containers }: RunningProject): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const volumes = containers.flatMap(({ json }) =>
    (json.Mounts ?? []).flatMap(({ Type, Name = '' }) =>
      Type === 'volume' && !isAnonymous(Name) ? Name : [],
    ),
  );
  for (const volume of [...new Set(volumes)].sort()) {
    const free = freeName(isOwnVolume(name, volume) ? volume.slice(name.length + 1) : volume, taken);
    keys.set(volume, free);
    taken.add(free);
  }
  return keys;
}

/** True when Compose would give a volume of `project` that name. */
export function isOwnVolume(project: string, volume: string): boolean {
  return volume.startsWith(`${project}_`) && volume.length > project.length + 1;
}

/** Returns every name and fixed address by which a setting may mean a container of `host`, in lower case. */
export function mentionedNames({ containers }: RunningHost): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, service, networks, json } of containers) {
    for (const hostName of [name, service, json.Config.Hostname ?? '']) names.add(hostName.toLowerCase());
    for (const { aliases, fixedAddress } of networks.values()) {
      for (const alias of aliases) names.add(alias.toLowerCase());
      if (fixedAddress !== null) names.add(fixedAddress);
    }
  }
  names.delete('');
  return names;
}

/** Returns the addresses in a setting that are among `names`, in a readable form; null for none. */
export function addressesIn(key: string, value: string, names: ReadonlySet<string>): string | null {
  const found = settingMentions({ key, value, path: [] }).flatMap(({ host, port, certainty }) => {
    if (!names.has(host.toLowerCase())) return [];
    const address = port === null ? host : `${host}:${port}`;
    return certainty === 'certain' ? `tcp://${address}` : address;
  });
  return found.length === 0 ? null : [...new Set(found)].join(' ');
}

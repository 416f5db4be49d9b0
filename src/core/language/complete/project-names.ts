// The names of a project with a line about each, for completion and hover.

import type { Network, Service } from '../../compose/topology.ts';
import { topLevel } from '../../compose/workspace/top-level.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { entriesOf } from '../../yaml/tree.ts';

/** A name of the project with a one-line description. */
export interface ProjectName {
  readonly name: string;
  readonly about: string;
}

/** The names that compose files can refer to, in file order. */
export interface ProjectNames {
  readonly services: readonly ProjectName[];
  readonly networks: readonly ProjectName[];
  /** Further names of services on networks: aliases, host names and container names. */
  readonly aliases: readonly ProjectName[];
  readonly volumes: readonly ProjectName[];
  readonly secrets: readonly ProjectName[];
  readonly configs: readonly ProjectName[];
  readonly profiles: readonly ProjectName[];
}

function aboutService({ name, image, hasBuild, mode, attachments }: Service, { reach }: Analysis): string {
  const facts = reach.facts.get(name);
  const what = image ?? (hasBuild ? 'built here' : 'no image');
  const networks = attachments.map(({ network }) => network);
  const where = mode.kind === 'networks' && networks.length > 0 ? `, on ${networks.join(', ')}` : '';
  return `${what}: ${facts?.isolation ?? 'not active'}${where}`;
}

function aboutNetwork({ driver, internal, external, origin }: Network, members: number): string {
  const traits: string[] = [];
  if (origin === 'undeclared') traits.push('not declared');
  if (external === true) traits.push('external');
  if (internal === true) traits.push('internal');
  if (driver !== 'bridge') traits.push(driver);
  traits.push(`${members} ${members === 1 ? 'member' : 'members'}`);
  return traits.join(', ');
}

function declared(workspace: Workspace, key: string, about: string): readonly ProjectName[] {
  return entriesOf(topLevel(workspace, key)).map((entry) => ({ name: entry.key, about }));
}

/** Returns the further names of services on networks, each once. */
function aliasesOf({ services, networks }: Analysis['topology']): readonly ProjectName[] {
  const found = new Map<string, string>();
  for (const { name, attachments, hostname, containerName, links } of services.values()) {
    for (const { network, aliases } of attachments) {
      for (const alias of aliases) found.set(alias, `an alias of ${name} on ${network}`);
    }
    for (const { service, alias } of links)
      if (alias !== null) found.set(alias, `the alias of ${name} for ${service}`);
    if (hostname !== null) found.set(hostname, `the host name of ${name}`);
    if (containerName !== null) found.set(containerName, `the name of the container of ${name}`);
  }
  return [...found]
    .filter(([name]) => !services.has(name) && !networks.has(name))
    .map(([name, about]) => ({ name, about }));
}

/** Returns all names that files of the project can refer to. */
export function namesOf(workspace: Workspace, analysis: Analysis): ProjectNames {
  const { services, networks, profiles } = analysis.topology;
  const members = new Map<string, number>();
  for (const { attachments } of services.values()) {
    for (const { network } of attachments) members.set(network, (members.get(network) ?? 0) + 1);
  }
  return {
    services: [...services.values()].map((service) => ({
      name: service.name,
      about: aboutService(service, analysis),
    })),
    networks: [...networks.values()].map((network) => ({
      name: network.name,
      about: aboutNetwork(network, members.get(network.name) ?? 0),
    })),
    aliases: aliasesOf(analysis.topology),
    volumes: declared(workspace, 'volumes', 'a volume of the project'),
    secrets: declared(workspace, 'secrets', 'a secret of the project'),
    configs: declared(workspace, 'configs', 'a configuration of the project'),
    profiles: profiles.map((name) => ({ name, about: 'a profile of the project' })),
  };
}

// The names of a project with a line about each, for completion and hover.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Network, Service } from '../../core/compose/topology.ts';
import { topLevel } from '../../core/compose/workspace/top-level.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { entriesOf } from '../../core/yaml/tree.ts';
import type { ProjectName, ProjectNames } from '../complete/project-names.ts';

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

/** All names that files of the project can refer to. */
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
    volumes: declared(workspace, 'volumes', 'a volume of the project'),
    secrets: declared(workspace, 'secrets', 'a secret of the project'),
    configs: declared(workspace, 'configs', 'a configuration of the project'),
    profiles: profiles.map((name) => ({ name, about: 'a profile of the project' })),
  };
}

// The typed service or network of an entity. Objects that still hold are used again: the one of the file where only one
// file speaks of it, else the one of the previous model.

import { deref } from '../../yaml/tree.ts';
import { projectNetwork } from '../project/project-network.ts';
import { projectService } from '../project/project-service.ts';
import type { Network, Service, Topology } from '../topology.ts';
import type { Entity } from './entity.ts';

/** The service of an entity. Where a file is missing that would say more, its networks are not known. */
export function serviceOfEntity(entity: Entity, previous: Topology | null): Service {
  const { name, tree, environment, layers, partial } = entity;
  const [layer] = layers;
  const alone = layers.length === 1 && partial === null ? layer?.document.topology.services.get(name) : null;
  if (alone && alone.tree === tree && alone.extendsFrom === null) return alone;
  const before = previous?.services.get(name);
  if (before && before.tree === tree && partial === null && before.mode.kind !== 'unknown') return before;
  const service = { ...projectService(name, tree, environment), extendsFrom: null };
  if (partial === null || service.mode.kind !== 'networks') return service;
  return { ...service, mode: { kind: 'unknown', raw: `extends ${partial}` }, attachments: [] };
}

/** The network of an entity. */
export function networkOfEntity(entity: Entity, previous: Topology | null): Network {
  const { name, tree, environment, layers } = entity;
  const [layer] = layers;
  const alone = layers.length === 1 ? layer?.document.topology.networks.get(name) : null;
  const map = deref(tree);
  if (alone && alone.origin === 'declared' && alone.tree === (map?.kind === 'map' ? map : null)) return alone;
  const before = previous?.networks.get(name);
  if (before && map !== null && before.tree === map) return before;
  return projectNetwork(name, tree, environment);
}

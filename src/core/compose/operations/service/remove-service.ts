// Deleting a service, with the start orders and links that name it.

import { ok, refuse } from '../../../text/result.ts';
import { hoistAnchor } from '../../../yaml/hoist-anchor.ts';
import { childOf, entriesOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { nameList } from '../../name-list.ts';
import { containerService, joinedService } from '../../network-namespaces.ts';
import type { Service, Topology } from '../../topology.ts';
import type { DocumentEdit, Planned } from '../document-edit.ts';
import { serviceField, wordField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { chain, onEach } from '../steps/chain.ts';
import { editService, serviceOf } from '../steps/edit-entity.ts';
import { undeclare, usedAnchors } from '../steps/remove-entity.ts';
import { removeFromList } from '../steps/service-keys.ts';
import { editFile } from '../steps/whole-file.ts';
import { dropDependency } from './depends.ts';

declare module '../operation.ts' {
  interface Operations {
    'remove-service': RemoveService;
  }
}

interface RemoveService {
  readonly type: 'remove-service';
  readonly service: string;
  /** True to move anchors that others use under an `x-` key of the file. */
  readonly moveAnchors?: boolean;
}

const removeService = operationKind<RemoveService>({
  type: 'remove-service',
  effect:
    'Removes a service, with the start orders and links that name it; `move-anchors` first moves anchors that others use under an `x-` key.',
  replaces: true,
  fields: [
    serviceField,
    wordField<Pick<RemoveService, 'moveAnchors'>>(
      'move-anchors',
      { moveAnchors: true },
      {},
      ({ moveAnchors }) => moveAnchors === true,
    ),
  ],
  keys: [],
  plan(document, { service: name, moveAnchors }) {
    const known = serviceOf(document, name);
    if (!known.ok) return known;
    const others = [...document.topology.services.values()].filter((service) => service.name !== name);
    const bound = others.filter((service) => dependsOnExistence(document.topology, service, name));
    if (bound.length > 0) {
      const names = nameList(bound.map((service) => service.name));
      return refuse(
        'in-use',
        `${names} cannot exist without ${name} (joined to its network, or built from it); change that first`,
      );
    }
    const anchors = usedAnchors(document, 'service', name);
    if (anchors.length > 0 && !moveAnchors) {
      const held = nameList(anchors.map((anchor) => `&${anchor}`));
      const label = `move ${held} under an "x-" key, then remove ${name}`;
      const choices = [{ label, operation: `remove-service=${name}:move-anchors` }];
      return refuse('anchor-holder', `${name} holds ${held}, which others use`, choices);
    }
    const moves = anchors.map(
      (anchor): DocumentEdit => ({
        do: 'text',
        at: [],
        write: (current) =>
          editFile(current, (slice) => hoistAnchor(slice, ['services', name], anchor, 'services')),
      }),
    );
    const dependents = others.filter(
      (service) =>
        service.dependsOn.some((dependency) => dependency.service === name) ||
        linksTo(service, name).length > 0,
    );
    return chain(document, [
      () => ok(moves),
      onEach(dependents, (current, service) => dropReferences(current, service.name, name)),
      (current) => undeclare(current, 'service', name),
    ]);
  },
});

export const operations = [removeService];

function dropReferences(document: ComposeDocument, service: string, name: string): Planned {
  return editService(document, service, (draft, present) => {
    const apart = dropDependency(draft, present, name);
    return apart.ok ? removeFromList(apart.value, present, 'links', linksTo(present, name)) : apart;
  });
}

function linksTo(service: Service, name: string): readonly number[] {
  return service.links.flatMap((link, i) => (link.service === name ? [i] : []));
}

function dependsOnExistence(topology: Topology, service: Service, name: string): boolean {
  if (joinedService(topology, service)?.name === name) return true;
  if (service.extendsFrom?.service === name && service.extendsFrom.file === null) return true;
  const contexts = childOf(childOf(service.tree, 'build'), 'additional_contexts');
  const built = [...entriesOf(contexts).map(({ value }) => value), ...itemsOf(contexts)].map(scalarText);
  if (built.some((text) => text?.replace(/^[^=]*=/, '') === `service:${name}`)) return true;
  const spaces = [service.pid, service.ipc, service.uts, service.cgroup];
  const containers = [...spaces, ...service.volumesFrom].map(
    (text) => text?.match(/^container:([^:]+)/)?.[1],
  );
  return (
    spaces.includes(`service:${name}`) ||
    service.volumesFrom.some((from) => from.split(':', 1)[0] === name) ||
    containers.some(
      (container) => container !== undefined && containerService(topology, container)?.name === name,
    )
  );
}

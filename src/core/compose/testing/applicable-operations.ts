// For tests only: for a model, operations of every kind that the model lets one think of.

import type { ExamplePlace } from '../operations/field.ts';
import type { Operation, PlainOperation } from '../operations/operation.ts';
import { formatOperation } from '../operations/operation-text.ts';
import { operationKinds } from '../operations/registry.ts';
import type { Topology } from '../topology.ts';

/** The operations that are also asked for on a copy of a shared part, and at its anchor. */
const SHARED: ReadonlySet<string> = new Set(['cap-drop', 'env', 'attach']);

/** All of them, in a stable order. */
export function applicableOperations(topology: Topology): readonly Operation[] {
  const operations = new Map<string, Operation>();
  for (const place of placesIn(topology))
    for (const { type, fields } of operationKinds)
      for (const operation of examplesOf(type, fields, place)) {
        operations.set(formatOperation(operation), operation);
        if (!SHARED.has(type) || !('service' in operation)) continue;
        for (const wrapper of ['own', 'at-anchor'] as const) {
          const shared: Operation = { type: wrapper, service: operation.service, inner: operation };
          operations.set(formatOperation(shared), shared);
        }
      }
  return [...operations.values()];
}

/** Each service with each of its networks, and one service with every network. */
function placesIn(topology: Topology): readonly ExamplePlace[] {
  const services = [...topology.services.values()];
  const networks = [...topology.networks.keys()];
  return services.flatMap((service, index) => {
    const other = services.find(({ name }) => name !== service.name)?.name ?? service.name;
    const attached = index === 0 ? networks : service.attachments.map(({ network }) => network);
    return (attached.length > 0 ? attached : ['default']).map((network) => ({
      topology,
      service,
      other,
      network,
    }));
  });
}

/** Each example of each field at least once. */
function examplesOf(
  type: string,
  fields: (typeof operationKinds)[number]['fields'],
  place: ExamplePlace,
): readonly PlainOperation[] {
  const parts = fields.map((field) => field.examples(place));
  if (parts.some((examples) => examples.length === 0)) return [];
  const count = Math.max(...parts.map((examples) => examples.length));
  return Array.from({ length: count }, (_, index) =>
    Object.assign({ type }, ...parts.map((examples) => examples[index % examples.length])),
  );
}

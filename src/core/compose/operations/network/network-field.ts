// The keys of a network that hold one value: internal, enable_ipv6, external, driver, name.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { addEntry } from '../../../yaml/add-entry.ts';
import { removeUpwards } from '../../../yaml/remove-upwards.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { childOf, deref, entryOf, type Path, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { Network } from '../../topology.ts';
import { change, type Draft } from '../steps/draft.ts';
import { networkOf } from '../steps/edit-entity.ts';
import { textTree, withEntry, withNetworkKey } from '../steps/expected-tree.ts';
import { setNetworkKey } from './network-keys.ts';
import type { OperationOf, Planner } from '../planner.ts';

type FieldType = 'internal' | 'enable-ipv6' | 'external' | 'driver' | 'network-name';

export const networkField: Planner<FieldType> = {
  plan(document, operation) {
    const network = networkOf(document, operation.network);
    if (!network.ok) return network;
    const { key, value } = fieldOf(operation);
    if (isSaid(network.value, operation)) return ok([]);
    if (
      network.value.external === true &&
      operation.type !== 'external' &&
      operation.type !== 'network-name'
    ) {
      return refuse(
        'external-network',
        `${operation.network} is external: its options are set where it is made`,
      );
    }
    return setNetworkKey(document, operation.network, key, value, (draft) =>
      write(draft, network.value, placeOf(network.value, key), value),
    );
  },
  reduce(topology, operation, environment) {
    const network = topology.networks.get(operation.network);
    if (!network) return topology;
    const { key, value } = fieldOf(operation);
    const [first, second] = placeOf(network, key);
    const said = value === '' ? null : typeof value === 'string' ? textTree(value) : truth(value);
    return withNetworkKey(topology, operation.network, environment, String(first), (tree) =>
      second === undefined ? said : withEntry(tree, String(second), () => said),
    );
  },
};

function fieldOf(operation: OperationOf<FieldType>): {
  readonly key: string;
  readonly value: string | boolean;
} {
  switch (operation.type) {
    case 'internal':
      return { key: 'internal', value: operation.internal };
    case 'enable-ipv6':
      return { key: 'enable_ipv6', value: operation.enabled };
    case 'external':
      return { key: 'external', value: operation.external };
    case 'driver':
      return { key: 'driver', value: operation.driver };
    case 'network-name':
      return { key: 'name', value: operation.name };
  }
}

function isSaid(network: Network, operation: OperationOf<FieldType>): boolean {
  switch (operation.type) {
    case 'internal':
      return network.internal === operation.internal;
    case 'enable-ipv6':
      return network.enableIpv6 === operation.enabled;
    case 'external':
      return network.external === operation.external;
    case 'driver':
      return network.driver === operation.driver;
    case 'network-name':
      return (network.dockerName ?? '') === operation.name;
  }
}

/** Where a key stands; in the old form `external: {name: X}` the name stands there. */
function placeOf(network: Network, key: string): Path {
  const old = deref(childOf(network.tree, 'external'))?.kind === 'map';
  return key === 'name' && old && scalarText(childOf(network.tree, 'name')) === null
    ? ['external', 'name']
    : [key];
}

function write(draft: Draft, network: Network, place: Path, value: string | boolean): Result<Draft> {
  const [first = '', second] = place;
  const path = [...draft.path, ...place];
  const entry = entryOf(network.tree, String(first));
  const own = entry !== null && entry.merged === null;
  if (value === '') {
    if (!own)
      return refuse('merged-in', `"${first}" of ${network.name} comes from an anchor; change it there`);
    return change(draft, (slice) =>
      removeUpwards(slice, path, draft.path.length + (second === undefined ? 0 : 1)),
    );
  }
  const known = second === undefined ? own : entryOf(entry?.value, String(second)) !== null;
  return change(draft, (slice) =>
    known ? replaceValue(slice, path, value) : addEntry(slice, path.slice(0, -1), String(path.at(-1)), value),
  );
}

function truth(value: boolean): Tree {
  return { kind: 'scalar', value, text: String(value), quoted: false, tag: null, from: 0, to: 0 };
}

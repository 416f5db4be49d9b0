// The keys of a network that hold one value: internal, enable_ipv6, external, driver, name.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, deref, entryOf, type Path, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { Network } from '../../topology.ts';
import { type Field, networkField, switchField, textField } from '../field.ts';
import type { Operations } from '../operation.ts';
import { type OperationKind, operationKind } from '../operation-kind.ts';
import { change, type Draft, networkOf, setNetworkKey } from '../steps/edit-entity.ts';

declare module '../operation.ts' {
  interface Operations {
    internal: { readonly type: 'internal'; readonly network: string; readonly internal: boolean };
    'enable-ipv6': { readonly type: 'enable-ipv6'; readonly network: string; readonly enabled: boolean };
    external: { readonly type: 'external'; readonly network: string; readonly external: boolean };
    driver: { readonly type: 'driver'; readonly network: string; readonly driver: string };
    'network-name': NetworkName;
  }
}

interface NetworkName {
  readonly type: 'network-name';
  readonly network: string;
  /** The name in Docker; '' removes it. */
  readonly name: string;
}

type OnNetwork = { readonly type: string; readonly network: string };

/** A key of a network that holds one value, and the operation that sets it. */
interface NetworkKey<O extends OnNetwork> extends Pick<OperationKind<O>, 'type' | 'effect' | 'replaces'> {
  readonly key: string;
  /** True for a key that an external network may have. */
  readonly outside: boolean;
  /** The command-line field of the value. */
  readonly field: Field<Partial<O>>;
  setting(operation: O): string | boolean;
  /** Returns the value that the network has now. */
  present(network: Network): string | boolean | null;
}

export const operations = [
  networkKind<Operations['internal']>({
    type: 'internal',
    effect: 'Makes a network internal, or not.',
    key: 'internal',
    outside: false,
    field: switchField('internal', [true, false]),
    setting: (operation) => operation.internal,
    present: (network) => network.internal,
  }),
  networkKind<Operations['enable-ipv6']>({
    type: 'enable-ipv6',
    effect: 'Turns IPv6 on or off.',
    key: 'enable_ipv6',
    outside: false,
    field: switchField('enabled', [true, false]),
    setting: (operation) => operation.enabled,
    present: (network) => network.enableIpv6,
  }),
  networkKind<Operations['external']>({
    type: 'external',
    effect: 'Makes a network external, or not.',
    key: 'external',
    outside: true,
    field: switchField('external', [true, false]),
    setting: (operation) => operation.external,
    present: (network) => network.external,
  }),
  networkKind<Operations['driver']>({
    type: 'driver',
    effect: 'Sets the driver.',
    key: 'driver',
    outside: false,
    field: textField('driver', ':DRIVER', ['macvlan']),
    setting: (operation) => operation.driver,
    present: (network) => network.driver,
  }),
  networkKind<Operations['network-name']>({
    type: 'network-name',
    effect: 'Sets the name in Docker; an empty name removes it.',
    replaces: true,
    key: 'name',
    outside: true,
    field: {
      usage: ':[NAME]',
      parse: (name = '') => ({ name }),
      format: ({ name = '' }) => name,
      examples: () => [{ name: 'outside' }],
    },
    setting: (operation) => operation.name,
    present: (network) => network.dockerName ?? '',
  }),
];

function networkKind<O extends OnNetwork>({
  key,
  outside,
  field,
  setting,
  present,
  ...rest
}: NetworkKey<O>): OperationKind<O> {
  return operationKind<O>({
    ...rest,
    fields: [networkField as Field<Partial<O>>, field],
    keys: [key],
    plan(document, operation) {
      const network = networkOf(document, operation.network);
      if (!network.ok) return network;
      const value = setting(operation);
      if (present(network.value) === value || writtenAt(network.value, key) === value) return ok([]);
      if (network.value.external === true && !outside) {
        const message = `${operation.network} is external: its options are set where it is created`;
        return refuse('external-network', message);
      }
      return setNetworkKey(document, operation.network, key, value, (draft) =>
        writeKey(draft, network.value, pathOfKey(network.value, key), value),
      );
    },
  });
}

/** Returns the path of a key of a network; the name may also be in the old form `external: {name: X}`. */
function pathOfKey(network: Network, key: string): Path {
  const old = deref(childOf(network.tree, 'external'))?.kind === 'map';
  return key === 'name' && old && scalarText(childOf(network.tree, 'name')) === null
    ? ['external', 'name']
    : [key];
}

/** Returns the text of a key of a network as written, with its variables. */
function writtenAt(network: Network, key: string): string | null {
  const place = pathOfKey(network, key);
  return scalarText(place.reduce((tree: Tree | null, step) => childOf(tree, String(step)), network.tree));
}

function writeKey(draft: Draft, network: Network, place: Path, value: string | boolean): Result<Draft> {
  const [first = '', second] = place;
  const path = [...draft.path, ...place];
  const entry = entryOf(network.tree, String(first));
  const isOwn = entry !== null && entry.merged === null;
  if (value === '') {
    if (!isOwn)
      return refuse('merged-in', `"${first}" of ${network.name} comes from an anchor; change it there`);
    return change(draft, {
      do: 'remove-upwards',
      path,
      keep: draft.path.length + (second === undefined ? 0 : 1),
    });
  }
  const known = second === undefined ? isOwn : entryOf(entry?.value, String(second)) !== null;
  return change(
    draft,
    known
      ? { do: 'replace-any', path, value }
      : { do: 'add', path: path.slice(0, -1), key: String(path.at(-1)), value },
  );
}

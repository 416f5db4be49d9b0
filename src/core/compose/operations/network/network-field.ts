// The keys of a network that hold one value: internal, enable_ipv6, external, driver, name.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, deref, entryOf, type Path, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { Network } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft, networkOf, setNetworkKey } from '../steps/edit-entity.ts';
import { splitFields, twoFields } from '../steps/fields.ts';

interface Internal {
  readonly type: 'internal';
  readonly network: string;
  readonly internal: boolean;
}

interface EnableIpv6 {
  readonly type: 'enable-ipv6';
  readonly network: string;
  readonly enabled: boolean;
}

interface External {
  readonly type: 'external';
  readonly network: string;
  readonly external: boolean;
}

interface Driver {
  readonly type: 'driver';
  readonly network: string;
  readonly driver: string;
}

interface NetworkName {
  readonly type: 'network-name';
  readonly network: string;
  /** The name in Docker; '' removes it. */
  readonly name: string;
}

type OnNetwork = { readonly type: string; readonly network: string };

/** What distinguishes one such key from the others. */
interface NetworkField<O extends OnNetwork> {
  readonly type: O['type'];
  readonly usage: string;
  readonly key: string;
  /** Whether an external network may have it. */
  readonly outside: boolean;
  parse(text: string): O | null;
  setting(operation: O): string | boolean;
  /** The value that the network has now. */
  present(network: Network): string | boolean | null;
}

export const internal = networkField<Internal>({
  type: 'internal',
  usage: 'NETWORK:true|false',
  key: 'internal',
  outside: false,
  parse: (text) => switchOf(text, (network, on) => ({ type: 'internal', network, internal: on })),
  setting: (operation) => operation.internal,
  present: (network) => network.internal,
});

export const enableIpv6 = networkField<EnableIpv6>({
  type: 'enable-ipv6',
  usage: 'NETWORK:true|false',
  key: 'enable_ipv6',
  outside: false,
  parse: (text) => switchOf(text, (network, enabled) => ({ type: 'enable-ipv6', network, enabled })),
  setting: (operation) => operation.enabled,
  present: (network) => network.enableIpv6,
});

export const external = networkField<External>({
  type: 'external',
  usage: 'NETWORK:true|false',
  key: 'external',
  outside: true,
  parse: (text) => switchOf(text, (network, on) => ({ type: 'external', network, external: on })),
  setting: (operation) => operation.external,
  present: (network) => network.external,
});

export const driver = networkField<Driver>({
  type: 'driver',
  usage: 'NETWORK:DRIVER',
  key: 'driver',
  outside: false,
  parse(text) {
    const fields = twoFields(text);
    return fields && { type: 'driver', network: fields[0], driver: fields[1] };
  },
  setting: (operation) => operation.driver,
  present: (network) => network.driver,
});

export const networkName = networkField<NetworkName>({
  type: 'network-name',
  usage: 'NETWORK:[NAME]',
  key: 'name',
  outside: true,
  parse(text) {
    const [network = '', name = ''] = splitFields(text, 2);
    return network === '' ? null : { type: 'network-name', network, name };
  },
  setting: (operation) => operation.name,
  present: (network) => network.dockerName ?? '',
});

function switchOf<O>(text: string, make: (network: string, on: boolean) => O): O | null {
  const [network, word] = twoFields(text) ?? ['', ''];
  return word === 'true' || word === 'false' ? make(network, word === 'true') : null;
}

function networkField<O extends OnNetwork>(field: NetworkField<O>): OperationKind<O> {
  const { type, usage, key, parse, setting } = field;
  return {
    type,
    usage,
    parse,
    format: (operation) => [operation.network, String(setting(operation))],
    editedKey: () => null,
    plan(document, operation) {
      const network = networkOf(document, operation.network);
      if (!network.ok) return network;
      const value = setting(operation);
      if (field.present(network.value) === value || writtenAt(network.value, key) === value) return ok([]);
      if (network.value.external === true && !field.outside) {
        const message = `${operation.network} is external: its options are set where it is made`;
        return refuse('external-network', message);
      }
      return setNetworkKey(document, operation.network, key, value, (draft) =>
        write(draft, network.value, placeOf(network.value, key), value),
      );
    },
  };
}

/** The path of a key; the name may also be in the old form `external: {name: X}`. */
function placeOf(network: Network, key: string): Path {
  const old = deref(childOf(network.tree, 'external'))?.kind === 'map';
  return key === 'name' && old && scalarText(childOf(network.tree, 'name')) === null
    ? ['external', 'name']
    : [key];
}

/** The text of a key as it is written, variables included. */
function writtenAt(network: Network, key: string): string | null {
  const place = placeOf(network, key);
  return scalarText(place.reduce((tree: Tree | null, step) => childOf(tree, String(step)), network.tree));
}

function write(draft: Draft, network: Network, place: Path, value: string | boolean): Result<Draft> {
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

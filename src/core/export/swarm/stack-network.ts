// One network of a Compose file in a stack: an overlay, or an existing network.

import { withEntry } from '../../compose/operations/steps/expect-model.ts';
import type { Network } from '../../compose/topology.ts';
import { withoutRepeatedItems } from '../../rules/facts/stack-lists.ts';
import { plainTree, textTree } from '../../yaml/make-tree.ts';
import {
  childOf,
  deref,
  entriesOf,
  itemsOf,
  type MapTree,
  type Path,
  scalarText,
  type Tree,
} from '../../yaml/tree.ts';
import { mapOf, readOut, type StackContext } from './stack-context.ts';
import { stackEntry } from './stack-keys.ts';

/** Driver options that overlays support. */
const overlayOptions: ReadonlySet<string> = new Set([
  'encrypted',
  'com.docker.network.driver.mtu',
  'com.docker.network.driver.overlay.vxlanid_list',
]);

/** Returns a network of the file as it is in the stack. */
export function networkTree(context: StackContext, network: Network, written: Tree): MapTree {
  const { workspace } = context.source;
  const at: Path = ['networks', network.name];
  let tree = mapOf(readOut(workspace, 'network', network.name, written));
  if (network.external === true) return externalEntry(tree);
  tree = withEntry(tree, 'external', () => null);
  if (network.driver === 'bridge' && childOf(tree, 'driver') !== null) {
    tree = withEntry(tree, 'driver', () => null);
    context.note(
      'changed',
      'driver',
      [...at, 'driver'],
      'A stack only has overlays: without a driver it is one.',
    );
  }
  tree = withEntry(tree, 'driver_opts', (options) => overlaysOptions(context, options, at));
  tree = withEntry(tree, 'ipam', (ipam) => plainIpam(context, ipam, [...at, 'ipam']));
  for (const key of ['enable_ipv6', 'enable_ipv4']) {
    if (childOf(tree, key) === null) continue;
    tree = withEntry(tree, key, () => null);
    context.note(
      'changed',
      'ip-family',
      [...at, key],
      'A stack file has no such key: the overlay only has IPv4.',
    );
  }
  const done = stackEntry(context, 'network', tree, at, [
    'driver',
    'driver_opts',
    'ipam',
    'enable_ipv4',
    'enable_ipv6',
  ]);
  return withoutRepeatedItems(mapOf(done));
}

/** Returns an external network without other keys, which have no effect (N1) and which a stack refuses. */
function externalEntry(tree: MapTree): MapTree {
  const external = deref(childOf(tree, 'external'));
  const old = external?.kind === 'map' ? scalarText(childOf(external, 'name')) : null;
  const named = old === null ? tree : withEntry(tree, 'name', () => textTree(old));
  const plain = withEntry(named, 'external', (value) =>
    value?.kind === 'scalar' && value.value === true ? value : plainTree(true),
  );
  return { ...plain, entries: plain.entries.filter(({ key }) => ['external', 'name'].includes(key)) };
}

function overlaysOptions({ note }: StackContext, options: Tree | null, at: Path): Tree | null {
  const map = deref(options);
  if (map?.kind !== 'map') return null;
  const gone = map.entries.filter(({ key }) => !overlayOptions.has(key));
  for (const { key } of gone) {
    note(
      'changed',
      'driver-option',
      [...at, 'driver_opts', key],
      'This option of bridges has no effect on an overlay (SW9).',
    );
  }
  const entries = map.entries.filter((entry) => !gone.includes(entry));
  return entries.length === 0 ? null : gone.length === 0 ? map : { ...map, entries };
}

/** Returns the address plan with IPv4 subnets, the only ones that a stack accepts. */
function plainIpam({ note }: StackContext, ipam: Tree | null, at: Path): Tree | null {
  const map = deref(ipam);
  if (map?.kind !== 'map') return null;
  const config = itemsOf(childOf(map, 'config')).flatMap((item, index) => {
    const subnet = childOf(item, 'subnet');
    const text = scalarText(subnet);
    if (subnet === null || text === null || text.includes(':')) {
      note('changed', 'address-plan', [...at, 'config', index], 'A stack only accepts IPv4 subnets.');
      return [];
    }
    const others = entriesOf(item).filter(({ key }) => key !== 'subnet');
    for (const { key } of others) {
      note(
        'changed',
        'address-plan',
        [...at, 'config', index, key],
        'A stack file has no such key: the swarm picks addresses itself.',
      );
    }
    const node = deref(item);
    return node?.kind !== 'map' || others.length === 0
      ? [item]
      : [{ ...node, entries: node.entries.filter(({ key }) => key === 'subnet') }];
  });
  if (childOf(map, 'options') !== null)
    note('changed', 'address-plan', [...at, 'options'], 'A stack file has no such key.');
  const plain = withEntry(
    withEntry(map, 'options', () => null),
    'config',
    (list) => (config.length === 0 || list?.kind !== 'seq' ? null : { ...list, items: config }),
  );
  return plain.entries.length === 0 ? null : plain;
}

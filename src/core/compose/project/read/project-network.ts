// One entry of the top-level `networks`, read as Compose reads it (semantics 1.3).

import { deref, entriesOf, itemsOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { Network, Subnet } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { collectUnset } from '../values/interpolate.ts';
import { readOptions } from '../values/read-key-values.ts';
import { readText, readTri } from '../values/read-scalar.ts';

/** Reads one declared network; `front:` without a value is an ordinary bridge. */
export function projectNetwork(
  name: string,
  tree: Tree | null,
  environment: ReadonlyMap<string, string>,
): Network {
  const node = deref(tree);
  const map = node?.kind === 'map' ? node : null;
  const isMalformed = node !== null && map === null && !(node.kind === 'scalar' && node.value === null);
  const fields = fieldsOf(map);
  const value = (key: string) => fields.get(key)?.value;
  const text = (key: string) => readText(value(key), environment) || null;

  // The old form `external: { name: X }` means that it is external, and has its real name.
  const oldForm = deref(value('external'))?.kind === 'map';
  const oldName = readText(fieldsOf(value('external')).get('name')?.value, environment) || null;
  const external = oldForm ? true : readTri(value('external'), environment, false);

  const driverOpts = readOptions(value('driver_opts'), environment);
  const undecided = undecidedIn(map, environment);
  const ipam = fieldsOf(value('ipam'));
  return {
    id: `network:${name}`,
    name,
    origin: 'declared',
    dockerName: text('name') ?? oldName,
    driver: text('driver') ?? 'bridge',
    internal: readTri(value('internal'), environment, false),
    external,
    attachable: readTri(value('attachable'), environment, false),
    enableIpv4: readTri(value('enable_ipv4'), environment, true),
    enableIpv6: readTri(value('enable_ipv6'), environment, false),
    ipv6Stated: value('enable_ipv6') !== undefined,
    driverOpts: new Map(driverOpts.map((option) => [option.key, option.value])),
    ipamDriver: readText(ipam.get('driver')?.value, environment) || null,
    ipamOptions: readOptions(ipam.get('options')?.value, environment),
    subnets: itemsOf(ipam.get('config')?.value).map((item) => readSubnet(item, environment)),
    labels: readOptions(value('labels'), environment),
    ignoredKeys: external === true ? ignoredKeys(fields) : [],
    ...(undecided.length > 0 ? { undecided } : {}),
    unset: collectUnset(map, environment),
    tree: map,
    ...(isMalformed ? { isMalformed } : {}),
  };
}

/** Returns the keys that decide about the network and depend on a variable without a value. */
function undecidedIn(map: Tree | null, environment: ReadonlyMap<string, string>): readonly string[] {
  const fields = fieldsOf(map);
  const isOpen = (tree: Tree | null | undefined): boolean => collectUnset(tree, environment).length > 0;
  const found = ['driver'].filter((key) => isOpen(fields.get(key)?.value));
  // The old form `external: { name: X }` names it, too.
  if (isOpen(fields.get('name')?.value) || isOpen(fieldsOf(fields.get('external')?.value).get('name')?.value))
    found.push('name');
  const options = fields.get('driver_opts')?.value;
  for (const { key, value } of entriesOf(options)) if (isOpen(value)) found.push(key);
  for (const item of itemsOf(options))
    if (isOpen(item)) found.push((scalarText(item) ?? '').split('=')[0] ?? '');
  return found;
}

function readSubnet(tree: Tree, environment: ReadonlyMap<string, string>): Subnet {
  const fields = fieldsOf(tree);
  const text = (key: string) => readText(fields.get(key)?.value, environment) || null;
  return {
    subnet: text('subnet'),
    gateway: text('gateway'),
    ipRange: text('ip_range'),
    auxAddresses: readOptions(fields.get('aux_addresses')?.value, environment),
  };
}

/** N1: returns the keys that Compose ignores on an external network, which are all but `external` and `name`. */
function ignoredKeys(fields: ReadonlyMap<string, unknown>): readonly string[] {
  return [...fields.keys()].filter((key) => key !== 'external' && key !== 'name' && !key.startsWith('x-'));
}

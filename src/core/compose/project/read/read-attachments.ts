// The memberships of a service by its `networks`, in list and map form, and where each comes from (rules A3 to A5). Whether a network
// is declared is not looked at.

import { deref, type Tree, type TreeEntry } from '../../../yaml/tree.ts';
import type { Attachment, Membership } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { interpolate } from '../values/interpolate.ts';
import { readOptions } from '../values/read-key-values.ts';
import { readNumber, readText, readTexts } from '../values/read-scalar.ts';

type Environment = ReadonlyMap<string, string>;

/** Returns the memberships of a service from its `networks` entry, or the implicit default when it names none (A3). */
export function readAttachments(
  entry: TreeEntry | undefined,
  environment: Environment,
): readonly Attachment[] {
  const byNetwork = new Map<string, Attachment>();
  const membership = entry ? membershipOf(entry) : 'implicit-default';
  const node = deref(entry?.value);
  if (node?.kind === 'seq') {
    for (const item of node.items) {
      const network = networkName(item, environment);
      if (network === null || byNetwork.has(network)) continue;
      byNetwork.set(network, attachment(network, membership, null, environment));
    }
  }
  if (node?.kind === 'map') {
    for (const { key, value, merged } of fieldsOf(node).values()) {
      const ownMembership = merged !== null && membership === 'declared' ? 'merged' : membership;
      byNetwork.set(key, attachment(key, ownMembership, value, environment));
    }
  }
  if (byNetwork.size === 0) return [attachment('default', 'implicit-default', null, environment)];
  return [...byNetwork.values()];
}

function membershipOf(entry: TreeEntry): Membership {
  if (entry.merged !== null) return 'merged';
  return entry.value.kind === 'alias' ? 'aliased' : 'declared';
}

/** Returns the name of a network; when an unset variable leaves it empty, the text as written, for an unknown network. */
function networkName(item: Tree, environment: Environment): string | null {
  const scalar = deref(item);
  if (scalar?.kind !== 'scalar' || scalar.value === null || scalar.tag === '!reset') return null;
  return interpolate(scalar.text, environment).text || scalar.text;
}

function attachment(
  network: string,
  membership: Membership,
  options: Tree | null,
  environment: Environment,
): Attachment {
  const fields = fieldsOf(options);
  const option = (key: string) => fields.get(key)?.value;
  return {
    network,
    membership,
    aliases: readTexts(option('aliases'), environment),
    ipv4: readText(option('ipv4_address'), environment) || null,
    ipv6: readText(option('ipv6_address'), environment) || null,
    gatewayPriority: readPriority(option('gw_priority'), environment),
    priority: readPriority(option('priority'), environment),
    macAddress: readText(option('mac_address'), environment) || null,
    linkLocalIps: readTexts(option('link_local_ips'), environment),
    interfaceName: readText(option('interface_name'), environment) || null,
    driverOpts: readOptions(option('driver_opts'), environment),
  };
}

/** Reads a priority: Compose accepts any number and drops its fraction. */
function readPriority(tree: Tree | undefined, environment: Environment): number {
  return Math.trunc(readNumber(tree, environment)?.value ?? 0);
}

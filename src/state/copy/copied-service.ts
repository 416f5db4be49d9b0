// What of a service can stand twice: all but its names and addresses in Docker.

import type { Service } from '../../core/compose/topology.ts';
import type { Writable } from '../../core/yaml/format-value.ts';
import { plainValue } from './plain-value.ts';

export type Body = { readonly [key: string]: Writable };

export interface CopiedService {
  readonly name: string;
  readonly image: string;
  readonly body: Body;
}

const identity: ReadonlySet<string> = new Set(['container_name', 'mac_address', 'image']);
const addresses: ReadonlySet<string> = new Set([
  'ipv4_address',
  'ipv6_address',
  'link_local_ips',
  'mac_address',
]);

/** Whether a value is a mapping. */
export function isBody(value: Writable | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(body: Body, keys: ReadonlySet<string>): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.has(key)));
}

/** `networks` without addresses; a network that nothing more is said of keeps its name alone. */
function withoutAddresses(networks: Writable): Writable {
  if (!isBody(networks)) return networks;
  const kept = Object.entries(networks).map(([name, value]): [string, Writable] => {
    if (!isBody(value)) return [name, value];
    const rest = without(value, addresses);
    return [name, Object.keys(rest).length === 0 ? null : rest];
  });
  return Object.fromEntries(kept);
}

/** A copy; null where the service cannot be written out. */
export function copiedService({ name, tree, image }: Service): CopiedService | null {
  const plain = plainValue(tree);
  if (plain === null) return null;
  const all = isBody(plain.value) ? plain.value : {};
  const own =
    isBody(plain.value) && typeof plain.value.image === 'string' ? plain.value.image : (image ?? '');
  const body = without(all, identity);
  return {
    name,
    image: own,
    body: body.networks === undefined ? body : { ...body, networks: withoutAddresses(body.networks) },
  };
}

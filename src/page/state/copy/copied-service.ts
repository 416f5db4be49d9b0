// Copying of a service: everything of it can exist twice, except its names and addresses in Docker.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Service, Topology } from '../../../core/compose/topology.ts';
import { mainDocument, openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../../core/compose/workspace/plan/plan-in-workspace.ts';
import type { Writable } from '../../../core/yaml/format-value.ts';
import { deref, type Tree } from '../../../core/yaml/tree.ts';

// An alias can stand for a large tree many times over: past this many nodes nothing is written out.
const mostNodes = 20_000;

/**
 * Returns the value of a tree with anchors and merge keys resolved. Null when the value is too large, or contains a tag such as `!reset`,
 * which only has a meaning in its own file.
 */
function resolvedValue(tree: Tree): { readonly value: Writable } | null {
  let nodes = 0;
  let whole = true;
  function read(node: Tree | null): Writable {
    nodes++;
    const found = deref(node);
    if (nodes > mostNodes) whole = false;
    if (found === null || !whole) return null;
    if (found.tag?.startsWith('!') && !found.tag.startsWith('!!')) whole = false;
    switch (found.kind) {
      case 'scalar':
        // 0755 and 1e3 keep the form that Compose reads: a text that a number would change stays a text.
        return typeof found.value === 'number' && String(found.value) !== found.text
          ? found.text
          : found.value;
      case 'seq':
        return found.items.map(read);
      case 'map': {
        const entries: [string, Writable][] = found.entries.map(({ key, value }) => [key, read(value)]);
        return Object.fromEntries(entries);
      }
    }
  }
  const value = read(tree);
  return whole ? { value } : null;
}

export type Body = { readonly [key: string]: Writable };

interface CopiedService {
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

/** True when a value is a mapping. */
export function isBody(value: Writable | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(body: Body, keys: ReadonlySet<string>): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.has(key)));
}

/** Returns `networks` without addresses; a network without other keys is listed by name. */
function withoutAddresses(networks: Writable): Writable {
  if (!isBody(networks)) return networks;
  const entries = Object.entries(networks).map(([name, value]): [string, Writable] => {
    if (!isBody(value)) return [name, value];
    const rest = without(value, addresses);
    return [name, Object.keys(rest).length === 0 ? null : rest];
  });
  return Object.fromEntries(entries);
}

/** Returns a copy of a service; null when its values cannot be resolved. */
export function copiedService({ name, tree, image }: Service): CopiedService | null {
  const plain = resolvedValue(tree);
  if (plain === null) return null;
  const all = isBody(plain.value) ? plain.value : {};
  const projectName =
    isBody(plain.value) && typeof plain.value.image === 'string' ? plain.value.image : (image ?? '');
  const body = without(all, identity);
  return {
    name,
    image: projectName,
    body: body.networks === undefined ? body : { ...body, networks: withoutAddresses(body.networks) },
  };
}

// Copied containers as text: a compose fragment that any editor shows, and that this page knows again.

const mark = '# Containers copied from Bulkhead';

/** Returns a compose fragment with these services and their networks; null when none of them can be copied. */
export function clipboardText(topology: Topology, names: readonly string[]): string | null {
  const operations: Operation[] = [];
  const networks = new Set<string>();
  for (const name of names) {
    const service = topology.services.get(name);
    const copy = service ? copiedService(service) : null;
    if (!service || copy === null) continue;
    operations.push({ type: 'add-service', service: name, image: copy.image, body: copy.body });
    for (const { network } of service.attachments) {
      if (topology.networks.get(network)?.origin === 'declared') networks.add(network);
    }
  }
  if (operations.length === 0) return null;
  for (const network of networks) {
    operations.push({
      type: 'add-network',
      network,
      internal: topology.networks.get(network)?.internal === true,
    });
  }
  const planned = planInWorkspace(openAlone('services:\n'), operations);
  return planned.ok ? `${mark}\n${mainDocument(planned.value.workspace).text}` : null;
}

/** Returns the services of a fragment that was copied on this page; null for any other text. */
export function readClipboard(text: string): Topology | null {
  if (!text.startsWith(mark)) return null;
  const { topology, stale } = openAlone(text);
  return stale || topology.services.size === 0 ? null : topology;
}

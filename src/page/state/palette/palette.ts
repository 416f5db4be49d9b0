// What a palette item becomes where it is dropped: operations, planned by the core like any other.

import { freeName } from '../../../core/compose/free-name.ts';
import { namespaceHolder } from '../../../core/compose/network-namespaces.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { Writable } from '../../../core/yaml/format-value.ts';
import { type ContainerKind, paletteBody, sandboxOperations } from './palette-bodies.ts';
import { type PaletteKind, paletteItems } from './palette-items.ts';

/** The place where an item is dropped. `canvas`: no particular place (Enter in the palette), so that its kind decides. */
export type PaletteTarget =
  | { readonly type: 'lane'; readonly network: string }
  | { readonly type: 'closed' }
  | { readonly type: 'host' }
  | { readonly type: 'card'; readonly service: string }
  | { readonly type: 'canvas' };

/** Returns the lane that suits a kind: the first network for edge services, the last for data, the middle for others. */
function homeLane(home: 'edge' | 'app' | 'data', topology: Topology): string {
  const names = [...topology.networks.values()]
    .filter(({ external }) => external !== true)
    .map(({ name }) => name);
  if (home === 'data') return names.at(-1) ?? 'front';
  if (home === 'edge') return names[0] ?? 'front';
  return names[names.length > 2 ? 1 : 0] ?? 'front';
}

/** Returns the first service with its own network namespace on `network` (any network for null), which a monitor joins. */
function memberOf(network: string | null, topology: Topology): string | null {
  for (const service of topology.services.values()) {
    if (service.attachments.some((attachment) => network === null || attachment.network === network))
      return service.name;
  }
  return null;
}

function placed(kind: ContainerKind, target: PaletteTarget, topology: Topology): PaletteTarget {
  const { home } = paletteBody(kind, kind);
  if (target.type === 'card') {
    const card = topology.services.get(target.service);
    const holder = card ? namespaceHolder(topology, card) : null;
    return { type: 'card', service: holder?.name ?? target.service };
  }
  if (home === 'joined' && (target.type === 'lane' || target.type === 'canvas')) {
    const owner = memberOf(target.type === 'lane' ? target.network : null, topology);
    if (owner !== null) return { type: 'card', service: owner };
  }
  if (target.type !== 'canvas') return target;
  if (home === 'closed' || home === 'joined') return { type: 'closed' };
  return { type: 'lane', network: homeLane(home, topology) };
}

function placeKeys(place: PaletteTarget, topology: Topology): { readonly [key: string]: Writable } {
  switch (place.type) {
    case 'closed':
      return { network_mode: 'none' };
    case 'host':
      return { network_mode: 'host' };
    case 'card':
      return { network_mode: `service:${place.service}` };
    case 'canvas':
      return {};
    case 'lane':
      // The default bridge is no network of the file; the implicit default is where a service without the key goes.
      if (place.network === 'bridge' && !topology.networks.has('bridge')) return { network_mode: 'bridge' };
      if (topology.networks.get(place.network)?.origin === 'implicit') return {};
      return { networks: [place.network] };
  }
}

function containerOperations(
  kind: ContainerKind,
  topology: Topology,
  target: PaletteTarget,
): readonly Operation[] {
  const name = freeName(kind, topology.services);
  const { image, keys } = paletteBody(kind, name);
  const place = placed(kind, target, topology);
  const placement = placeKeys(place, topology);
  const { ports, ...rest } = keys;
  // A9, A11, A12: outside a lane, published ports have no effect or are refused.
  const body =
    place.type === 'lane' && ports !== undefined
      ? { ...rest, ports, ...placement }
      : { ...rest, ...placement };
  const add: Operation = { type: 'add-service', service: name, image, body };
  const undeclared =
    place.type === 'lane' && placement.networks !== undefined && !topology.networks.has(place.network);
  if (!undeclared) return [add];
  return [{ type: 'add-network', network: place.network, internal: place.network === 'back' }, add];
}

/** Returns the operations for dropping `kind` on `target`; none when everything already exists. */
export function paletteOperations(
  kind: PaletteKind,
  topology: Topology,
  target: PaletteTarget,
): readonly Operation[] {
  switch (kind) {
    case 'network':
    case 'internal-network':
      return [
        {
          type: 'add-network',
          network: freeName(kind, topology.networks),
          internal: kind === 'internal-network',
        },
      ];
    case 'template-front-mid-back': {
      const missing = ['front', 'mid', 'back'].filter((name) => !topology.networks.has(name));
      return missing.map((network) => ({ type: 'add-network', network, internal: network === 'back' }));
    }
    case 'template-sandbox':
      return sandboxOperations(topology);
    default:
      return containerOperations(kind, topology, target);
  }
}

// What a person types on the empty canvas, as operations: a container by its image, or a network.

export const typedHint = 'redis:7 · cache redis:7 · database · network back';

/** Returns a service name for an image: `my-app` for `registry.example/team/my_app:1.2`. */
function nameOf(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  const name = last.replace(/[:@].*$/, '').replace(/[^a-zA-Z0-9.-]+/g, '-');
  return /^[a-zA-Z0-9]/.test(name) ? name : 'service';
}

/** Returns the operations for typed text, or a sentence when it has no meaning. `place` is the position of the pointer. */
export function typedOperations(
  text: string,
  topology: Topology,
  place: PaletteTarget,
): readonly Operation[] | string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const [first, second] = words;
  if (first === undefined) return 'Type an image, a name and an image, or a network.';
  if (words.length > 2) return `At most two words: ${typedHint}`;
  if (/^(?:internal-)?net(?:work)?$/i.test(first)) {
    const network = second ?? freeName('network', topology.networks);
    if (topology.networks.get(network)?.origin === 'declared') return `A network ${network} already exists.`;
    return [{ type: 'add-network', network, internal: first.toLowerCase().startsWith('internal') }];
  }
  const item = paletteItems.find(
    ({ kind, label }) => kind === text || label.toLowerCase() === text.toLowerCase(),
  );
  if (item) return paletteOperations(item.kind, topology, place);
  const image = second ?? first;
  const wanted = second === undefined ? nameOf(image) : first;
  if (second !== undefined && topology.services.has(wanted)) return `A container ${wanted} already exists.`;
  const service = freeName(wanted, topology.services);
  // The palette decides where a general container goes; only its image and name differ.
  return paletteOperations('app', topology, place).map((each) => {
    if (each.type !== 'add-service') return each;
    const { networks, network_mode: mode } = each.body;
    const body = {
      ...(networks === undefined ? {} : { networks }),
      ...(mode === undefined ? {} : { network_mode: mode }),
    };
    return { ...each, service, image, body };
  });
}

// What a person types on the empty canvas, as operations: a container by its image, or a network.

import { freeName } from '../../core/compose/free-name.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { type PaletteTarget, paletteOperations } from './palette.ts';
import { paletteItems } from './palette-items.ts';

export const typedHint = 'redis:7 · cache redis:7 · database · network back';

/** `registry.example/team/my_app:1.2` runs as `my-app`. */
function nameOf(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  const name = last.replace(/[:@].*$/, '').replace(/[^a-zA-Z0-9.-]+/g, '-');
  return /^[a-zA-Z0-9]/.test(name) ? name : 'service';
}

/** The operations; a sentence where the words mean nothing. `place` is where the pointer was. */
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
    if (topology.networks.get(network)?.origin === 'declared')
      return `There is a network ${network} already.`;
    return [{ type: 'add-network', network, internal: first.toLowerCase().startsWith('internal') }];
  }
  const item = paletteItems.find(
    ({ kind, label }) => kind === text || label.toLowerCase() === text.toLowerCase(),
  );
  if (item) return paletteOperations(item.kind, topology, place);
  const image = second ?? first;
  const wanted = second === undefined ? nameOf(image) : first;
  if (second !== undefined && topology.services.has(wanted)) return `There is a container ${wanted} already.`;
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

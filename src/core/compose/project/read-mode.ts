// `network_mode` of a service. Owns which texts are understood; what is not is `unknown`, never a guess.

import { scalarText, type Tree } from '../../yaml/tree.ts';
import type { NetworkMode } from '../topology.ts';
import { interpolate } from './interpolate.ts';

/** The mode that `network_mode` says; `networks` where the key is absent (`tree` undefined). */
export function readMode(tree: Tree | undefined, environment: ReadonlyMap<string, string>): NetworkMode {
  if (tree === undefined) return { kind: 'networks' };
  const raw = scalarText(tree) ?? '';
  const { text, unset, problem } = interpolate(raw, environment);
  if (unset.length > 0 || problem !== null) return { kind: 'unknown', raw };
  if (text === 'none') return { kind: 'none' };
  if (text === 'host') return { kind: 'host' };
  // The Engine takes `default` for its default bridge.
  if (text === 'bridge' || text === 'default') return { kind: 'bridge' };
  const match = /^(service|container):(.+)$/s.exec(text);
  const of = match?.[2];
  if (of === undefined) {
    // A20. What can be no name of a network, and Compose's own word for no network, which was not measured, stay unknown.
    const named = /^[A-Za-z0-9][\w.-]*$/.test(text) && text !== 'disabled';
    return named ? { kind: 'network', of: text } : { kind: 'unknown', raw };
  }
  return match?.[1] === 'service' ? { kind: 'service', of } : { kind: 'container', of };
}

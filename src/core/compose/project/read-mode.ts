// `network_mode` of a service. Owns which texts are understood; whatever else stands there is `unknown`, never a guess.

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
  if (of === undefined) return { kind: 'unknown', raw };
  return match?.[1] === 'service' ? { kind: 'service', of } : { kind: 'container', of };
}

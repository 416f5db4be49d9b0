// What makes two items of a merged list the same one (semantics 4.3): ports by address, target, published and protocol,
// volumes and devices by target, subnets by subnet, pairs by key, all else by content.

import { childOf, scalarText, type Tree } from '../../yaml/tree.ts';
import { parsePorts } from '../project/ports/parse-ports.ts';
import { readMounts } from '../project/read/read-mounts.ts';
import { interpolate } from '../project/values/interpolate.ts';
import { contentOf } from './content-of.ts';
import { ruleFor } from './merge-rules.ts';

type Environment = ReadonlyMap<string, string>;

/** A text that is equal for two items of which the later replaces the earlier. */
export function itemKey(item: Tree, path: readonly string[], environment: Environment): string {
  const list = (only: Tree): Tree => ({ kind: 'seq', items: [only], flow: false, tag: null, from: 0, to: 0 });
  const where = path.join('.');
  if (where === 'ports') {
    const bindings = parsePorts(list(item), environment).flatMap((port) => port.bindings);
    const words = bindings.map(({ hostIp, hostPort, containerPort, protocol }) =>
      [hostIp || '0.0.0.0', hostPort, containerPort, protocol].join(' '),
    );
    return words.length > 0 ? words.join('\n') : contentOf(item);
  }
  if (where === 'volumes') return readMounts(list(item), environment)[0]?.target ?? contentOf(item);
  if (where === 'devices') return deviceTarget(item, environment);
  if (where === 'ipam.config') return textOf(childOf(item, 'subnet'), environment) ?? contentOf(item);
  const text = textOf(item, environment);
  if (text === null) return contentOf(item);
  const rule = ruleFor(path);
  if (rule === 'hosts') return text.includes('=') ? text : text.replace(':', '=');
  return rule === 'pairs' ? (text.split('=', 1)[0] ?? text) : text;
}

function deviceTarget(item: Tree, environment: Environment): string {
  const [source = '', target] = (textOf(item, environment) ?? '').split(':');
  return textOf(childOf(item, 'target'), environment) ?? target ?? source;
}

function textOf(tree: Tree | null, environment: Environment): string | null {
  const text = scalarText(tree);
  return text === null ? null : interpolate(text, environment).text;
}

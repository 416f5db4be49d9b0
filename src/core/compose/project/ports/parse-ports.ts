// `ports` of a service: which form an item has, its text as written, its bindings. Interpolation comes before the split, so
// `${UNSET}:80` is `:80`: a port that the host picks.

import { deref, itemsOf, type MapTree, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { PortItem } from '../../topology.ts';
import { collectUnset } from '../values/collect-unset.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { interpolate } from '../values/interpolate.ts';
import { plainNumber } from '../values/plain-number.ts';
import { readText } from '../values/read-text.ts';
import { parseLongPort } from './parse-long-port.ts';
import { parseShortPort } from './parse-short-port.ts';

/** The items of `ports` in file order, each with what it binds or why Compose refuses it. */
export function parsePorts(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly PortItem[] {
  const ports: PortItem[] = [];
  for (const [index, item] of itemsOf(tree).entries()) {
    const node = deref(item);
    if (node?.tag === '!reset') continue;
    const unset = collectUnset(node, environment);
    if (node?.kind === 'map') {
      const mode =
        readText(fieldsOf(node).get('mode')?.value, environment) === 'host' ? { mode: 'host' as const } : {};
      const reading = parseLongPort(node, environment);
      ports.push({ index, form: 'long', raw: rawOf(node), ...mode, unset, ...reading });
      continue;
    }
    const raw = scalarText(node) ?? '';
    ports.push({ index, form: 'short', raw, unset, ...readShort(node, raw, environment) });
  }
  return ports;
}

function readShort(node: Tree | null, raw: string, environment: ReadonlyMap<string, string>) {
  if (node?.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') {
    return { bindings: [], problem: 'it is neither a number, a text nor a map' };
  }
  const number = node.quoted ? null : plainNumber(raw);
  if (number !== null) {
    if (number.whole) return parseShortPort(number.text);
    return { bindings: [], problem: `'${raw}' is not a whole number` };
  }
  const { text, problem } = interpolate(raw, environment);
  return problem === null ? parseShortPort(text) : { bindings: [], problem };
}

/** A long item in the words of the short syntax, as nothing else of it is one text. */
function rawOf(tree: MapTree): string {
  const fields = fieldsOf(tree);
  const textOf = (key: string) => scalarText(fields.get(key)?.value) ?? '';
  const host = textOf('published');
  const ip = textOf('host_ip');
  const protocol = textOf('protocol');
  const left = ip === '' ? (host === '' ? '' : `${host}:`) : `${ip.includes(':') ? `[${ip}]` : ip}:${host}:`;
  return `${left}${textOf('target')}${protocol === '' ? '' : `/${protocol}`}`;
}

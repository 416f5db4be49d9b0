// P2, P5, P8, as not certain: capabilities, host paths and devices that a variable without a value names may be any.

import { oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import { childOf, itemsOf, scalarText, type Tree } from '../../yaml/tree.ts';
import type { Escape } from './escape.ts';

const keys = [
  { key: 'cap_add', rule: 'P5', verb: 'is given the capability' },
  { key: 'volumes', rule: 'P8', verb: 'mounts' },
  { key: 'devices', rule: 'P8', verb: 'uses the device' },
] as const;

/** One for each item whose capability, host path or device depends on a variable without a value, in file order. */
export const unsetEscapes = oncePer((service: Service): readonly Escape[] => {
  if (service.unset.length === 0) return [];
  const found: Escape[] = [];
  for (const { key, rule, verb } of keys) {
    itemsOf(childOf(service.tree, key)).forEach((item, index) => {
      const text = hostSide(item);
      if (!namesOneOf(text, service.unset)) return;
      const at = ['services', service.name, key, index];
      found.push({ rule, grade: 'host', certain: false, text: `${verb} ${text}, which is not set`, at });
    });
  }
  return found;
});

/** What an item names of the host or the kernel: a short volume or device before its colon, a long one by its source. */
function hostSide(item: Tree): string {
  const short = scalarText(item);
  if (short === null) return scalarText(childOf(item, 'source')) ?? '';
  // Colons inside `${...}` separate nothing.
  const [first = ''] = short.replace(/\$\{[^}]*\}/g, (text) => text.replaceAll(':', '\0')).split(':');
  return first.replaceAll('\0', ':');
}

function namesOneOf(text: string, variables: readonly string[]): boolean {
  if (!text.includes('$')) return false;
  return variables.some((name) => new RegExp(`\\$\\{?${name}(?![A-Za-z0-9_])`).test(text));
}

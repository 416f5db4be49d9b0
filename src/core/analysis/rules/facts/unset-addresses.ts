// Host addresses of published ports that depend on a variable without a value. Splits as Compose does: after interpolation, so
// that nothing is known from a variable which may hold an address and a port together.

import type { PortItem, Service } from '../../../compose/topology.ts';
import { childOf, itemsOf, scalarText } from '../../../yaml/tree.ts';

const plainVariable = /^\$(?:\{(\w+)\}|(\w+))$/;

/** The variable that alone makes up the host address of an item and has no value; null where there is none. */
export function unsetAddress({ tree }: Service, item: PortItem): string | null {
  if (item.unset.length === 0) return null;
  const written = item.form === 'long' ? longAddress(tree, item.index) : shortAddress(item.raw);
  const match = plainVariable.exec(written);
  const variable = match?.[1] ?? match?.[2];
  return variable !== undefined && item.unset.includes(variable) ? variable : null;
}

function longAddress(tree: Service['tree'], index: number): string {
  return scalarText(childOf(itemsOf(childOf(tree, 'ports'))[index], 'host_ip')) ?? '';
}

/** What stands before the host port; colons inside `${…}` separate nothing. */
function shortAddress(raw: string): string {
  const parts = raw.replace(/\$\{[^}]*\}/g, (text) => text.replaceAll(':', '\0')).split(':');
  return parts.length === 3 ? (parts[0] ?? '').replaceAll('\0', ':') : '';
}

/** Whether CN103 reports the item of `ports` at `index` already. */
export function dependsOnUnset(service: Service, index: number): boolean {
  const item = service.ports.find((one) => one.index === index);
  return item !== undefined && unsetAddress(service, item) !== null;
}

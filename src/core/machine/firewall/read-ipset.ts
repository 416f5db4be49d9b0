// The sets that `ipset save` prints.

import type { Family } from '../../reach/reach-model.ts';
import { type AddressRange, parseAddress, parseRange } from './addresses.ts';
import type { PortRange } from './ruleset.ts';

/** A set by name: its elements; null where its type or an element is not understood. */
export type IpSets = ReadonlyMap<string, IpSet>;

export interface IpSet {
  readonly family: Family;
  readonly addresses: readonly AddressRange[] | null;
  /** Of a `bitmap:port`. */
  readonly ports: readonly PortRange[] | null;
}

interface Draft {
  readonly family: Family;
  readonly type: string;
  readonly elements: string[];
}

/** Reads what `ipset save` printed. */
export function readIpSets(text: string): IpSets {
  const drafts = new Map<string, Draft>();
  for (const line of text.split('\n')) {
    const [command, name, type, ...rest] = line.trim().split(/\s+/);
    if (name === undefined || type === undefined) continue;
    if (command === 'create') {
      const family = rest[rest.indexOf('family') + 1] === 'inet6' ? 'ipv6' : 'ipv4';
      drafts.set(name, { family, type, elements: [] });
    }
    if (command === 'add') drafts.get(name)?.elements.push(rest.includes('nomatch') ? '!' : type);
  }
  return new Map([...drafts].map(([name, draft]) => [name, setOf(draft, drafts)]));
}

function setOf({ family, type, elements }: Draft, all: ReadonlyMap<string, Draft>): IpSet {
  switch (type) {
    case 'hash:ip':
    case 'hash:net':
    case 'bitmap:ip':
      return {
        family,
        addresses: everyOne(elements.map((element) => rangeOf(element, family))),
        ports: null,
      };
    case 'bitmap:port':
      return { family, addresses: null, ports: everyOne(elements.map(portsOf)) };
    case 'list:set': {
      const parts = elements.map((name) => {
        const part = all.get(name);
        return part && part.type !== 'list:set' ? setOf(part, all).addresses : null;
      });
      const known = everyOne(parts);
      return { family, addresses: known?.flat() ?? null, ports: null };
    }
    default:
      return { family, addresses: null, ports: null };
  }
}

function everyOne<T>(list: readonly (T | null)[]): readonly T[] | null {
  const known = list.filter((one) => one !== null);
  return known.length === list.length ? known : null;
}

function rangeOf(text: string, family: Family): AddressRange | null {
  const [from = '', to] = text.split('-');
  if (to === undefined) return parseRange(from, family);
  const [first, last] = [parseAddress(from, family), parseAddress(to, family)];
  return first === null || last === null ? null : { first, last };
}

function portsOf(text: string): PortRange | null {
  const found = /^(\d+)(?:-(\d+))?$/.exec(text);
  return found ? { first: Number(found[1]), last: Number(found[2] ?? found[1]) } : null;
}

// The sets that `ipset save` prints.

import type { Family } from '../../reach/reach-model.ts';
import { type AddressRange, parseAddress, parseRange } from './addresses.ts';
import { type PortRange, portRangeOf } from './ruleset.ts';

/** The ipsets of a machine, each parsed when it is first asked for. */
export interface IpSets {
  /** Returns a set by name; undefined when there is none. */
  readonly get: (name: string) => IpSet | undefined;
  /** The lines that cannot be parsed, by number; their effect on any set is unknown. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
}

/** The elements of an ipset; null when its type or one of its elements is not understood. */
export interface IpSet {
  readonly family: Family;
  readonly addresses: readonly AddressRange[] | null;
  /** The ports of a `bitmap:port` set. */
  readonly ports: readonly PortRange[] | null;
}

interface Draft {
  readonly family: Family;
  readonly type: string;
  readonly elements: Set<string>;
}

/** The total number of elements that nested sets may contribute; elements beyond it are unknown. */
const maxNestedElements = 500_000;

/** Parses the output of `ipset save`. */
export function readIpSets(text: string): IpSets {
  const drafts = new Map<string, Draft>();
  const unread: { line: number; text: string }[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const [command, name, type, ...rest] = line.split(/\s+/);
    const known = name === undefined ? undefined : drafts.get(name);
    if (command === 'create' && name !== undefined && type !== undefined && !known) {
      const family = rest[rest.indexOf('family') + 1] === 'inet6' ? 'ipv6' : 'ipv4';
      drafts.set(name, { family, type, elements: new Set() });
    } else if (command === 'add' && known && type !== undefined)
      known.elements.add(rest.includes('nomatch') ? '!' : type);
    else unread.push({ line: index + 1, text: line });
  });
  const sets = new Map<string, IpSet>();
  let listed = 0;
  const get = (name: string): IpSet | undefined => {
    const draft = drafts.get(name);
    if (!draft) return undefined;
    const known = sets.get(name) ?? (unread.length > 0 ? unknownSet(draft) : made(draft));
    sets.set(name, known);
    return known;
  };
  const made = (draft: Draft): IpSet =>
    draft.type === 'list:set' ? { ...unknownSet(draft), addresses: listOf(draft) } : setOf(draft);
  const listOf = ({ elements }: Draft): readonly AddressRange[] | null => {
    const parts: (readonly AddressRange[])[] = [];
    for (const name of elements) {
      const part = drafts.get(name)?.type === 'list:set' ? undefined : get(name);
      if (!part?.addresses) return null;
      parts.push(part.addresses);
    }
    const [first = [], ...more] = parts;
    if (more.length === 0) return first;
    listed += parts.reduce((sum, part) => sum + part.length, 0);
    return listed > maxNestedElements ? null : parts.flat();
  };
  return { get, unread };
}

function unknownSet({ family }: Draft): IpSet {
  return { family, addresses: null, ports: null };
}

function setOf({ family, type, elements }: Draft): IpSet {
  switch (type) {
    case 'hash:ip':
    case 'hash:net':
    case 'bitmap:ip':
      return {
        family,
        addresses: allOrNull([...elements].map((element) => rangeOf(element, family))),
        ports: null,
      };
    case 'bitmap:port':
      return { family, addresses: null, ports: allOrNull([...elements].map(portsOf)) };
    default:
      return { family, addresses: null, ports: null };
  }
}

function allOrNull<T>(list: readonly (T | null)[]): readonly T[] | null {
  const known = list.filter((one) => one !== null);
  return known.length === list.length ? known : null;
}

function rangeOf(text: string, family: Family): AddressRange | null {
  const [from = '', to] = text.split('-');
  if (to === undefined) return parseRange(from, family);
  const [first, last] = [parseAddress(from, family), parseAddress(to, family)];
  return first === null || last === null || first > last ? null : { first, last };
}

function portsOf(text: string): PortRange | null {
  const found = /^(\d+)(?:-(\d+))?$/.exec(text);
  return found ? portRangeOf(Number(found[1]), Number(found[2] ?? found[1])) : null;
}

// What rules change: reach before and after them, pair by pair, by the evaluator of `core/machine`.

import type { Tri } from '../compose/topology.ts';
import { outboundReach, portReach, reachedFromLan } from '../reach/degrees.ts';
import { hostPlace, internetPlace, lanPlace } from '../reach/places.ts';
import { allFamilies, type Family, type Reach } from '../reach/reach-model.ts';

/**
 * A connection that exists on one side of the comparison only. `from` and `to` are services, `host`, `lan` or `internet`; `at` is its
 * target: the container's `address`, a published `port` of the host, or the address of an own `gateway`.
 */
export interface Change {
  readonly from: string;
  readonly to: string;
  readonly at: 'address' | 'port' | 'gateway';
  readonly port: string;
  readonly families: readonly Family[];
}

export interface Proof {
  readonly opens: readonly Change[];
  readonly closes: readonly Change[];
  /** The connections that were known before and are unknown with the rules. */
  readonly unknown: readonly Change[];
}

type Facts = ReadonlyMap<string, { readonly change: Omit<Change, 'families'>; readonly value: Tri }>;

const words: ReadonlyMap<string, string> = new Map([
  [hostPlace, 'host'],
  [lanPlace, 'lan'],
  [internetPlace, 'internet'],
]);

/** Compares two reaches of the same services. */
export function proofOf(before: Reach, after: Reach): Proof {
  const found = new Map<
    string,
    { change: Omit<Change, 'families'>; kind: keyof Proof; families: Family[] }
  >();
  for (const family of allFamilies) {
    const [was, is] = [factsIn(before, family), factsIn(after, family)];
    for (const [key, { change, value }] of is) {
      const old = was.get(key)?.value ?? false;
      if (old === value) continue;
      const kind =
        value === false ? 'closes' : old === false ? 'opens' : value === 'unknown' ? 'unknown' : null;
      if (kind === null) continue;
      const known = found.get(`${kind} ${key}`) ?? { change, kind, families: [] };
      known.families.push(family);
      found.set(`${kind} ${key}`, known);
    }
  }
  const list = (wanted: keyof Proof): readonly Change[] =>
    [...found.values()]
      .filter(({ kind }) => kind === wanted)
      .map(({ change, families }) => ({ ...change, families }));
  return { opens: list('opens'), closes: list('closes'), unknown: list('unknown') };
}

/** Returns every fact of one family, keyed by the connection that it describes. */
function factsIn(reach: Reach, family: Family): Facts {
  const facts = new Map<string, { change: Omit<Change, 'families'>; value: Tri }>();
  const add = (from: string, to: string, at: Change['at'], port: string, value: Tri): void => {
    const change = { from: words.get(from) ?? from, to: words.get(to) ?? to, at, port };
    facts.set(JSON.stringify(change), { change, value });
  };
  const of = reach.family(family);
  for (const name of reach.services) {
    const ownFacts = of.facts(name);
    const out = outboundReach(ownFacts);
    add(name, internetPlace, 'address', '', out.internet);
    add(name, lanPlace, 'address', '', out.lan);
    add(name, hostPlace, 'address', '', out.host);
    add(hostPlace, name, 'address', '', ownFacts.fromHost);
    add(lanPlace, name, 'address', '', reachedFromLan(ownFacts));
    for (const port of ownFacts.published) {
      const address = port.hostIp.includes(':') ? `[${port.hostIp}]` : port.hostIp;
      const text = `${address}:${port.hostPort || '*'}/${port.protocol}`;
      const answers = portReach(port);
      add(internetPlace, name, 'port', text, answers.internet);
      add(lanPlace, name, 'port', text, answers.lan);
      add(hostPlace, name, 'port', text, answers.host);
    }
    for (const other of reach.services) {
      if (other === name) continue;
      add(name, other, 'address', '', of.direct(name, other));
      add(name, other, 'port', '', of.viaHost(name, other));
      add(name, other, 'gateway', '', of.viaGateway(name, other));
    }
  }
  return facts;
}

/** Returns a change as one line, such as `internet -> web at 0.0.0.0:8080/tcp`. */
export function changeText({ from, to, at, port, families }: Change): string {
  const where =
    at === 'gateway'
      ? ' at its own gateway'
      : at === 'port'
        ? port === ''
          ? ' through a published port'
          : ` at ${port}`
        : '';
  const [only, ...more] = families;
  return `${from} -> ${to}${where}${only === undefined || more.length > 0 ? '' : ` (${only === 'ipv4' ? 'IPv4' : 'IPv6'})`}`;
}

// How far the services of a project are isolated, as a few facts that can be counted over many projects. Each is asked only of projects of which it
// can be asked: whether data is published, of those that keep data.

import type { Tri } from '../compose/topology.ts';
import type { Analysis } from '../rules/analyze.ts';
import { gateOf } from './gates.ts';

export const isolationFacts = ['flat', 'deadPorts', 'publishedData', 'bypassed', 'guardRounded'] as const;
export type IsolationFact = (typeof isolationFacts)[number];

/** The isolation facts of a project; null for a fact that does not apply to it. */
export interface Isolation extends Readonly<Record<IsolationFact, Tri | null>> {
  /** The number of active services. */
  readonly services: number;
}

/** The question behind each fact, and the projects that it applies to, in words. */
export const isolationTexts: {
  readonly [fact in IsolationFact]: { readonly what: string; readonly of: string };
} = {
  flat: {
    what: 'every service reaches every other at its own address',
    of: 'stacks of two services and more',
  },
  deadPorts: { what: 'nothing answers at a published port', of: 'stacks that publish ports' },
  publishedData: { what: 'a data store answers the outside', of: 'stacks with a data store' },
  bypassed: {
    what: 'services that share no network reach each other through a published port',
    of: 'stacks with services that share no network',
  },
  guardRounded: { what: 'a login can be bypassed from outside', of: 'stacks with a login in a proxy' },
};

/** Returns the isolation facts of one project. */
export function isolationOf(analysis: Analysis): Isolation {
  const { reach } = analysis;
  const flat = isFlat(analysis);
  return {
    services: reach.services.length,
    flat,
    deadPorts: hasDeadPort(analysis),
    publishedData: publishesData(analysis),
    bypassed: flat === null || flat === true ? null : hasHostBypass(analysis),
    guardRounded: hasBypassedLogin(analysis),
  };
}

/** Returns whether at least one value holds, certainly or possibly. */
function anyHolds(values: Iterable<Tri>): Tri {
  let found: Tri = false;
  for (const value of values) {
    if (value === true) return true;
    if (value === 'unknown') found = value;
  }
  return found;
}

function isFlat({ reach }: Analysis): Tri | null {
  const { services } = reach;
  if (services.length < 2) return null;
  const apart = anyHolds(pairs(services, (from, to) => not(reach.direct(from, to))));
  return not(apart);
}

function not(value: Tri): Tri {
  return value === 'unknown' ? value : !value;
}

function* pairs(services: readonly string[], ask: (from: string, to: string) => Tri): Generator<Tri> {
  for (const from of services) for (const to of services) if (from !== to) yield ask(from, to);
}

function hasDeadPort({ reach }: Analysis): Tri | null {
  const ports = [...reach.facts.values()].flatMap(({ published, unreadPorts }) => [
    ...published.map(({ reachableFrom }) => reachableFrom),
    ...unreadPorts.map(({ reachableFrom }) => reachableFrom),
  ]);
  if (ports.length === 0) return null;
  return anyHolds(ports.map((from): Tri => (from === 'unknown' ? from : from === 'nowhere')));
}

function publishesData({ reach, tiers }: Analysis): Tri | null {
  const data = reach.services.filter((name) => tiers.of(name) === 'data');
  if (data.length === 0) return null;
  return anyHolds(data.map((name) => reach.facts.get(name)?.fromOutside ?? false));
}

/** Returns whether a port published on the host leads where no network does. */
function hasHostBypass({ reach }: Analysis): Tri {
  const { services } = reach;
  return anyHolds(
    pairs(services, (from, to) => {
      const direct = reach.direct(from, to);
      return direct === true ? false : direct === 'unknown' ? 'unknown' : reach.viaHost(from, to);
    }),
  );
}

function hasBypassedLogin({ reach, ways }: Analysis): Tri | null {
  if (ways === null) return null;
  const gates = reach.services.flatMap((name) => gateOf(ways, name) ?? []);
  const guarded = gates.filter(({ logins }) => logins.length > 0);
  return guarded.length === 0 ? null : guarded.some(({ bypasses }) => bypasses.length > 0);
}

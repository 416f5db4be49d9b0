// Who gets in to the services of a fleet: the whole way from the Internet over machines, and the ports that lead past a login.

import { memoize } from '../../compose/memoize.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { bypassesOfName, publishedBypasses } from '../../fleet/ways-in/published-bypasses.ts';
import { splitHostName } from '../../host/host.ts';
import { type Gates, type GateTone, gateThrough, gateTone, isGateShown } from '../../summary/gates.ts';
import { type BandGate, weakestFirst } from '../stack-band.ts';
import type { FleetPicture } from './fleet-picture.ts';

/** The gates of all services of a fleet, by `MACHINE/STACK/SERVICE`. */
export const fleetGates = memoize((facts: FleetFacts): Gates => {
  const all = facts.ways.all();
  const unread = [...facts.ways.machines()].flatMap(([machine, ways]) =>
    ways.unread.map(({ because }) => `${machine}: ${because}`),
  );
  return {
    of(service) {
      const into = all.into.get(service) ?? [];
      return gateThrough(all, service, into, (ways) =>
        ways.flatMap((way) => bypassesOfName(facts.ways, way, ways)),
      );
    },
    unread: [...new Set(unread)],
  };
});

/** A way from the Internet over machines, as the map draws it. */
export interface DrawnWay {
  /** The router whose forward it begins at; null where a machine itself answers. */
  readonly router: string | null;
  /** The machines on the way, in order. */
  readonly machines: readonly string[];
  readonly tone: GateTone;
  readonly words: string;
}

/** An address of a machine, by its network, at which a port answers past a login. */
export interface DrawnBypass {
  readonly machine: string;
  readonly network: string;
  readonly services: readonly string[];
}

/** What the map draws of who gets in. */
export interface DrawnWays {
  readonly ways: readonly DrawnWay[];
  readonly bypasses: readonly DrawnBypass[];
}

/** The ways from the Internet over machines, and the bypasses of their logins. */
export const drawnWays = memoize((facts: FleetFacts): DrawnWays => {
  const gates = fleetGates(facts);
  const ways = new Map<string, { readonly way: DrawnWay; readonly services: string[] }>();
  const bypasses = new Map<
    string,
    { readonly machine: string; readonly network: string; readonly services: Set<string> }
  >();
  for (const [service, into] of facts.ways.all().into) {
    const gate = gates.of(service);
    if (gate === null) continue;
    const tone = gateTone(gate);
    for (const way of into) {
      for (const { port, at } of publishedBypasses(facts.ways, way))
        for (const { network, forward } of at) {
          if (forward !== null) continue;
          const key = JSON.stringify([port.machine, network]);
          const known = bypasses.get(key) ?? { machine: port.machine, network, services: new Set<string>() };
          known.services.add(service);
          bypasses.set(key, known);
        }
      if (way.zone !== 'outside' && way.zone !== 'internet') continue;
      const router = way.router ?? null;
      const machines = way.machines ?? [splitHostName(service).stack];
      const key = JSON.stringify([router, machines, tone]);
      const known = ways.get(key) ?? { way: { router, machines, tone, words: '' }, services: [] };
      if (!known.services.includes(service)) known.services.push(service);
      ways.set(key, known);
    }
  }
  return {
    ways: [...ways.values()].map(({ way, services }) => ({
      ...way,
      words: `${['the Internet', ...(way.router === null ? [] : [way.router]), ...way.machines].join(' → ')}: ${services.join(', ')}`,
    })),
    bypasses: [...bypasses.values()].map(({ services, ...bypass }) => ({
      ...bypass,
      services: [...services],
    })),
  };
});

/** The map of a fleet with the gates of its services on the bands of their machines. */
export const gatedPicture = memoize((picture: FleetPicture): FleetPicture => {
  const gates = fleetGates(picture.facts);
  return {
    ...picture,
    bands: picture.bands.map((band) => ({ ...band, gates: gatesOf(band.stack, band.services, gates) })),
  };
});

function gatesOf(machine: string, services: readonly string[], gates: Gates): readonly BandGate[] {
  return services
    .flatMap((service): readonly BandGate[] => {
      const gate = gates.of(`${machine}/${service}`);
      return gate === null || !isGateShown(gate) ? [] : [{ service, gate, tone: gateTone(gate) }];
    })
    .sort((a, b) => weakestFirst.indexOf(a.tone) - weakestFirst.indexOf(b.tone));
}

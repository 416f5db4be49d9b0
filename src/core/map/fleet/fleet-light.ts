// Who reaches whom across machines, seen from what a person points at on the map of a fleet, with the addresses by which.

import type { Steps } from '../../compose/steps.ts';
import { nameOn } from '../../fleet/at-machine.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { isAskedAt, placeText } from '../../fleet/reach/fleet-port.ts';
import type { FleetReach, FleetWay } from '../../fleet/reach/fleet-reach.ts';
import type { HostTarget } from '../host-view.ts';
import { type BandLight, type MapLight, someNames } from '../map-light.ts';

/** The most addresses in words; more are counted. */
const mostAddresses = 2;
/** The number of services up to which each asker is asked by itself: only then all ports of a fleet need not be asked first. */
const fewTargets = 4;

/** Returns who reaches the target from other machines, and whom it reaches there. */
export function fleetLight(facts: FleetFacts, target: HostTarget): MapLight {
  switch (target.type) {
    case 'rail':
      return lineLight(facts, target.network);
    case 'router':
    case 'forward':
      return routerLight(facts, target.router, target.type === 'forward' ? target.index : null);
    case 'stack':
      return sidesLight(facts, [target.stack], askersOn(facts, target.stack), null);
    case 'station':
      return sidesLight(facts, [target.stack], askersOn(facts, target.stack), target.network);
    case 'services':
      return sidesLight(
        facts,
        target.names.map((name) => name.split('/')[0] ?? ''),
        target.names,
        null,
      );
  }
}

/** Returns the names of a machine and of all its services. */
function askersOn({ fleet }: FleetFacts, machine: string): readonly string[] {
  const services = fleet.machines.get(machine)?.facts?.reach.services ?? [];
  return [machine, ...services.map((name) => nameOn({ name: machine }, name))];
}

/** The ties of a machine to the target while they are gathered. */
interface Draft {
  readonly callers: Set<string>;
  readonly maybe: Set<string>;
  readonly called: Set<string>;
  readonly asks: Set<string>;
  readonly answersAt: Set<string>;
}

/** Returns the ties to services and machines by name; those over one network alone where it is not null. */
function sidesLight(
  facts: FleetFacts,
  own: readonly string[],
  names: readonly string[],
  network: string | null,
): MapLight {
  const { fleet, reach } = facts;
  const targets = names.filter((name) => reach.portsOf(name).length > 0);
  const asking = [...byReached(reach, names).keys()];
  const stacks = new Map<string, BandLight>();
  const networks = new Set<string>();
  const counts = ({ place }: FleetWay): boolean => {
    if (network !== null && place.network !== network) return false;
    networks.add(place.network);
    return true;
  };
  for (const machine of fleet.machines.keys()) {
    if (own.includes(machine)) continue;
    const draft: Draft = {
      callers: new Set(),
      maybe: new Set(),
      called: new Set(),
      asks: new Set(),
      answersAt: new Set(),
    };
    const short = (name: string): string => (name === machine ? machine : name.slice(machine.length + 1));
    const askers = askersOn(facts, machine);
    const callers =
      targets.length > fewTargets ? byReached(reach, askers) : askers.map((name) => [name, [name]] as const);
    for (const [from, alike] of targets.length === 0 ? [] : callers)
      for (const to of targets) {
        const at = reach.pair(from, to)?.at.filter(counts) ?? [];
        const sure = at.filter(({ answer }) => answer === true);
        for (const { place } of sure) draft.asks.add(placeText(place));
        const list = sure.length > 0 ? draft.callers : draft.maybe;
        if (at.length > 0) for (const name of alike) list.add(short(name));
      }
    for (const from of asking)
      for (const [to, { at }] of reach.reachedFrom(from)) {
        if (!to.startsWith(`${machine}/`)) continue;
        const sure = at.filter((way) => way.answer === true && counts(way));
        if (sure.length > 0) draft.called.add(short(to));
        for (const { place } of sure) draft.answersAt.add(placeText(place));
      }
    const light = bandLightOf(draft);
    if (light !== null) stacks.set(machine, light);
  }
  return {
    services: new Set(names.filter((name) => name.includes('/'))),
    own: new Set(own),
    stacks,
    networks: network === null ? networks : new Set([network]),
  };
}

/** Works out in short steps what a light on a whole machine needs. */
export function* lightSteps(facts: FleetFacts): Steps<void> {
  for (const machine of facts.fleet.machines.keys())
    for (const name of askersOn(facts, machine)) {
      void facts.reach.reachedFrom(name);
      yield;
    }
}

/** Returns askers by one of those that reach the same services of other machines. */
function byReached(reach: FleetReach, askers: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const firsts = new Map<unknown, string>();
  const groups = new Map<string, string[]>();
  for (const name of askers) {
    const reached = reach.reachedFrom(name);
    const first = firsts.get(reached) ?? name;
    firsts.set(reached, first);
    groups.set(first, [...(groups.get(first) ?? []), name]);
  }
  return groups;
}

function bandLightOf({ callers, maybe, called, asks, answersAt }: Draft): BandLight | null {
  if (callers.size + maybe.size + called.size === 0) return null;
  const unsure = [...maybe].filter((name) => !callers.has(name));
  const words = [
    ...(callers.size > 0
      ? [
          `${someNames([...callers])} ${callers.size === 1 ? 'reaches' : 'reach'} it at ${addressesText(asks)}`,
        ]
      : []),
    ...(unsure.length > 0 ? [`${someNames(unsure)} may reach it`] : []),
    ...(called.size > 0 ? [`it reaches ${someNames([...called])} at ${addressesText(answersAt)}`] : []),
  ].join(' · ');
  return {
    ...{ callers: [...callers], overHost: [], maybe: unsure, called: [...called] },
    ...{ words, asks: [...asks], answersAt: [...answersAt] },
  };
}

function addressesText(addresses: ReadonlySet<string>): string {
  const shown = [...addresses].slice(0, mostAddresses).join(', ');
  return addresses.size > mostAddresses ? `${shown} +${addresses.size - mostAddresses}` : shown;
}

function lineLight({ fleet }: FleetFacts, network: string): MapLight {
  const members = [...fleet.machines].filter(([, { stated }]) => stated.addresses.has(network));
  return {
    services: new Set(),
    own: new Set(members.map(([name]) => name)),
    stacks: new Map(),
    networks: new Set([network]),
  };
}

/** Returns the machines that the forwards of a router lead to, or the one of a single forward, with the services that publish the ports. */
function routerLight({ fleet, reach }: FleetFacts, name: string, index: number | null): MapLight {
  const router = fleet.file.routers?.get(name);
  const forwards = (router?.forwards ?? []).filter((_, at) => index === null || at === index);
  const stacks = new Map<string, BandLight>();
  const services = new Set<string>();
  for (const { port, protocol, to, toPort } of forwards) {
    const behind = reach.ports.filter(
      (published) =>
        published.machine === to && published.protocol === protocol && isAskedAt(published, toPort),
    );
    for (const { service } of behind) services.add(service);
    const called = behind.map(({ service }) => service.slice(to.length + 1));
    const before = stacks.get(to);
    const words = `${port}/${protocol} goes to ${toPort}${called.length === 0 ? '' : `, ${someNames(called)}`}`;
    stacks.set(to, {
      ...{ callers: [], overHost: [], maybe: [], asks: [], answersAt: [] },
      called: [...(before?.called ?? []), ...called],
      words: before === undefined ? words : `${before.words} · ${words}`,
    });
  }
  return { services, own: new Set([name]), stacks, networks: new Set(router?.addresses.keys() ?? []) };
}

// `reach --fleet` as JSON (`core/contracts/fleet-reach.ts`): each machine's services as with `--host`, and the pairs across machines.

import { memoize } from '../../compose/memoize.ts';
import type { MachineOfFleet, NetworkOfFleet, PairAcross } from '../../contracts/fleet-reach.ts';
import { nameOn } from '../../fleet/at-machine.ts';
import type { FleetMachine } from '../../fleet/fleet.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import type { FleetReach, FleetWay, ReachedServices } from '../../fleet/reach/fleet-reach.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { allFamilies, type Published } from '../../reach/reach-model.ts';
import { type HostReachJsonOptions, hostServiceJson, networksOfHost } from '../host/host-reach.ts';
import { stacksJson } from '../host/stacks-json.ts';
import { hostNamesJson } from '../reach/reach-json.ts';

export interface FleetReachJsonOptions
  extends Omit<HostReachJsonOptions, 'ways' | 'nameOf' | 'portMembers' | 'pairsBeyond'> {
  /** Returns the ways into each service of a machine, as members without braces. */
  readonly waysOf: (machine: HostFacts) => (service: string) => string;
}

/** Yields `reach --fleet --format json`, version 1, as one JSON text with a piece for each service. */
export function* fleetReachJson(
  { fleet, reach }: FleetFacts,
  options: FleetReachJsonOptions,
): Generator<string, void, undefined> {
  const machines = [...fleet.machines].map(([name, machine]) => [name, machineJson(machine, options)]);
  yield `{"version":1,"fleet":true,"machines":${JSON.stringify(Object.fromEntries(machines))},\n`;
  yield `"networks":${JSON.stringify(networksJson(reach))},\n"services":{`;
  let separator = '';
  for (const [name, { facts }] of fleet.machines) {
    if (!facts) continue;
    const nameOf = (service: string): string => nameOn({ name }, service);
    const ofMachine: HostReachJsonOptions = {
      ...options,
      nameOf,
      ways: options.waysOf(facts),
      portMembers: (port) => ({ from: answersFrom(reach, nameOf(port.service), port) }),
      pairsBeyond: (service) => pairsText(reach.reachedFrom(nameOf(service))),
    };
    for (const service of facts.reach.facts.keys()) {
      yield separator;
      yield* hostServiceJson(facts, service, ofMachine);
      separator = ',';
    }
  }
  yield `}${hostNamesJson(options)}}\n`;
}

function machineJson(
  { stated, facts, machine, live }: FleetMachine,
  { families }: FleetReachJsonOptions,
): MachineOfFleet {
  const addresses = [...stated.addresses].map(([network, own]) => [network, own.map(({ text }) => text)]);
  const known = facts && {
    engine: facts.reach.options.engine.text,
    stacks: stacksJson(facts, {
      addressFamilies: families === true ? allFamilies : facts.reach.addressFamilies,
    }),
    networks: Object.fromEntries(networksOfHost(facts.joined)),
  };
  return {
    addresses: Object.fromEntries(addresses),
    engine: known?.engine ?? null,
    record: machine !== null,
    ...(live && { live: { ...live, readAt: new Date(live.readAt).toISOString() } }),
    stacks: known?.stacks ?? {},
    networks: known?.networks ?? {},
  };
}

function networksJson({ connector: { map } }: FleetReach): { readonly [network: string]: NetworkOfFleet } {
  return Object.fromEntries(
    [...map.networks.values()].map(({ name, kind, subnets }): [string, NetworkOfFleet] => [
      name,
      {
        kind,
        subnets: subnets.map(({ text }) => text),
        machines: [...map.machines.values()]
          .filter(({ links }) => links.some(({ network }) => network === name))
          .map((node) => node.name),
      },
    ]),
  );
}

/** Returns whether a published port answers each network of the fleet. */
function answersFrom(reach: FleetReach, service: string, published: Published) {
  const port = reach
    .portsOf(service)
    .find(
      ({ index, hostPort, containerPort }) =>
        index === published.index &&
        hostPort === published.hostPort &&
        containerPort === published.containerPort,
    );
  return Object.fromEntries(
    [...reach.connector.map.networks.keys()].map((network) => [
      network,
      port ? reach.answersNetwork(port, network) : false,
    ]),
  );
}

/** Returns the pairs with services of other machines, without braces; askers that reach the same share one text. */
const pairsText = memoize((reached: ReachedServices): string =>
  [...reached]
    .map(([to, { viaMachine, at }]) => {
      const pair: PairAcross = { viaMachine, at: at.flatMap(wayJson) };
      return `${JSON.stringify(to)}:${JSON.stringify(pair)}`;
    })
    .join(','),
);

function wayJson({ place: { address, port, protocol }, answer, seen }: FleetWay): PairAcross['at'] {
  return answer === false ? [] : [{ address: address.text, port, protocol, answer, seen }];
}

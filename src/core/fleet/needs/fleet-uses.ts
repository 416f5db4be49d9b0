// The connections across machines that something stated in files uses: needs of services, upstreams of proxies, forwards of routers.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import { either } from '../../reach/rows/tri.ts';
import type { ConnectAnswer } from '../answer.ts';
import type { Connector } from '../connect.ts';
import type { FleetAddress } from '../fleet-address.ts';
import type { Protocol } from '../fleet-entries.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import { placeText } from '../reach/fleet-port.ts';
import { addressesNamed } from '../ways-in/other-machines.ts';
import { fleetNeeds } from './fleet-needs.ts';
import { forwardEnd } from './forward-end.ts';

/** A connection across machines that something uses. */
export interface FleetUse {
  /** The asker: `MACHINE/STACK/SERVICE`, or the router of a forward. */
  readonly from: string;
  /** The machine that is asked. */
  readonly machine: string;
  /** Who answers there, as far as that is known: a service, or the machine. */
  readonly to: string;
  /** The addresses of the machine at one of which it is asked. */
  readonly addresses: readonly FleetAddress[];
  readonly port: number;
  readonly protocol: Protocol;
  /** The place in words, of a forward its port. */
  readonly at: string;
  readonly isForward: boolean;
  readonly answer: Tri;
}

/** Returns the connections that services, proxies and routers use across machines, each once, whether answered or not. */
export const fleetUses = memoize((facts: FleetFacts): readonly FleetUse[] => {
  const found = new Map<string, FleetUse>();
  for (const use of [...ofServices(facts), ...ofProxies(facts), ...ofRouters(facts)])
    if (!found.has(keyOf(use))) found.set(keyOf(use), use);
  return [...found.values()];
});

function keyOf({ from, machine, port, at }: FleetUse): string {
  return JSON.stringify([from, machine, port, at]);
}

function ofServices(facts: FleetFacts): readonly FleetUse[] {
  const { fleet, connector } = facts;
  const protocol = 'tcp';
  return fleetNeeds(facts).flatMap(({ from, to, address, port }) => {
    if (port === null || !fleet.machines.has(to)) return [];
    const at = placeText({ address, port, protocol });
    const use = { from, machine: to, addresses: [address], port, protocol, at, isForward: false } as const;
    return [withAnswer(use, [connector.askAddress(from, { address, port, protocol })])];
  });
}

function ofProxies({ ways, connector }: FleetFacts): readonly FleetUse[] {
  const { into, nowhere } = ways.all();
  const routes = [...[...into.values()].flat(), ...nowhere];
  return routes.flatMap(({ far, through, machines = [] }): readonly FleetUse[] => {
    const [from, machine] = [through.at(-1), machines[1]];
    if (!far || from === undefined || machine === undefined) return [];
    const { host, port, protocol, by, answer } = far;
    const addresses = (addressesNamed(connector.map, host) ?? []).filter(
      (address) => connector.map.holderOf(address)?.node.name === machine,
    );
    const use = { from, machine, port, protocol, at: `${host}:${port}`, isForward: false, answer };
    return addresses.length === 0 ? [] : [{ ...use, addresses, to: by ?? machine }];
  });
}

function ofRouters({ connector, fleet }: FleetFacts): readonly FleetUse[] {
  return connector.map.routers.flatMap((router) =>
    router.router.forwards.flatMap((forward): readonly FleetUse[] => {
      const { to, toPort, port, protocol } = forward;
      if (!fleet.machines.get(to)?.facts) return [];
      const { targets: addresses, answers } = forwardEnd(connector, router, forward);
      const use = { from: router.name, machine: to, addresses, port: toPort, protocol, isForward: true };
      return [withAnswer({ ...use, at: `${port}/${protocol}` }, answers)];
    }),
  );
}

function withAnswer(use: Omit<FleetUse, 'to' | 'answer'>, answers: readonly ConnectAnswer[]): FleetUse {
  const answer = someAnswer(answers);
  return { ...use, answer, to: answers.find((one) => one.answer === answer)?.by ?? use.machine };
}

function someAnswer(answers: readonly { readonly answer: Tri }[]): Tri {
  return answers.map(({ answer }) => answer).reduce(either, false);
}

/** Returns the uses that may be met before a change of the asked machines, and are ruled out after it. */
export function closedUses(before: FleetFacts, after: FleetFacts): readonly FleetUse[] {
  return fleetUses(before).filter(({ answer, ...use }) => answer !== false && isClosed(after, use));
}

/** Returns the uses that a change cuts: they are closed, and the files still ask for them. */
export function cutUses(before: FleetFacts, after: FleetFacts): readonly FleetUse[] {
  const closed = closedUses(before, after);
  if (closed.length === 0) return closed;
  const stated = new Set(fleetUses(after).map(keyOf));
  return closed.filter((use) => stated.has(keyOf(use)));
}

function isClosed({ connector }: FleetFacts, use: Omit<FleetUse, 'answer'>): boolean {
  const { from, port, protocol, addresses, isForward } = use;
  const answers = isForward
    ? forwardAnswers(connector, use)
    : addresses.map((address) => connector.askAddress(from, { address, port, protocol }));
  return someAnswer(answers) === false;
}

/** Returns what the forward of a use meets; nothing where the router no longer has it. */
function forwardAnswers(
  connector: Connector,
  { from, at, machine, port }: Omit<FleetUse, 'answer'>,
): readonly ConnectAnswer[] {
  const routers = connector.map.routers.filter(({ name }) => name === from);
  return routers.flatMap((router) =>
    router.router.forwards
      .filter((one) => `${one.port}/${one.protocol}` === at && one.to === machine && one.toPort === port)
      .flatMap((forward) => forwardEnd(connector, router, forward).answers),
  );
}

/** Returns a closed use in words, without a full stop. */
export function closedUseText({ from, to, at, isForward }: FleetUse): string {
  return isForward
    ? `the forward of ${at} on ${from} no longer reaches ${to}`
    : `${from} no longer reaches ${to} at ${at}`;
}

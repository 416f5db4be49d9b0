// The connections across machines that something stated in files uses: needs of services, upstreams of proxies, forwards of routers.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import { either } from '../../reach/rows/tri.ts';
import type { SourceLocation, SourcePlace } from '../../ways-in/places.ts';
import { sourcePlaceOf } from '../../ways-in/ways-context.ts';
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
  /** A proxy passes requests on, a text of a service names the address, or a router forwards a port. */
  readonly kind: 'upstream' | 'mention' | 'forward';
  /** The asker: `MACHINE/STACK/SERVICE`, or the router of a forward. */
  readonly from: string;
  /** The machine that is asked; a router, where one has the address. */
  readonly machine: string;
  /** Who answers there, as far as that is known: a service, or the machine. */
  readonly to: string;
  /** The addresses at one of which it is asked. */
  readonly addresses: readonly FleetAddress[];
  /** The port; null where a text names none. */
  readonly port: number | null;
  readonly protocol: Protocol;
  /** The place in words, of a forward its port. */
  readonly at: string;
  /** The line that says so; null where none is known, and for a forward. */
  readonly declaredAt: SourcePlace | null;
  readonly answer: Tri;
}

/** Returns the connections that services, proxies and routers use across machines, each once, whether answered or not. */
export const fleetUses = memoize((facts: FleetFacts): readonly FleetUse[] => {
  const found = new Map<string, FleetUse>();
  for (const use of [...ofProxies(facts), ...ofServices(facts), ...ofRouters(facts)])
    if (!found.has(keyOf(use))) found.set(keyOf(use), use);
  return [...found.values()];
});

function keyOf({ from, machine, port, protocol, at }: FleetUse): string {
  return JSON.stringify([from, machine, port, protocol, at]);
}

function ofProxies({ ways, connector }: FleetFacts): readonly FleetUse[] {
  const { into, nowhere } = ways.all();
  const routes = [...[...into.values()].flat(), ...nowhere];
  return routes.flatMap(({ far, through, machines, way, declaredAt }): readonly FleetUse[] => {
    const from = through.at(-1);
    if (!far?.machine || from === undefined || far.machine === machines?.[0]) return [];
    const { host, port, protocol, by, answer, machine } = far;
    const node =
      connector.map.machines.get(machine) ?? connector.map.routers.find(({ name }) => name === machine);
    const addresses =
      addressesNamed(connector.map, host) ?? (node?.links ?? []).flatMap((link) => link.addresses);
    const line = way.find(({ kind }) => kind === 'target')?.declaredAt ?? declaredAt;
    const use = { from, machine, addresses, port, protocol, declaredAt: fileLine(line), answer };
    return [{ ...use, kind: 'upstream', at: `${host}:${port}`, to: by ?? machine }];
  });
}

function ofServices(facts: FleetFacts): readonly FleetUse[] {
  const { connector, ways } = facts;
  const protocol = 'tcp';
  return fleetNeeds(facts).map(({ from, machine: asking, to: machine, address, port, at: path }) => {
    const context = ways.contextOf(asking);
    const declaredAt = context && fileLine(sourcePlaceOf(context, { path }));
    const use = { from, machine, addresses: [address], port, protocol, declaredAt } as const;
    const answers = port === null ? [] : [connector.askAddress(from, { address, port, protocol })];
    const at = port === null ? address.text : placeText({ address, port, protocol });
    return withAnswer({ ...use, kind: 'mention', at }, answers);
  });
}

function ofRouters({ connector, fleet }: FleetFacts): readonly FleetUse[] {
  return connector.map.routers.flatMap((router) =>
    router.router.forwards.flatMap((forward): readonly FleetUse[] => {
      const { to, toPort, port, protocol } = forward;
      if (!fleet.machines.get(to)?.facts) return [];
      const { targets: addresses, answers } = forwardEnd(connector, router, forward);
      const use = { from: router.name, machine: to, addresses, port: toPort, protocol, declaredAt: null };
      return [withAnswer({ ...use, kind: 'forward', at: `${port}/${protocol}` }, answers)];
    }),
  );
}

function fileLine(place: SourceLocation): SourcePlace | null {
  return place !== null && 'file' in place ? place : null;
}

function withAnswer(use: Omit<FleetUse, 'to' | 'answer'>, answers: readonly ConnectAnswer[]): FleetUse {
  const answer = answers.length === 0 ? 'unknown' : someAnswer(answers);
  return { ...use, answer, to: answers.find((one) => one.answer === answer)?.by ?? use.machine };
}

function someAnswer(answers: readonly { readonly answer: Tri }[]): Tri {
  return answers.map(({ answer }) => answer).reduce(either, false);
}

/** Returns those of the uses before a change that may be met, and are ruled out after it. */
export function closedUses(uses: readonly FleetUse[], after: FleetFacts): readonly FleetUse[] {
  return uses.filter(({ answer, ...use }) => answer !== false && isClosed(after, use));
}

/** Returns the uses that a change cuts: they are closed, and the files still ask for them. */
export function cutUses(before: FleetFacts, after: FleetFacts): readonly FleetUse[] {
  const closed = closedUses(fleetUses(before), after);
  if (closed.length === 0) return closed;
  const stated = new Set(fleetUses(after).map(keyOf));
  return closed.filter((use) => stated.has(keyOf(use)));
}

/** True when nobody answers any more; a text without a port may mean one that is still open. */
function isClosed({ connector }: FleetFacts, use: Omit<FleetUse, 'answer'>): boolean {
  const { kind, from, port, protocol, addresses } = use;
  if (kind === 'forward') return someAnswer(forwardAnswers(connector, use)) === false;
  if (port === null) return false;
  return (
    someAnswer(addresses.map((address) => connector.askAddress(from, { address, port, protocol }))) === false
  );
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
export function closedUseText({ kind, from, to, at }: FleetUse): string {
  return kind === 'forward'
    ? `the forward of ${at} on ${from} no longer reaches ${to}`
    : `${from} no longer reaches ${to} at ${at}`;
}

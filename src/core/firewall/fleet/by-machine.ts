// What rules change over a fleet, by the machine whose firewall does it.

import { memoize } from '../../compose/memoize.ts';
import { nameOn } from '../../fleet/at-machine.ts';
import { Connector } from '../../fleet/connect.ts';
import type { PairChange } from '../../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import { groupBy } from '../../ways-in/group-by.ts';
import type { Change } from '../prove.ts';
import { type FleetFirewall, holds, type KeptAccess } from './fleet-firewall.ts';

/** Connections to one service that open or close at the same places. */
export interface FleetChange {
  /** Services, machines without Docker, and networks by the name of their strangers; those of a mesh by its own. */
  readonly from: readonly string[];
  readonly to: string;
  /** Addresses as `connect` takes them, and for networks the published port. */
  readonly at: readonly string[];
}

/** What the rules of one machine change. */
export interface MachineChanges {
  readonly opens: readonly FleetChange[];
  readonly closes: readonly FleetChange[];
  /** What changes on the machine itself; who gets to its published ports from networks is among the changes of the fleet. */
  readonly own: {
    readonly opens: readonly Change[];
    readonly closes: readonly Change[];
    readonly unknown: readonly Change[];
  };
  readonly kept: readonly KeptAccess[];
}

/** Returns what rules change, by machine; only machines that rules were written for. */
export const changesByMachine = memoize((made: FleetFirewall): ReadonlyMap<string, MachineChanges> => {
  const { changes, rules, kept } = made;
  const owner = ownerOf(made);
  const [opened, closed] = [groupBy(changes.opened, owner), groupBy(changes.closed, owner)];
  return new Map(
    [...rules].map(([machine, { proof }]) => {
      const pairs = (list: readonly PairChange[] = []): readonly FleetChange[] =>
        grouped(list.map(({ from, to, at = [] }) => ({ from, to, at })));
      const ways = (list: readonly WayChange[]): readonly FleetChange[] =>
        grouped(
          list
            .filter(({ service }) => service.startsWith(nameOn({ name: machine }, '')))
            .map(({ from, service, port }) => ({ from: askerOf(made, from ?? ''), to: service, at: [port] })),
        );
      const own = {
        opens: proof.opens.filter(isOfMachine),
        closes: proof.closes.filter(isOfMachine),
        unknown: proof.unknown.filter(isOfMachine),
      };
      const changed: MachineChanges = {
        opens: [...ways(changes.waysOpened), ...pairs(opened.get(machine))],
        closes: [...ways(changes.waysClosed), ...pairs(closed.get(machine))],
        own,
        kept: kept.filter(({ admitted }) => admitted.port.machine === machine),
      };
      return [machine, changed];
    }),
  );
});

/** True when the rules of a machine open nothing and leave everybody in who needs one of its ports. */
export function isSafe({ opens, own, kept }: MachineChanges): boolean {
  return opens.length === 0 && own.opens.length === 0 && kept.every(holds);
}

function isOfMachine({ from, at }: Change): boolean {
  return at !== 'port' || (from !== 'lan' && from !== 'internet');
}

function askerOf({ before }: FleetFirewall, network: string): string {
  const { map } = before.connector;
  return map.networks.get(network)?.kind === 'mesh' ? network : (map.strangerOn(network)?.name ?? network);
}

/** Returns a function that says whose rules change a connection: those of the machine that is asked, unless they leave it as it was. */
function ownerOf({ before, after, rules }: FleetFirewall): (change: PairChange) => string {
  const writes = (machine: string): boolean => (rules.get(machine)?.blocks.length ?? 0) > 0;
  const closesWaysOut = (machine: string): boolean =>
    rules.get(machine)?.proof.closes.some(({ to }) => to === 'lan' || to === 'internet') ?? false;
  const waysOut = new Map([...rules.keys()].map((machine) => [machine, closesWaysOut(machine)]));
  const alone = new Map<string, Connector>();
  const withRulesOf = (machine: string): Connector => {
    const next = after.fleet.machines.get(machine);
    const machines = new Map(before.fleet.machines);
    if (next) machines.set(machine, next);
    const connector = alone.get(machine) ?? new Connector({ ...before.fleet, machines });
    alone.set(machine, connector);
    return connector;
  };
  return ({ from, to, at = [] }) => {
    const [asking, asked] = [from, to].map((name) => name.split('/')[0] ?? '');
    if (asking === undefined || asked === undefined || !writes(asked)) return asking ?? '';
    if (!writes(asking) || !waysOut.get(asking)) return asked;
    const connector = withRulesOf(asked);
    const changes = at.some(
      (place) => connector.ask(from, place).answer === after.connector.ask(from, place).answer,
    );
    return changes ? asked : asking;
  };
}

function grouped(
  changes: readonly { readonly from: string; readonly to: string; readonly at: readonly string[] }[],
): readonly FleetChange[] {
  const groups = new Map<string, { from: string[]; to: string; at: readonly string[] }>();
  for (const { from, to, at } of changes) {
    const key = `${to} ${at.join(' ')}`;
    const group = groups.get(key) ?? { from: [], to, at };
    group.from.push(from);
    groups.set(key, group);
  }
  return [...groups.values()];
}

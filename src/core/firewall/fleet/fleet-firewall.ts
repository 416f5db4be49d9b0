// `bulkhead firewall --fleet`: rules for the firewall of each machine, and what they change over the whole fleet.

import type { Tri } from '../../compose/topology.ts';
import { fleetChanges } from '../../fleet/diff/fleet-changes.ts';
import type { Fleet, FleetMachine } from '../../fleet/fleet.ts';
import { type FleetFacts, fleetFacts } from '../../fleet/fleet-facts.ts';
import type { FleetPort } from '../../fleet/reach/fleet-port.ts';
import type { FleetNetwork } from '../../fleet/stated-fleet.ts';
import type { Family } from '../../reach/reach-model.ts';
import type { SourceRanges } from '../closings.ts';
import { type InvalidInterfaceName, lanRanges, networkTexts } from '../interfaces.ts';
import type { FirewallRules } from '../write-firewall.ts';
import { type Admitted, admittedTo, allSources } from './admitted.ts';
import {
  machineRules,
  objectionToRules,
  onMachine,
  type PortClosing,
  unneededPorts,
  withoutEarlierRules,
} from './machine-rules.ts';

/** Somebody that a port stays open to, asked before and after the rules. */
export interface KeptAccess {
  readonly admitted: Admitted;
  readonly before: Tri;
  readonly after: Tri;
}

export interface FleetFirewall {
  /** The fleet without the rules that Bulkhead wrote earlier for these machines, and with the new ones. */
  readonly before: FleetFacts;
  readonly after: FleetFacts;
  /** The rules by machine, in the order of the fleet's file. */
  readonly rules: ReadonlyMap<string, FirewallRules>;
  /** The machines whose files or record hold a name that no rule can hold. */
  readonly misnamed: ReadonlyMap<string, readonly InvalidInterfaceName[]>;
  /** The machines for which no rules can be written, with the reason. */
  readonly without: ReadonlyMap<string, string>;
  /** What opens and closes between machines, and from networks to published ports. */
  readonly changes: ReturnType<typeof fleetChanges>;
  readonly kept: readonly KeptAccess[];
}

/** Returns the rules that close, on some machines of a fleet, what nobody of it needs. */
export function fleetFirewall(facts: FleetFacts, machines: readonly string[]): FleetFirewall {
  const before = withMachines(facts, machines, withoutEarlierRules);
  return rulesOver(before, machines, (machine) => unneededPorts(before, machine));
}

/**
 * Returns the rules of one machine that close a published port to one network, but for those of the network that need it: the edit of a
 * firewall for a finding between machines. Null where no rule can close it, or where everybody needs it.
 */
export function firewallAgainst(
  facts: FleetFacts,
  port: FleetPort,
  network: FleetNetwork,
): FleetFirewall | null {
  const before = withMachines(facts, [port.machine], withoutEarlierRules);
  const meant = before.reach.ports.find((one) => isSamePort(one, port));
  const admitted = meant ? admittedTo(before, meant) : [];
  if (!meant || admitted.some(({ sources }) => sources === null)) return null;
  const closing: PortClosing = {
    port: meant,
    ...rangesOf(network, allSources(admitted)),
    because: `closed to ${network.name}`,
  };
  const written = rulesOver(before, [port.machine], () => [closing]);
  const rules = written.rules.get(port.machine);
  const mayAsk = admitted.map(({ who }) => who);
  const isClosed = written.after.reach
    .metFrom(network.name, meant)
    .every(
      ({ asker, answer }) => answer === false || mayAsk.some((who) => `${who}/`.startsWith(`${asker}/`)),
    );
  return rules && isClosed && written.kept.every(holds) ? written : null;
}

function isSamePort(one: FleetPort, other: FleetPort): boolean {
  return (
    one.service === other.service &&
    one.index === other.index &&
    one.hostPort === other.hostPort &&
    one.containerPort === other.containerPort
  );
}

/** True for an access that the rules leave as it was. */
export function holds({ before, after }: KeptAccess): boolean {
  return before === after || before === false;
}

/** The Internet is whatever is no private network. */
function rangesOf(
  { kind, subnets }: FleetNetwork,
  except: SourceRanges,
): Pick<PortClosing, 'ranges' | 'except'> {
  const each = (of: (family: Family) => readonly string[]): SourceRanges => ({
    ipv4: of('ipv4'),
    ipv6: of('ipv6'),
  });
  if (kind === 'internet')
    return {
      ranges: null,
      except: each((family) => [...except[family], ...lanRanges({}, family)]),
    };
  return {
    ranges: each((family) =>
      subnets.filter((one) => one.family === family).flatMap(({ range }) => networkTexts(range, family)),
    ),
    except,
  };
}

function rulesOver(
  before: FleetFacts,
  machines: readonly string[],
  closingsOn: (machine: string) => readonly PortClosing[],
): FleetFirewall {
  const { fleet } = before;
  const rules = new Map<string, FirewallRules>();
  const misnamed = new Map<string, readonly InvalidInterfaceName[]>();
  const without = new Map<string, string>();
  for (const name of machines) {
    const machine = fleet.machines.get(name);
    if (!machine) continue;
    const objection = objectionToRules(machine);
    const made = objection === null ? machineRules(machine, closingsOn(name), fleet.file.file) : null;
    if (objection !== null) without.set(name, objection);
    else if (made?.ok) rules.set(name, made.value);
    else if (made) misnamed.set(name, made.error);
  }
  const after = withMachines(before, [...rules.keys()], (machine) => {
    const own = rules.get(machine.stated.name);
    return own && own.blocks.length > 0 ? onMachine(machine, own.applied) : machine;
  });
  const kept = before.reach.ports
    .filter((port) => rules.has(port.machine))
    .flatMap((port) => admittedTo(before, port))
    .map(
      (admitted): KeptAccess => ({
        admitted,
        before: admitted.answer(before.connector),
        after: admitted.answer(after.connector),
      }),
    );
  const changes = fleetChanges(before.reach, after.reach);
  return { before, after, rules, misnamed, without, changes, kept };
}

/** Returns the facts of a fleet some of whose machines are changed; the same facts where none is. */
function withMachines(
  facts: FleetFacts,
  names: readonly string[],
  change: (machine: FleetMachine) => FleetMachine,
): FleetFacts {
  const changed = new Map<string, FleetMachine>();
  for (const name of names) {
    const machine = facts.fleet.machines.get(name);
    const next = machine && change(machine);
    if (next && next !== machine) changed.set(name, next);
  }
  if (changed.size === 0) return facts;
  const fleet: Fleet = {
    ...facts.fleet,
    machines: new Map(
      [...facts.fleet.machines].map(([name, machine]) => [name, changed.get(name) ?? machine]),
    ),
  };
  return fleetFacts(fleet);
}

// The rules for the firewall of one machine of a fleet: what its files ask for, and the published ports that nobody of the fleet needs.

import type { Topology } from '../../compose/topology.ts';
import type { FleetMachine } from '../../fleet/fleet.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import type { FleetPort } from '../../fleet/reach/fleet-port.ts';
import { hostFacts, joinedReach } from '../../host/host-facts.ts';
import type { Machine } from '../../machine/machine.ts';
import { machineModel } from '../../machine/machine-model.ts';
import { engineKinds } from '../../reach/engine-kinds.ts';
import type { Reach } from '../../reach/reach-model.ts';
import type { Result } from '../../text/result.ts';
import { type Closing, closingsOfBinds, type SourceRanges } from '../closings.ts';
import { hostStatements } from '../host-statements.ts';
import type { InvalidInterfaceName } from '../interfaces.ts';
import { withoutOwnRules } from '../own-rules.ts';
import { type FirewallRequest, type FirewallRules, writeFirewall } from '../write-firewall.ts';
import { admittedTo, allSources } from './admitted.ts';

/** A published port to close: to some ranges or to all other machines (null), but for `except`. */
export interface PortClosing {
  readonly port: FleetPort;
  readonly ranges: SourceRanges | null;
  readonly except: SourceRanges;
  readonly because: string;
}

/** Returns the reason why no rules can be written for a machine; null where they can. */
export function objectionToRules({ stated, facts }: FleetMachine): string | null {
  if (!facts) return `nothing of ${stated.name} is known but its addresses, so no rule is written for it`;
  const { engine } = facts.options;
  return engineKinds[engine.kind].daemonSwitches
    ? null
    : `${stated.name} runs ${engine.text}: firewall rules exist only for Docker Engine`;
}

/** Returns the published ports of a machine that answer some network and that not everybody needs, with those who need them. */
export function unneededPorts(facts: FleetFacts, machine: string): readonly PortClosing[] {
  const { reach } = facts;
  const networks = [...reach.connector.map.networks.keys()];
  return reach.ports.flatMap((port): readonly PortClosing[] => {
    if (port.machine !== machine) return [];
    if (networks.every((network) => reach.answersNetwork(port, network) === false)) return [];
    const admitted = admittedTo(facts, port);
    if (admitted.some(({ sources }) => sources === null)) return [];
    const who = [...new Set(admitted.map((one) => one.who))];
    const because = who.length === 0 ? 'nobody of the fleet needs it' : `only for ${who.join(' ')}`;
    return [{ port, ranges: null, except: allSources(admitted), because }];
  });
}

/** Returns the rules that a machine needs for its statements, when `beside` is closed, too; null without stacks. */
export function machineRules(
  { stated, facts, machine }: FleetMachine,
  beside: readonly PortClosing[],
  file: string,
): Result<FirewallRules, readonly InvalidInterfaceName[]> | null {
  if (!facts) return null;
  const { host, joined, topology } = facts;
  const { machine: _, ...plain } = facts.options;
  const request: FirewallRequest = {
    topology,
    reachWith: (options) => joinedReach(host, joined, options),
    statements: hostStatements(facts),
    unstated: (of, before) => unstatedClosings(of, before, stated.name, beside),
    options: { ...plain, profiles: ['*'], project: null },
    machine: machine ?? {},
    from: stated.record ?? `no record of ${stated.name}`,
    title: `Rules for ${stated.name} of ${file}, written by bulkhead firewall`,
  };
  return writeFirewall(request);
}

function unstatedClosings(
  topology: Topology,
  before: Reach,
  machine: string,
  beside: readonly PortClosing[],
): readonly Closing[] {
  // Who may ask a port at an address of a LAN is known by the fleet; what binds say of a container's own address holds here, too.
  const ofBinds = closingsOfBinds(topology, before).filter(
    (closing) => closing.kind === 'in' && closing.index === null,
  );
  const ofPorts = beside.flatMap(({ port, ...closing }): readonly Closing[] => {
    const to = port.service.slice(machine.length + 1);
    const published = before.facts.get(to)?.published ?? [];
    return published.flatMap((one, index) =>
      one.service === to &&
      one.index === port.index &&
      one.hostPort === port.hostPort &&
      one.containerPort === port.containerPort
        ? [{ kind: 'port', to, index, ...closing }]
        : [],
    );
  });
  return [...ofBinds, ...ofPorts];
}

/** Returns the machine without the rules that Bulkhead wrote for it; the same where it has none. */
export function withoutEarlierRules(machine: FleetMachine): FleetMachine {
  const { machine: record } = machine;
  if (!record) return machine;
  const plain = withoutOwnRules(record);
  const isSame = (['iptables', 'ip6tables'] as const).every((key) => plain[key] === record[key]);
  const hasTable =
    record.nft !== undefined &&
    JSON.parse(plain.nft ?? '').nftables.length !== JSON.parse(record.nft).nftables.length;
  return isSame && !hasTable ? machine : onMachine(machine, plain);
}

/** Returns the machine with another firewall. */
export function onMachine(machine: FleetMachine, record: Machine): FleetMachine {
  const { facts, stated } = machine;
  if (!facts) return machine;
  const from = stated.record ?? stated.name;
  const options = { ...facts.options, machine: machineModel(record, from) };
  return {
    ...machine,
    machine: record,
    facts: hostFacts(facts.host, { options, live: facts.live }),
    ...(machine.machine === null && { recorded: false as const }),
  };
}

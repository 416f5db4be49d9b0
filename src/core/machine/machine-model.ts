// Reachability on a machine: the facts of a project as the firewall of that machine leaves them.

import type { Topology, Tri } from '../compose/topology.ts';
import { baseOf, withoutEntries } from '../reach/compute-reach.ts';
import { type DaemonOptions, DaemonSettingError, daemonOptions } from '../reach/daemon-settings.ts';
import {
  combineInboundReach,
  farthestReach,
  inboundReach,
  outboundReach,
  portReach,
} from '../reach/degrees.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import {
  allFamilies,
  type Family,
  type FamilyFacts,
  type FamilyReach,
  type MachineModel,
  type OutboundReach,
  type Published,
  type Reach,
  type ReachOptions,
  type ServiceFacts,
  type Way,
  ways,
} from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { anyRow, type TriRow, triBit } from '../reach/rows/tri-row.ts';
import { assumedMachine } from './assumed-machine.ts';
import { hostPortsOf } from './host-ports.ts';
import { type Machine, MachineError, readMachine, recordOf } from './machine.ts';
import { MachineFamily, pathwaysOf } from './machine-family.ts';

/** Returns the model that predictions use for a known machine; `from` is the record's name. */
export function machineModel(machine: Machine, from: string): MachineModel {
  const model: MachineModel = {
    assumed: assumedMachine(machine, from),
    record: recordOf(machine),
    over: (topology, reach) => overMachine(topology, reach, machine),
  };
  machines.set(model, machine);
  return model;
}

const machines = new WeakMap<MachineModel, Machine>();

/** The known machine behind a reach: its record, the reach with Docker's rules alone, and the paths of each family with known rules. */
export interface MachineReach {
  readonly machine: Machine;
  readonly plain: Reach;
  readonly families: { readonly [family in Family]: MachineFamily | null };
}

const made = new WeakMap<Reach, MachineReach>();

/** Returns the machine behind `reach`; null when no machine, or nothing of its firewall, is known. */
export function machineReachOf(reach: Reach): MachineReach | null {
  return made.get(withoutEntries(reach)) ?? null;
}

/** Returns the machine that predictions use; null when none is known. */
export function machineOf({ machine }: Pick<ReachOptions, 'machine'>): Machine | null {
  return (machine && machines.get(machine)) ?? null;
}

/** Returns the daemon's settings in a record; throws a `MachineError`, also for a Docker that is not predicted. */
export function settingsOf({ daemon = {}, rootless }: Machine): DaemonOptions {
  if (rootless === true) throw new MachineError('It describes a rootless Docker, which is not predicted.');
  try {
    return daemonOptions(daemon);
  } catch (error) {
    if (!(error instanceof DaemonSettingError)) throw error;
    throw new MachineError(`Its member "daemon" is wrong: ${error.message}.`);
  }
}

/**
 * Returns the options with the Engine and the daemon settings of the record in `text`, which replace those of `options`. Throws a
 * `MachineError`.
 */
export function optionsOnRecord(options: ReachOptions, text: string, from: string): ReachOptions {
  const machine = readMachine(text);
  const engine = machine.engine === undefined ? options.engine : parseEngine(machine.engine);
  if (engine === null)
    throw new MachineError(
      `Its member "engine" is ${machine.engine}, which is no known release of the Engine.`,
    );
  const { rootless: _ofPodman, ...rest } = options;
  return optionsOnMachine({ ...rest, engine }, machine, from);
}

/** Returns the options with the daemon settings of a record, which replace those of `options`; the Engine stays. */
export function optionsOnMachine(options: ReachOptions, machine: Machine, from: string): ReachOptions {
  const { userlandProxy, directRouting, ipv6Default, firewallBackend, daemon } = settingsOf(machine);
  return {
    ...options,
    userlandProxy: userlandProxy ?? options.userlandProxy,
    directRouting: directRouting ?? options.directRouting,
    ipv6Default: ipv6Default ?? options.ipv6Default,
    firewallBackend: machine.firewallBackend ?? firewallBackend ?? options.firewallBackend,
    ...(daemon ? { daemon } : {}),
    machine: machineModel(machine, from),
  };
}

function overMachine(topology: Topology, plain: Reach, machine: Machine): Reach {
  const ipv4Base = baseOf(plain, topology, 'ipv4');
  const ipv4 = pathwaysOf(ipv4Base, machine, plain.options, null);
  const ipv6Base = baseOf(plain, topology, 'ipv6');
  const ipv6 = pathwaysOf(ipv6Base, machine, plain.options, ipv4);
  const known = {
    ipv4: ipv4 && new MachineFamily(ipv4Base, plain.family('ipv4'), ipv4, machine),
    ipv6: ipv6 && new MachineFamily(ipv6Base, plain.family('ipv6'), ipv6, machine),
  };
  const plainly = { ipv4: plain.family('ipv4'), ipv6: plain.family('ipv6') };
  const hostPorts = hostPortsOf(machine, known, plainly);
  if (!ipv4 && !ipv6) return { ...plain, hostPorts };
  const families: { readonly [family in Family]: FamilyReach } = {
    ipv4: known.ipv4 ?? plainly.ipv4,
    ipv6: known.ipv6 ?? plainly.ipv6,
  };
  let facts: ReadonlyMap<string, ServiceFacts> | null = null;
  const rows = new Map<string, TriRow>();
  const row: Reach['row'] = (kind, from) => {
    if (kind === 'resolves') return plain.row(kind, from);
    const key = `${kind} ${from}`;
    const row = rows.get(key) ?? anyRow(families.ipv4.row(kind, from), families.ipv6.row(kind, from));
    rows.set(key, row);
    return row;
  };
  const indexOf = new Map(plain.services.map((name, index) => [name, index]));
  const bit = (kind: Way, from: string, to: string): Tri => {
    const index = indexOf.get(to);
    if (index === undefined) throw new RangeError(`not an active service: ${to}`);
    return triBit(row(kind, from), index);
  };
  const reach: Reach = {
    ...plain,
    apart: true,
    hostPorts,
    family: (of) => families[of],
    get facts() {
      facts ??= new Map([...plain.facts].map(([name, facts]) => [name, onMachine(facts, families)]));
      return facts;
    },
    row,
    direct: (from, to) => bit('direct', from, to),
    viaHost: (from, to) => bit('viaHost', from, to),
    viaGateway: (from, to) => bit('viaGateway', from, to),
    reaches: (from, to) => ways.reduce<Tri>((known, way) => either(known, bit(way, from, to)), false),
    pair: (from, to) => {
      const direct = bit('direct', from, to);
      return {
        ...plain.pair(from, to),
        direct,
        viaHost: bit('viaHost', from, to),
        viaGateway: bit('viaGateway', from, to),
        ...(direct === false ? { networks: [] } : {}),
      };
    },
  };
  made.set(reach, { machine, plain, families: known });
  return reach;
}

function onMachine(
  facts: ServiceFacts,
  families: { readonly [family in Family]: FamilyReach },
): ServiceFacts {
  const [ipv4, ipv6] = allFamilies.map((family) => families[family].facts(facts.name)) as [
    FamilyFacts,
    FamilyFacts,
  ];
  const any = (read: (of: FamilyFacts) => Tri): Tri => either(read(ipv4), read(ipv6));
  const out: OutboundReach = {
    internet: any((of) => outboundReach(of).internet),
    lan: any((of) => outboundReach(of).lan),
    host: any((of) => outboundReach(of).host),
  };
  const into = allFamilies.map((family) => inboundReach(families[family].facts(facts.name)));
  return {
    ...facts,
    out,
    in: into.reduce(combineInboundReach),
    egress: out.internet,
    toHost: out.host,
    fromHost: any(({ fromHost }) => fromHost),
    fromOutside: any(({ fromOutside }) => fromOutside),
    fromWire: any(({ fromWire }) => fromWire),
    fromLan: any((of) => of.fromLan ?? of.fromWire),
    published: facts.published.map((port, index): Published => {
      const [a, b] = [ipv4, ipv6].map((of) => portReach(of.published[index] ?? port));
      if (!a || !b) return port;
      const answers = combineInboundReach(a, b);
      return { ...port, answers, opened: port.reachableFrom, reachableFrom: farthestReach(answers) };
    }),
  };
}

// `bulkhead firewall`: the smallest set of rules for what a file asks for and Docker alone does not do, and the proof of what they change.

import type { Topology } from '../compose/topology.ts';
import { dockerStyle } from '../machine/docker/docker-rules.ts';
import type { AddedRules, Machine } from '../machine/machine.ts';
import { machineModel } from '../machine/machine-model.ts';
import { computeTiers } from '../needs/tiers.ts';
import { baseOf } from '../reach/compute-reach.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import {
  type AssumedMachine,
  allFamilies,
  type Family,
  type Reach,
  type ReachOptions,
} from '../reach/reach-model.ts';
import { ok, type Result } from '../text/result.ts';
import { type Block, checkedBlocks } from './block.ts';
import { type Closing, closingsOf, closingsOfBinds, isStillOpen, type Statements } from './closings.ts';
import { deriveBlocks, type OpenConnection } from './derive-blocks.ts';
import {
  type InvalidInterfaceName,
  invalidInterfaceNames,
  type UnstableBridge,
  withInterfaces,
} from './interfaces.ts';
import { type Anchors, iptablesAdded } from './iptables-text.ts';
import { nftJson } from './nft-text.ts';
import { withoutOwnRules } from './own-rules.ts';
import { type Proof, proofOf } from './prove.ts';
import { scriptOf, unitOf } from './script.ts';

export interface FirewallRequest {
  readonly topology: Topology;
  /** Returns the reach under the given options; for a host, with the host's names. */
  readonly reachWith: (options: ReachOptions) => Reach;
  readonly statements: readonly Statements[];
  /** Returns the connections to close beside those that statements forbid; without it, those that bind addresses forbid. */
  readonly unstated?: (topology: Topology, before: Reach) => readonly Closing[];
  /** The options of the Engine, without a machine. */
  readonly options: ReachOptions;
  /** The known machine, and the name of its record. */
  readonly machine: Machine;
  readonly from: string;
  readonly title: string;
}

export interface FirewallRules {
  readonly blocks: readonly Block[];
  /** The script for the Engine's own backend. */
  readonly script: string;
  /** The script for each backend: a drop by nftables is final even when the Engine writes iptables rules. */
  readonly scripts: { readonly [backend in ReachOptions['firewallBackend']]: string };
  /** A systemd unit that runs the script. */
  readonly unit: string;
  readonly proof: Proof;
  /** The connections that the file forbids and these rules leave open, with reasons. */
  readonly open: readonly OpenConnection[];
  /** The networks that the rules name by bridge and whose bridge is renamed when the network is recreated. */
  readonly unnamed: readonly UnstableBridge[];
  readonly assumed: AssumedMachine;
  /** The machine with these rules in place of those that Bulkhead wrote earlier, and with the interface names that they use. */
  readonly applied: Machine;
}

/** Returns the rules with their proof; fails when a file or the record holds an invalid interface name. */
export function writeFirewall(
  request: FirewallRequest,
): Result<FirewallRules, readonly InvalidInterfaceName[]> {
  const misnamed = invalidInterfaceNames(request.topology, request.machine);
  return misnamed.length > 0 ? { ok: false, error: misnamed } : ok(rulesOf(request));
}

function rulesOf(request: FirewallRequest): FirewallRules {
  const { topology, reachWith, statements, options, from, title } = request;
  const ownMachine = withoutOwnRules(request.machine);
  const { segments } = baseOf(reachWith(options), topology);
  const dockerNameOf = (key: string): string | null =>
    segments.all.find(({ keys }) => keys.includes(key))?.dockerName ?? null;
  const { machine, unnamed } = withInterfaces(topology, ownMachine, dockerNameOf);
  const place = (added: AddedRules, more: Partial<Machine> = {}): Reach =>
    reachWith({
      ...options,
      machine: machineModel({ ...withTypicalNetwork(machine, topology), ...more, added }, from),
    });
  const before = place({});
  const tiers = computeTiers(topology, before);
  const { unstated = closingsOfBinds } = request;
  const closings = [...closingsOf(before, tiers, statements), ...unstated(topology, before)];
  const { open, filtersBridges, ...derived } = deriveBlocks(topology, before, machine, closings);
  const blocks = checkedBlocks(derived.blocks);
  const anchors = anchorsOf(options);
  const added = addedBy(blocks, options, anchors);
  const changed = filtersBridges ? filtering(machine) : {};
  const after = place(added, changed);
  const named = JSON.stringify(blocks);
  const scriptIn = (backend: ReachOptions['firewallBackend']): string =>
    scriptOf(blocks, { backend, anchors, filtersBridges, title });
  const scripts = { iptables: scriptIn('iptables'), nftables: scriptIn('nftables') };
  return {
    blocks,
    script: scripts[options.firewallBackend],
    scripts,
    unit: unitOf(title),
    proof: proofOf(before, after),
    open: [
      ...open,
      ...closings
        .filter(
          (closing) =>
            !open.some((open) => open.closing === closing) && isStillOpen(after, closing) !== false,
        )
        .map((closing) => ({ closing, why: 'these rules do not close it', at: [] })),
    ],
    unnamed: unnamed.filter((unnamed) => named.includes(`"${unnamed.interface}"`)),
    assumed: machineModel(ownMachine, from).assumed,
    applied: { ...machine, ...changed, added },
  };
}

function addedBy(
  blocks: readonly Block[],
  { firewallBackend }: ReachOptions,
  anchors: { readonly [family in Family]: Anchors },
): AddedRules {
  if (blocks.length === 0) return {};
  if (firewallBackend === 'nftables') return { nft: nftJson(blocks) };
  const text = (family: Family): string => iptablesAdded(blocks, family, anchors[family]);
  const has = (family: Family): boolean => blocks.some((block) => block.family === family);
  return {
    ...(has('ipv4') ? { iptables: text('ipv4') } : {}),
    ...(has('ipv6') ? { ip6tables: text('ipv6') } : {}),
  };
}

/** Returns the anchor chains: DOCKER-USER where Docker writes rules for the family, else FORWARD. */
function anchorsOf(options: ReachOptions): { readonly [family in Family]: Anchors } {
  const behaviour = engineBehaviour(options);
  const anchor = (family: Family): Anchors => ({
    forward: dockerStyle(behaviour, 'iptables', family).filtersFamily ? 'DOCKER-USER' : 'FORWARD',
    input: 'INPUT',
  });
  return Object.fromEntries(allFamilies.map((family) => [family, anchor(family)])) as {
    [family in Family]: Anchors;
  };
}

function filtering({ sysctl = {} }: Machine): Partial<Machine> {
  const names = ['net.bridge.bridge-nf-call-iptables', 'net.bridge.bridge-nf-call-ip6tables'];
  return { sysctl: { ...sysctl, ...Object.fromEntries(names.map((name) => [name, '1'])) } };
}

/**
 * Returns the machine for the proof. Without a known address it gets a typical LAN, while the rules cover every private network. Without
 * known listeners one program listens on a port that no service publishes.
 */
function withTypicalNetwork(machine: Machine, { services }: Topology): Machine {
  const published = new Set(
    [...services.values()].flatMap(({ ports }) =>
      ports.flatMap(({ bindings }) => bindings.map(({ hostPort }) => hostPort)),
    ),
  );
  const port = [22, 2222, 9100].find((one) => !published.has(String(one))) ?? 22;
  const listeners = ['0.0.0.0', '::'].map((address) => ({ address, port, protocol: 'tcp' }));
  const listening = { ...machine, listeners: machine.listeners ?? listeners };
  if (machine.addresses && machine.interface !== undefined) return listening;
  const name = machine.interface ?? '<outside>';
  const own = (family: Family, address: string, prefix: number) => ({
    interface: name,
    family,
    address,
    prefix,
    global: true,
  });
  return {
    ...listening,
    interface: name,
    addresses: [
      ...(machine.addresses ?? []),
      own('ipv4', '192.168.1.2', 24),
      own('ipv6', 'fd00:0:0:1::2', 64),
    ],
  };
}

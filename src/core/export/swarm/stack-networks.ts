// The networks of a stack: which overlay stands for each network and `network_mode` of the file, and how services are on them.

import { modeNetwork } from '../../compose/docker-name-of.ts';
import { freeName } from '../../compose/free-name.ts';
import { withEntry } from '../../compose/operations/steps/expect-model.ts';
import type { Network, Service } from '../../compose/topology.ts';
import { networkCreateCommand } from '../../quote/shell-word.ts';
import { mapTree, plainTree, textTree } from '../../yaml/make-tree.ts';
import { entriesOf, type Path, type Tree } from '../../yaml/tree.ts';
import type { StackContext } from './stack-context.ts';
import { addAliases, type StackMembership } from './stack-memberships.ts';
import { networkTree } from './stack-network.ts';

export interface StackNetworks {
  /** The `networks` of the stack file; null is an empty value. */
  readonly entries: ReadonlyMap<string, Tree | null>;
  /** The memberships of each service. */
  readonly memberships: ReadonlyMap<string, readonly StackMembership[]>;
}

/** Returns the command that creates the overlay for an external network. */
function overlayCommand(name: string): string {
  return networkCreateCommand(name, ['-d', 'overlay', '--attachable']);
}

const iccOption = 'com.docker.network.bridge.enable_icc';

/** Plans the networks of `services`; `edges` are those that publish through an overlay of their own. */
export function stackNetworks(
  context: StackContext,
  services: readonly Service[],
  edges: ReadonlySet<string>,
): StackNetworks {
  const { topology } = context.source.workspace;
  const made = new Map<string, Tree | null>();
  const taken = { has: (name: string) => topology.networks.has(name) || made.has(name) };
  const make = (base: string, tree: Tree | null): string => {
    const name = freeName(base, taken);
    made.set(name, tree);
    return name;
  };
  const external = new Map<string, string>();
  const outside = (name: string): string => {
    const key = external.get(name) ?? make(name, externalTree(name));
    external.set(name, key);
    return key;
  };
  const memberships = new Map<string, readonly StackMembership[]>();
  const split = new Set<string>();
  for (const service of services) {
    const ownMemberships = membershipsOf(context, service, { make, outside, split });
    const edge = edges.has(service.name) ? [ofOwn(make(`${service.name}-edge`, mapTree([])))] : [];
    memberships.set(service.name, [...ownMemberships, ...edge]);
  }
  addAliases(context, services, memberships);
  const entries = new Map<string, Tree | null>();
  for (const network of topology.networks.values()) {
    if (network.origin !== 'declared' || split.has(network.name)) continue;
    if (isForeign(network)) {
      const used = services.some(({ attachments }) =>
        attachments.some((attachment) => attachment.network === network.name),
      );
      if (used) lostNetwork(context, network);
      else context.note('changed', 'unused-network', ['networks', network.name], 'No service uses it.');
      continue;
    }
    const tree = network.tree === null ? null : networkTree(context, network, network.tree);
    entries.set(network.name, tree !== null && entriesOf(tree).length > 0 ? tree : null);
    if (network.external === true) {
      const name = network.dockerName ?? network.name;
      context.note(
        'changed',
        'external-network',
        ['networks', network.name],
        `It must be an overlay of the swarm before the stack is deployed: ${overlayCommand(name)}`,
      );
    }
  }
  for (const [name, tree] of made) entries.set(name, tree);
  return { entries, memberships };
}

interface Making {
  make(base: string, tree: Tree | null): string;
  /** Returns the key of a network of the machine, declared as external. */
  outside(name: string): string;
  /** Networks replaced by one overlay per member. */
  readonly split: Set<string>;
}

function externalTree(name: string): Tree {
  return mapTree([
    ['external', plainTree(true)],
    ['name', textTree(name)],
  ]);
}

function ofOwn(network: string): StackMembership {
  return { network, from: null, aliases: [] };
}

function membershipsOf(
  context: StackContext,
  service: Service,
  { make, outside, split }: Making,
): readonly StackMembership[] {
  const { topology } = context.source.workspace;
  const { mode, name } = service;
  const at: Path = ['services', name, 'network_mode'];
  const { note } = context;
  const closed = (): StackMembership =>
    ofOwn(make(`${name}-closed`, mapTree([['internal', plainTree(true)]])));
  switch (mode.kind) {
    case 'none': {
      const ownMembership = closed();
      note(
        'changed',
        'closed',
        at,
        `A stack ignores it (SW15): ${ownMembership.network}, an internal overlay of its own, seals it (SW3).`,
      );
      return [ownMembership];
    }
    case 'host':
    case 'bridge': {
      const key = outside(mode.kind);
      note(
        'changed',
        'machine-network',
        at,
        `A stack ignores it (SW15): it is on the external network ${mode.kind} instead (SW10).`,
      );
      return [ofOwn(key)];
    }
    case 'network': {
      const key = modeNetwork(topology, mode) ?? mode.of;
      const known = topology.networks.get(key);
      const network = known && known.origin === 'declared' ? key : outside(mode.of);
      note(
        'changed',
        'network-by-mode',
        at,
        known?.origin === 'declared'
          ? `A stack ignores it (SW15): it is in \`networks\` instead.`
          : `A stack ignores it (SW15): it is on the external network ${mode.of}, which must be an overlay of the swarm: ${overlayCommand(mode.of)}`,
      );
      return [ofOwn(network)];
    }
    case 'unknown':
      note('lost', 'unknown-mode', at, 'The network is unknown. Give its variable a value.');
      return [closed()];
    case 'service':
    case 'container':
      return [];
    case 'networks':
      break;
  }
  const found: StackMembership[] = [];
  for (const attachment of service.attachments) {
    const network = topology.networks.get(attachment.network);
    const path: Path = ['services', name, 'networks', attachment.network];
    if (network && isForeign(network)) {
      note(
        'lost',
        'foreign-network',
        path,
        `Driver ${network.driver} is not a driver of a swarm: ${name} is not on ${attachment.network}.`,
      );
      continue;
    }
    if (network && hasIccOff(network)) {
      split.add(network.name);
      const tree = networkTree(context, network, network.tree ?? mapTree([]));
      const key = make(
        `${network.name}-${name}`,
        withEntry(
          withEntry(tree, 'ipam', () => null),
          'name',
          () => null,
        ),
      );
      found.push({ network: key, from: attachment, aliases: attachment.aliases });
      note(
        'changed',
        'icc-off',
        path,
        `Overlays know no enable_icc (SW9): ${name} has ${key} of its own, where no other member reaches it.`,
      );
      continue;
    }
    found.push({ network: attachment.network, from: attachment, aliases: attachment.aliases });
  }
  // The default overlay of the stack leads out, so only services that had a way out are put on it.
  return found.length > 0 ? found : [closed()];
}

function hasIccOff(network: Network): boolean {
  return network.external !== true && /^(?:false|f|0)$/i.test(network.driverOpts.get(iccOption) ?? '');
}

/** True for a single-machine driver that a stack cannot use unchanged. */
function isForeign({ driver, external }: Network): boolean {
  return external !== true && ['macvlan', 'ipvlan', 'host', 'none', 'null'].includes(driver);
}

function lostNetwork({ note }: StackContext, { name, driver }: Network): void {
  note(
    'lost',
    'foreign-network',
    ['networks', name, 'driver'],
    `A stack cannot create a network with driver ${driver}. Create one for the swarm (docker network create --config-only on each machine, then --scope swarm) and name it as external.`,
  );
}

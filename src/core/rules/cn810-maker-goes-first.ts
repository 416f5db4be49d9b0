// CN810. Owns: shared networks created by the stack of an application.

import type { Operation } from '../compose/operations/operation.ts';
import type { Network } from '../compose/topology.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import type { StackEdit } from '../host/host.ts';
import { type HostNetwork, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { networkCreateCommand } from '../quote/shell-word.ts';
import { entriesOf } from '../yaml/tree.ts';
import { fewNames, isProxy, networkIn, networkPlace, networksAcrossProjects } from './facts/host-networks.ts';

export const rule: Rule = {
  id: 'CN810',
  slug: 'maker-goes-first',
  title: 'The stack of an application makes a network that others need',
  why: 'The `down` of that stack removes the network, or fails while others are on it, and before its first `up` none of the others can start. A network that no stack owns imposes no such order.',
  severity: 'info',
  source: 'N1; Compose: networks, external',
  *checkStacks(context) {
    for (const network of networksAcrossProjects(context)) {
      const { name, madeBy: stack, makers, stacks, members } = network;
      const guests = stacks.filter((stack) => !makers.includes(stack));
      if (stack === null || makers.length > 1 || guests.length === 0) continue;
      const infrastructure = members.some(
        (member) => splitHostName(member).stack === stack && isProxy(context, member),
      );
      if (infrastructure) continue;
      yield {
        stack,
        subjects: [`network:${name}`, `stack:${stack}`, ...guests.map((guest) => `stack:${guest}`)],
        message: `${name} is created by ${stack}, an application: before its first up ${fewNames(guests)} cannot start, and its down fails or takes the network from ${guests.length === 1 ? 'it' : 'them'}. Create it by hand, ${createCommand(name, networkIn(context, stack, name))}, and declare it external everywhere.`,
        at: networkPlace(context, stack, network),
        fixes: externalFixes(context, network, stack),
        evidence: [name, stack],
      };
    }
  },
};

/** Returns the command that makes the network as the file states it. */
function createCommand(name: string, network: Network | null): string {
  const options = network
    ? [
        ...(network.driver === '' || network.driver === 'bridge' ? [] : ['--driver', network.driver]),
        ...(network.internal === true ? ['--internal'] : []),
        ...(network.enableIpv6 === true ? ['--ipv6'] : []),
        ...[...network.driverOpts].slice(0, 3).flatMap(([key, value]) => ['--opt', `${key}=${value}`]),
      ]
    : [];
  return networkCreateCommand(name, options);
}

/**
 * Returns the fix that makes the network external everywhere; only when its name is all that is stated, since other keys have no effect on
 * an external network.
 */
function externalFixes(context: HostFacts, { name }: HostNetwork, stack: string): readonly Fix[] {
  const network = networkIn(context, stack, name);
  if (!network || !entriesOf(network.tree).every(({ key }) => key === 'name' || key === 'external'))
    return [];
  const key = network.name;
  const operations: Operation[] =
    network.origin === 'implicit' ? [{ type: 'add-network', network: key, internal: false }] : [];
  operations.push({ type: 'external', network: key, external: true });
  if (network.dockerName === null && name !== key)
    operations.push({ type: 'network-name', network: key, name });
  const edits: readonly StackEdit[] = [{ stack, operations }];
  const title = `Declare ${name} external in ${stack} too, and create it by hand: ${networkCreateCommand(name)}`;
  return [{ title, safe: false, operations: [], edits }];
}

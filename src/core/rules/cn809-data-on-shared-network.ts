// CN809. Owns: data services on a network with members of other stacks. Data on a network that its file does not create is CN210.

import type { Fix, Report, Rule } from '../findings/finding.ts';
import { type HostNetwork, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { isMistaken } from '../host/host-needs.ts';
import { stackServiceOf } from '../host/stack-service.ts';
import {
  fewNames,
  memberPlace,
  membersByStack,
  networkIn,
  networksAcrossProjects,
} from './facts/host-networks.ts';

export const rule: Rule = {
  id: 'CN809',
  slug: 'data-on-shared-network',
  title: 'A data service is on a network of other stacks',
  why: 'Every container on that network reaches every port of the data service, whatever stack it belongs to. An attacker who takes over one app reaches the databases of the others, and only a password protects them.',
  severity: 'warning',
  source: 'C2, N1 (measured across stacks)',
  *checkStacks(context) {
    for (const network of networksAcrossProjects(context)) {
      const there = new Set(network.members);
      for (const group of membersByStack(context, network.members).values()) {
        for (const member of group) {
          const report = keepsData(context, member) ? reportOn(context, network, member, group, there) : null;
          if (report) yield report;
        }
      }
    }
  },
};

function keepsData(context: HostFacts, member: string): boolean {
  const found = stackServiceOf(context, member);
  return found?.facts.tiers.of(found.service.name) === 'data';
}

/** Returns the report on one data service; null when every member of the network needs it. */
function reportOn(
  context: HostFacts,
  network: HostNetwork,
  member: string,
  group: readonly string[],
  there: ReadonlySet<string>,
): Report | null {
  const { stack, service } = splitHostName(member);
  const needs = context.needs.to(member).filter((need) => !isMistaken(context.needs, need));
  const near = new Set([...group, ...needs.map(({ from }) => from).filter((client) => there.has(client))]);
  const count = there.size - near.size;
  const first: string[] = [];
  for (const other of there) {
    if (first.length === 5) break;
    if (!near.has(other)) first.push(other);
  }
  const [stranger] = first;
  // C4: on a network that blocks traffic between its members, the data service is unreachable.
  if (stranger === undefined || !context.reach.pair(stranger, member).networks.includes(network.name))
    return null;
  return {
    stack,
    certainty: context.analyses.get(stack)?.tiers.declared(service) ? 'certain' : 'inferred',
    subjects: [member, `network:${network.name}`],
    message: `${member} keeps data and is on ${network.name}, where ${fewNames(first, count)} of other stacks ${count === 1 ? 'reaches' : 'reach'} every port of it, although nothing here says that ${count === 1 ? 'it needs' : 'they need'} to.`,
    at: memberPlace(context, member, network.name),
    fixes: detachFixes(context, network.name, member),
    evidence: [member, network.name],
  };
}

/** Returns the fix that takes the service off the network; none unless all its partners meet it on another network. */
function detachFixes(context: HostFacts, name: string, member: string): readonly Fix[] {
  const { needs, reach } = context;
  const found = stackServiceOf(context, member);
  if (!found) return [];
  const { stack, service } = found;
  const key = networkIn(context, stack, name)?.name;
  if (key === undefined || service.mode.kind !== 'networks' || service.attachments.length < 2) return [];
  const partners = [...needs.to(member).map(({ from }) => from), ...needs.from(member).map(({ to }) => to)];
  const cut = partners.some((partner) => {
    if (partner === member || !reach.facts.has(partner)) return false;
    return reach.pair(member, partner).networks.every((shared) => shared === name);
  });
  if (cut) return [];
  const operations = [{ type: 'detach' as const, service: service.name, network: key, last: null }];
  return [{ title: `Detach ${member} from ${name}`, safe: false, operations }];
}

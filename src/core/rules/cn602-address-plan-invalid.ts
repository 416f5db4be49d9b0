// CN602. Owns: static addresses and subnets that the Engine refuses, or that meet other networks.

import {
  type AddressRange,
  freeAddress,
  holdsAddress,
  rangeOf,
  rangesOverlap,
  sameAddress,
} from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Attachment, Network, Service } from '../compose/topology.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import { attachedServices } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN602',
  slug: 'address-plan-invalid',
  title: 'Static address or subnet plan cannot work',
  why: 'Compose does not check addresses. The Engine refuses one that is outside its subnet, taken, or given without a subnet, and then the service does not start; of two subnets that overlap it can create only one.',
  severity: 'error',
  source: 'semantics 1.1, 1.3 (measured)',
  *check(context) {
    const { networks } = context.topology;
    const planned = new Map<string, readonly AddressRange[]>();
    for (const [key, network] of networks) {
      if (network.subnets.length === 0 || network.external !== false) continue;
      planned.set(
        key,
        network.subnets.flatMap(({ subnet }) => rangeOf(subnet) ?? []),
      );
    }
    yield* overlaps(planned);
    const taken = new Map<string, string[]>();
    for (const service of attachedServices(context)) {
      for (const attachment of service.attachments) {
        const address = attachment.ipv4 ?? attachment.ipv6;
        const network = networks.get(attachment.network);
        if (address === null || network?.external !== false || address.includes('$')) continue;
        const used = taken.get(attachment.network) ?? [];
        taken.set(attachment.network, used);
        const wrong = addressFault(network, planned.get(attachment.network) ?? [], address, used);
        used.push(address);
        if (wrong !== null && context.checked.has(service.name)) {
          const ranges = planned.get(attachment.network) ?? [];
          yield addressReport(
            service,
            attachment,
            address,
            wrong,
            fixesFor(context, service, attachment, ranges, network),
          );
        }
      }
    }
  },
};

function addressFault(
  network: Network,
  ranges: readonly AddressRange[],
  address: string,
  used: readonly string[],
): string | null {
  if (ranges.length === 0) {
    return network.subnets.length > 0
      ? null
      : `${network.name} has no subnet of its own, and the Engine takes fixed addresses only where one is set`;
  }
  const ownAddressRange = ranges.find((range) => holdsAddress(range, address));
  if (!ownAddressRange) return `it is not in ${nameList(ranges.map(({ text }) => text))}`;
  if (ownAddressRange.reserved.some((other) => sameAddress(other, address)))
    return `it is the network or broadcast address of ${ownAddressRange.text}`;
  if (network.subnets.some(({ gateway }) => gateway !== null && sameAddress(gateway, address)))
    return `it is the gateway of ${network.name}`;
  return used.some((other) => sameAddress(other, address)) ? 'another service has it already' : null;
}

function addressReport(
  { name }: Service,
  { network }: Attachment,
  address: string,
  wrong: string,
  fixes: readonly Fix[],
): Report {
  return {
    subjects: [name, `network:${network}`],
    message: `${name} cannot have ${address} on ${network}: ${wrong}.`,
    at: ['services', name, 'networks', network],
    fixes,
    evidence: [network, address],
  };
}

/** Returns the fix to the next free address; none without a subnet of that family. */
function fixesFor(
  context: RuleContext,
  service: Service,
  { network, ipv4 }: Attachment,
  ranges: readonly AddressRange[],
  { subnets }: Network,
): readonly Fix[] {
  if (ipv4 === null) return [];
  const used = attachedServices(context).flatMap((other) =>
    other.attachments
      .filter((attachment) => attachment.network === network)
      .flatMap((attachment) => attachment.ipv4 ?? []),
  );
  const taken = [...used, ...subnets.flatMap(({ gateway }) => gateway ?? [])];
  const next = ranges.map((range) => freeAddress(range, taken)).find((address) => address !== null);
  if (next === undefined || next === null) return [];
  const operation = { type: 'address' as const, service: service.name, network, address: next };
  return [{ title: `Use ${next}`, safe: false, operations: [operation] }];
}

function* overlaps(planned: ReadonlyMap<string, readonly AddressRange[]>): Iterable<Report> {
  const all = [...planned].flatMap(([key, ranges]) => ranges.map((range) => ({ key, range })));
  for (const [position, claim] of all.entries()) {
    const other = all
      .slice(0, position)
      .find(({ key, range }) => key !== claim.key && rangesOverlap(range, claim.range));
    if (!other) continue;
    yield {
      severity: 'warning',
      subjects: [`network:${claim.key}`, `network:${other.key}`],
      message: `${claim.key} (${claim.range.text}) and ${other.key} (${other.range.text}) overlap: the Engine cannot create both.`,
      at: ['networks', claim.key, 'ipam'],
      evidence: [claim.range.text, other.range.text],
    };
  }
}

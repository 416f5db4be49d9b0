// The fix that gives datastores a network of their own with those that need them, as far as the file states needs.

import { nameList } from '../../../compose/name-list.ts';
import type { Operation } from '../../../compose/operations/operation.ts';
import type { Fix, RuleContext } from '../../findings/finding.ts';
import { catalogueEntry } from '../../needs/catalogue.ts';
import type { ServiceView } from '../../service-view.ts';
import { freeNetworkName, membersByNetwork } from '../facts/networks.ts';
import { openServices } from '../facts/open-services.ts';
import { openPublishes } from '../facts/publishes.ts';
import {
  countTiers,
  skipsTier,
  spansTooMany,
  type TierCounts,
  tierCounts,
  tiersAround,
} from '../facts/tier-walls.ts';

/** Active namespace owners that need a service or that it needs, in the order of their needs. */
export function partnersOf(context: RuleContext, service: string): readonly string[] {
  const { needs, reach } = context;
  const others = [
    ...needs.to(service).map(({ from }) => from),
    ...needs.from(service).map(({ to }) => to),
  ].map((name) => reach.facts.get(name)?.owner ?? null);
  return [...new Set(others.filter((name) => name !== null && name !== service))].filter(
    (name) => name !== null,
  );
}

/**
 * Moves `data` from `network` to a new network and attaches their partners to it. Null where one of them has no networks of its
 * own or where nobody is known to need them: moving them would cut needs that the file does not state.
 */
export function dataNetworkFix(
  context: RuleContext,
  data: readonly string[],
  network: string,
  taken: readonly string[] = [],
): Fix | null {
  const partners = new Set(data.flatMap((name) => partnersOf(context, name)));
  for (const name of data) partners.delete(name);
  // A joined datastore is where its owner is, and moves with all that is there.
  const onIt = (name: string): boolean => {
    const facts = context.views.get(name)?.facts;
    return facts?.owner === name && facts.networks.includes(network);
  };
  if (!data.every(onIt)) return null;
  // A port that is open on the host leads around any network (X2): CN102 comes first.
  if (data.some((name) => publishes(context.views.get(name)))) return null;
  if (partners.size === 0) return null;
  for (const name of partners) {
    if (context.topology.services.get(name)?.mode.kind !== 'networks') return null;
  }
  if (skipsTier(context, [...data, ...partners])) return null;
  if (makesSpanning(context, data, partners, network)) return null;
  const name = nextName(context, taken);
  // O10: an internal network would kill the ports that a datastore publishes on loopback.
  const internal = data.every((service) => context.topology.services.get(service)?.ports.length === 0);
  // X14, CN302: whoever is open reaches into it.
  if (internal && openServices(context).length > 0) return null;
  // X2: what keeps its way out then reaches others' open ports over the host, each a CN108 of its own.
  if (!internal && openOnes(context, network).filter((other) => !partners.has(other)).length > 1) return null;
  const operations: Operation[] = [{ type: 'add-network', network: name, internal }];
  for (const service of partners) operations.push({ type: 'attach', service, network: name });
  for (const service of data) operations.push({ type: 'move', service, from: network, to: name });
  const title = `Move ${nameList(data)} to a new ${internal ? 'internal ' : ''}network ${name}`;
  return { title, safe: false, operations };
}

function publishes(view: ServiceView | undefined): boolean {
  return view !== undefined && openPublishes(view).length > 0;
}

/** CN205: whether the new network, or the absence of the data from the old one, makes a service span too many. */
function makesSpanning(
  context: RuleContext,
  data: readonly string[],
  partners: ReadonlySet<string>,
  network: string,
): boolean {
  const known = tierCounts(context);
  const moves = (member: string): boolean => data.includes(context.views.get(member)?.facts.owner ?? '');
  const members = membersByNetwork(context).get(network) ?? [];
  const left = countTiers(
    context,
    members.filter((member) => !moves(member)),
  );
  const created = countTiers(context, [...data, ...partners]);
  for (const name of new Set([...members, ...partners])) {
    const service = context.topology.services.get(name);
    if (!service || moves(name) || (service.attachments.length < 2 && !partners.has(name))) continue;
    if (catalogueEntry(service.image)?.kind === 'proxy') continue;
    const before = service.attachments.map((attachment) => known.get(attachment.network));
    const after = service.attachments.map((attachment) =>
      attachment.network === network ? left : known.get(attachment.network),
    );
    if (partners.has(name)) after.push(created);
    if (spans(context, name, after) && !spans(context, name, before)) return true;
  }
  return false;
}

function spans(context: RuleContext, name: string, networks: readonly (TierCounts | undefined)[]): boolean {
  return spansTooMany(networks.length, tiersAround(context, name, networks));
}

/** Members of a network whose ports answer beyond the host. */
function openOnes({ views }: RuleContext, network: string): readonly string[] {
  return [...views.values()]
    .filter((view) => view.facts.networks.includes(network) && publishes(view))
    .map(({ service }) => service.name);
}

function nextName(context: RuleContext, taken: readonly string[]): string {
  const base = freeNetworkName(context.topology, 'back');
  if (!taken.includes(base)) return base;
  let number = 2;
  while (context.topology.networks.has(`back-${number}`) || taken.includes(`back-${number}`)) number++;
  return `back-${number}`;
}

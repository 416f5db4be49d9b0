// The ways round a tunnel of those who share its network stack (LV4, LV5, LV30 to LV34).

import { nameList } from '../../compose/name-list.ts';
import { itemPlace, keyPlace } from '../../compose/places.ts';
import type { Service } from '../../compose/topology.ts';
import { readAddress } from '../../fleet/fleet-address.ts';
import { isPublic } from '../../fleet/network-map.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import { childOf, type Path } from '../../yaml/tree.ts';
import type { Leaver } from '../leave/leaver.ts';
import { contextOf, ownerOf, type ServiceAsker, spaceOf } from '../leave/names.ts';
import type { Tunnel, TunnelException } from '../tunnel/tunnel.ts';
import { doorsBeside } from './doors-beside.ts';
import type { FoundHole } from './list-holes.ts';

/** True for a service that starts once the tunnel of the network stack that it shares works. */
export function waitsForTunnel(tunnel: Tunnel, owner: Service, { dependsOn }: Service): boolean {
  return (
    tellsHealth(tunnel, owner) &&
    dependsOn.some(({ service, condition }) => service === owner.name && condition === 'service_healthy')
  );
}

/** True where a health check says when a tunnel works: one of the service, or that of the image unless the service switches it off. */
export function tellsHealth(tunnel: Tunnel, { healthcheck, tree }: Service): boolean {
  if (healthcheck !== null) return true;
  const own = childOf(tree, 'healthcheck');
  return tunnel.tellsHealth && childOf(own, 'test') === null && childOf(own, 'disable') === null;
}

/**
 * Yields the ways round the tunnel of those services, which share one network stack; none for its owner, which makes the tunnel, and none
 * for a tunnel of which nothing is known.
 */
export function* tunnelHoles(
  leaver: Leaver,
  tunnel: Tunnel,
  askers: readonly ServiceAsker[],
): Generator<FoundHole> {
  const [one] = askers;
  if (!one || (tunnel.leads === 'unknown' && tunnel.isShutFromStart === 'unknown')) return;
  const owner = ownerOf(one);
  const members = askers.filter(({ service }) => service.name !== owner.name);
  const [first] = members;
  if (!first) return;
  const context = contextOf(first);
  const place = (path: Path): SourcePlace | null => context?.place(path) ?? null;
  const settingPlace = (setting: string | null): SourcePlace | null =>
    place(
      setting === null
        ? ['services', owner.name]
        : setting.startsWith('-')
          ? keyPlace(owner, 'command')
          : itemPlace(owner, 'environment', setting),
    );
  const of = (id: string, kind: FoundHole['kind'], text: string, at: SourcePlace | null): FoundHole => ({
    id,
    kind,
    text,
    place: at,
    through: owner.name,
    network: null,
  });
  const all = people(members);
  if (tunnel.leads === false) {
    const why = `${tunnel.program} of ${owner.name} leads nobody out by its tunnel but who asks its proxy (TS_USERSPACE)`;
    yield of(
      'LV31',
      'tunnel',
      `${all.name} ${all.leaves} as the machine: ${why}`,
      settingPlace(tunnel.rulesSetting),
    );
    return;
  }
  yield* startHoles(tunnel, owner, members, of, place);
  if (tunnel.isShutWhileDown === false) {
    const at = settingPlace(tunnel.rulesSetting);
    yield of(
      'LV31',
      'tunnel',
      `${all.name} ${all.leaves} as the machine while the tunnel of ${owner.name} is down, since no rule stops that`,
      at,
    );
    yield of(
      'LV31',
      'tunnel',
      `the far end of the tunnel reaches each port of ${all.name}, since no rule of ${owner.name} stops that`,
      at,
    );
  }
  const ipv6 = leaver.direct(first.name, { host: '2620:fe::fe', port: 443, protocol: 'tcp' });
  if (tunnel.ipv6 === 'past' && ipv6.answer === 'reached')
    yield of(
      'LV31',
      'tunnel',
      `${all.name} ${all.leaves} over IPv6 past the tunnel of ${owner.name}`,
      ipv6.place ?? settingPlace(null),
    );
  const names = askedPastTunnel(leaver, tunnel, first, owner);
  if (names !== null)
    yield of(
      names.id,
      'names',
      `${all.name} ${all.asks} for names past the tunnel of ${owner.name}: ${names.text}`,
      owner.dns.length > 0 ? place(keyPlace(owner, 'dns')) : settingPlace(tunnel.namesSetting),
    );
  if (tunnel.letsQuestionsOut && tunnel.isShutWhileDown === true && tunnel.names === 'tunnel')
    yield of(
      'LV33',
      'names',
      `the rules of ${owner.name} let questions for names (UDP to port 53) out as the machine while its tunnel is down`,
      settingPlace(tunnel.rulesSetting),
    );
  for (const isWide of [false, true]) {
    const exceptions = tunnel.exceptions.filter((one) => holdsInternet(one) === isWide);
    const setting = exceptions[0]?.setting;
    if (setting === undefined) continue;
    const ranges = nameList(exceptions.map(({ range }) => range));
    yield of(
      'LV34',
      isWide ? 'tunnel' : 'lan',
      `${owner.name} lets ${all.name} reach ${ranges} past its tunnel (${setting})${isWide ? '' : ', and so the machine at its address there, with each port that it publishes'}`,
      settingPlace(setting),
    );
  }
  for (const { name, service } of members)
    if (changesRules(service))
      yield of(
        'LV5',
        'tunnel',
        `${name} may change the rules and routes that it shares with ${owner.name} (${service.privileged === true ? 'privileged' : 'NET_ADMIN'})`,
        place(keyPlace(service, service.privileged === true ? 'privileged' : 'cap_add')),
      );
  const space = spaceOf(first);
  const inside = new Set(
    space?.members.map((member) => first.node.base('ipv4')?.services[member]?.name ?? ''),
  );
  for (const { service, text, isKnown } of doorsBeside(leaver, first, [...inside]))
    if (isKnown) yield of('LV2', 'tunnel', text, place(['services', service]));
  if (first.node.facts?.reach.facts.get(first.service.name)?.toHost === true)
    yield of(
      'H2',
      'host',
      `${all.name} ${all.reaches} the host at the gateway of the network of ${owner.name}: what listens there on all addresses answers`,
      settingPlace(null),
    );
}

function* startHoles(
  tunnel: Tunnel,
  owner: Service,
  members: readonly ServiceAsker[],
  of: (id: string, kind: FoundHole['kind'], text: string, at: SourcePlace | null) => FoundHole,
  place: (path: Path) => SourcePlace | null,
): Generator<FoundHole> {
  if (tunnel.isShutFromStart === 'unknown') return;
  const waiting = members.filter(({ service }) => waitsForTunnel(tunnel, owner, service));
  const hasty = members.filter((member) => !waiting.includes(member));
  const [first] = hasty;
  const until = tunnel.isShutFromStart
    ? `before the rules of ${owner.name} are set`
    : `until the tunnel of ${owner.name} is up`;
  if (first) {
    const who = people(hasty);
    yield of(
      'LV30',
      tunnel.isShutFromStart ? 'start' : 'tunnel',
      `${who.name} ${who.starts} as soon as ${owner.name} has started, and ${who.leaves} as the machine ${until}`,
      place(itemPlace(first.service, 'depends_on', owner.name)),
    );
  }
  if (tunnel.isShutFromStart || waiting.length === 0) return;
  const who = people(waiting);
  yield of(
    'LV30',
    'start',
    `${who.name} ${who.leaves} as the machine ${until}, when Docker itself starts both again: it waits for nobody`,
    place(['services', owner.name]),
  );
}

/** Returns who is asked for names, where that is not behind the tunnel; null where it is, and where that is not known. */
function askedPastTunnel(
  leaver: Leaver,
  tunnel: Tunnel,
  asker: ServiceAsker,
  { dns }: Service,
): { readonly id: string; readonly text: string } | null {
  if (tunnel.names !== 'docker') return null;
  if (leaver.names.ask(asker, 'elsewhere.invalid').answer !== 'reached') return null;
  if (dns.length === 0) return { id: 'LV4', text: `Docker's resolver asks from the machine` };
  const near = dns.filter((server) => {
    const address = readAddress(server);
    return address !== null && !isPublic(address);
  });
  if (near.length > 0) return { id: 'LV33', text: `at ${nameList(near)}, which is not behind it` };
  return null;
}

/** True for an exception that holds addresses of the Internet. */
function holdsInternet({ range }: TunnelException): boolean {
  const [address = '', length] = range.split('/');
  const read = readAddress(address);
  return read !== null && (length === '0' || isPublic(read));
}

function changesRules({ capAdd, privileged }: Service): boolean {
  return privileged === true || capAdd.some((capability) => /^(?:CAP_)?(?:NET_ADMIN|ALL)$/i.test(capability));
}

/** Returns names as the subject of a sentence, with its verbs. */
function people(askers: readonly ServiceAsker[]) {
  const isOne = askers.length === 1;
  return {
    name: nameList(askers.map(({ name }) => name)),
    leaves: isOne ? 'leaves' : 'leave',
    starts: isOne ? 'starts' : 'start',
    asks: isOne ? 'asks' : 'ask',
    reaches: isOne ? 'reaches' : 'reach',
  };
}

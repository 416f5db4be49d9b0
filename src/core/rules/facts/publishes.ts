// Published ports of a service, for rules: the open ones, their targets, the variables that they depend on, and the fixes that close
// them. A dead or loopback port is not open.

import { memoize } from '../../compose/memoize.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import type { PortSpec } from '../../compose/operations/steps/port-text.ts';
import { containerRange, containerText, isPortRange } from '../../compose/project/ports/port-range.ts';
import type { PortItem, Service } from '../../compose/topology.ts';
import type { Fix, RuleContext } from '../../findings/finding.ts';
import type { ServiceView } from '../../findings/service-view.ts';
import { catalogueEntry, searchedNames } from '../../images/catalogue.ts';
import type { ImageKind } from '../../images/catalogue-images.ts';
import { hasDataPortNumber, isTunnelPort, isWorldPort } from '../../images/port-meaning.ts';
import type { Published } from '../../reach/reach-model.ts';
import { childOf, itemsOf, scalarText } from '../../yaml/tree.ts';

/** Returns the ports that a service itself publishes beyond the host's loopback; unknown ones (external networks) count. */
export function openPublishes(view: ServiceView): readonly Published[] {
  // Nearly all.
  return view.facts.published.length === 0 ? view.facts.published : findOpen(view);
}

const findOpen = memoize(({ service: { name }, facts }: ServiceView): readonly Published[] =>
  facts.owner === name
    ? facts.published.filter(
        (port) =>
          port.service === name && (port.reachableFrom === 'outside' || port.reachableFrom === 'unknown'),
      )
    : [],
);

/** Returns `every address of the host`, or names one family when the ports are bound only there. */
export function everyAddress(ports: readonly Published[]): string {
  const ipv6 = ports.every(({ families }) => families !== 'unknown' && families.join() === 'ipv6');
  return ipv6 ? 'every IPv6 address of the host' : 'every address of the host';
}

/** Returns a published port as a person writes it: `443:9586/tcp`, `:80/tcp` when the host picks one. */
export function portText(port: Published): string {
  return `${port.hostPort}:${containerText(port)}/${port.protocol}`;
}

/** Returns the items of `ports` that contain some of `published`, in file order. */
export function portItems(service: Service, published: readonly Published[]): readonly PortItem[] {
  const indexes = new Set(published.map((port) => port.index));
  return service.ports.filter((item) => indexes.has(item.index));
}

/** True for a port meant for everybody: on loopback, a mail server receives no mail and a git server no push. */
export function isMeantForWorld(service: Service, port: Published): boolean {
  if (containerText(port) === '22' && catalogueEntry(service.image)?.kind === 'git') return true;
  return isWorldPort(port, searchedNames(service)) || isVpnEndpoint(service, port);
}

/**
 * True when a DNS server answers anybody at a port: on the Internet it is an open resolver, which others use for attacks. A server for its
 * own zones alone is meant for everybody.
 */
export function isResolver({ image }: Service, { containerPort }: Published): boolean {
  return (
    containerPort === 53 &&
    catalogueEntry(image)?.kind === 'dns' &&
    !/pdns-auth|knot(?!-resolver)/.test(image ?? '')
  );
}

/** True for the endpoint of a VPN: it has to be open, and answers only holders of a key. */
export function isVpnEndpoint({ image }: Service, { containerPort, protocol }: Published): boolean {
  if (isTunnelPort(containerPort, protocol)) return true;
  const entry = catalogueEntry(image);
  // A VPN server may listen on another port; the ports that a VPN client publishes belong to the services that join it.
  const serves = entry?.kind === 'vpn' && entry.ports.some((number) => isTunnelPort(number, 'udp'));
  return serves && protocol === 'udp';
}

/** Returns the loopback address of the family that a port is bound in: in the other family, another port might be taken. */
function loopbackOf({ bindings: [binding] }: PortItem): string {
  return binding?.hostIp.includes(':') ? '::1' : '127.0.0.1';
}

/**
 * Returns the fix that binds every port of `published` to loopback; none when an operation cannot address one. `what` names the ports when
 * others stay.
 */
export function loopbackFixes(service: Service, published: readonly Published[], what = ''): readonly Fix[] {
  const items = portItems(service, published);
  const addresses = [...new Set(items.map(loopbackOf))];
  const title = ['Bind', ...(what === '' ? [] : [what]), 'to', addresses.join(' and ')].join(' ');
  const operations = items.length === 0 ? null : loopbackOperations(service, items);
  // Someone outside may rely on the port.
  return operations ? [{ title, safe: false, operations }] : [];
}

/** Returns the fix that publishes ports over IPv4 alone; none when an operation cannot address one. */
export function ipv4Fixes(service: Service, published: readonly Published[]): readonly Fix[] {
  const items = portItems(service, published);
  const operations = items.length === 0 ? null : loopbackOperations(service, items, () => '0.0.0.0');
  // Someone may rely on IPv6.
  return operations ? [{ title: 'Bind to 0.0.0.0, without IPv6', safe: false, operations }] : [];
}

/**
 * Returns the operations that bind items of `ports` to loopback, or to another address; null for a range, an unset
 * variable, or one port listed twice, which a person has to change first.
 */
export function loopbackOperations(
  service: Service,
  items: readonly PortItem[],
  addressOf: (item: PortItem) => string = loopbackOf,
): readonly Operation[] | null {
  if (items.some((item) => isRange(item) || item.unset.length > 0 || mayHoldAddress(item))) return null;
  let twice = false;
  const operations = items.flatMap((item): readonly Operation[] => {
    const address = portAddress(item);
    const bind: Operation = { type: 'bind', service: service.name, ...address, hostIp: addressOf(item) };
    const alike = service.ports.filter((other) => isSamePort(portAddress(other), address));
    if (alike.length < 2) return [bind];
    // TCP and UDP share one host port here.
    const protocol = protocolOf(item);
    if (alike.some((other) => other !== item && protocolOf(other) === protocol)) twice = true;
    return [{ ...bind, protocol }];
  });
  return twice ? null : operations;
}

/** True when a variable may hold an address: `$BIND:80`, unless its name says port. */
function mayHoldAddress({ form, raw }: PortItem): boolean {
  if (form === 'long') return false;
  const [first = '', ...rest] = maskVariables(raw).split(':');
  return rest.length === 1 && /^\$(?:\{(?!\w*PORT)|(?!\{|\w*PORT))/i.test(first);
}

/** Returns the fix that removes every item of `ports` that contains some of `published`; none when one is a range. */
export function unpublishFixes(service: Service, published: readonly Published[]): readonly Fix[] {
  const items = portItems(service, published);
  if (items.some(isRange)) return [];
  const operations = items.map(
    (item): Operation => ({
      type: 'unpublish',
      service: service.name,
      ...portAddress(item),
      protocol: protocolOf(item),
    }),
  );
  return [{ title: 'Stop publishing the port', safe: false, operations }];
}

function isRange({ bindings }: PortItem): boolean {
  return bindings.length !== 1 || bindings.some(isPortRange);
}

interface PortAddress {
  readonly hostPort: string;
  readonly containerPort: string;
}

/** Returns the address of an item in operations: its host port, or its container port when the host picks one. */
function portAddress({ bindings: [binding] }: PortItem): PortAddress {
  return { hostPort: binding?.hostPort ?? '', containerPort: String(binding?.containerPort ?? '') };
}

function isSamePort(a: PortAddress, b: PortAddress): boolean {
  return a.hostPort === b.hostPort && (a.hostPort !== '' || a.containerPort === b.containerPort);
}

function protocolOf({ bindings: [binding] }: PortItem): PortSpec['protocol'] {
  const protocol = binding?.protocol;
  return protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp';
}

/** Returns the fixes that close open ports: unpublish them when all that need the service reach it directly, else bind to loopback. */
export function closePortFixes(
  context: RuleContext,
  service: Service,
  published: readonly Published[],
): readonly Fix[] {
  const consumers = context.needs.to(service.name).filter(({ from }) => context.reach.facts.has(from));
  const direct = consumers.every(({ from }) => context.reach.direct(from, service.name) === true);
  const loopback = loopbackFixes(service, published);
  return consumers.length > 0 && direct ? [...unpublishFixes(service, published), ...loopback] : loopback;
}

/** Kinds of programs that store nothing for others and forward no port. */
const otherKinds: ReadonlySet<ImageKind> = new Set<ImageKind>(['tool', 'collector', 'git', 'dns', 'mail']);

/**
 * True when a port that a service itself publishes belongs to a datastore, a broker or a control plane, or runs code or shares files, by
 * number, tag or image.
 */
export function isDataPort(
  { service, tier, tierDeclared }: Pick<ServiceView, 'service' | 'tier' | 'tierDeclared'>,
  port: Pick<Published, 'containerPort' | 'containerLast'>,
): boolean {
  const entry = catalogueEntry(service.image);
  // A port number says nothing about a program that is known to be something else.
  const other = entry !== null && otherKinds.has(entry.kind) && !entry.ports.includes(port.containerPort);
  if (!other && hasDataPortNumber(containerRange(port), searchedNames(service))) return true;
  if (tier !== 'data') return false;
  // Where only a port made it data, its other ports are ordinary ones.
  return tierDeclared || entry !== null;
}

const plainVariable = /^\$(?:\{(\w+)\}|(\w+))$/;

/**
 * Returns the only variable that makes up the host address of an item and has no value; null for none. The item is split after
 * interpolation, as Compose does: a variable may hold an address and a port together, and then nothing is known.
 */
export function unsetAddress({ tree }: Service, item: PortItem): string | null {
  if (item.unset.length === 0) return null;
  const written = item.form === 'long' ? longAddress(tree, item.index) : shortAddress(item.raw);
  const match = plainVariable.exec(written);
  const variable = match?.[1] ?? match?.[2];
  return variable !== undefined && item.unset.includes(variable) ? variable : null;
}

function longAddress(tree: Service['tree'], index: number): string {
  return scalarText(childOf(itemsOf(childOf(tree, 'ports'))[index], 'host_ip')) ?? '';
}

/** Masks variables, since colons inside `${…}` separate nothing. */
function maskVariables(raw: string): string {
  return raw.replace(/\$\{[^}]*\}/g, (text) => text.replaceAll(':', '\0'));
}

/** Returns the part before the host port. */
function shortAddress(raw: string): string {
  const parts = maskVariables(raw).split(':');
  return parts.length === 3 ? (parts[0] ?? '').replaceAll('\0', ':') : '';
}

/** True when CN103 already reports the item of `ports` at `index`. */
export function dependsOnUnset(service: Service, index: number): boolean {
  const item = service.ports.find((portItem) => portItem.index === index);
  return item !== undefined && unsetAddress(service, item) !== null;
}

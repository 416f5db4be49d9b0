// The text of a trunk, which combines all entry points of one kind to one service: protocols, ports and severity. Takes the trunk as plain
// facts; the layout decides its position.

import type { Dangers } from '../blast/dangers.ts';
import type { ServiceViews } from '../findings/service-view.ts';
import { searchedNames } from '../images/catalogue.ts';
import { accessText, type PortNumbers, publishedMeaning } from '../images/port-meaning.ts';
import { isDataPort } from '../rules/facts/publishes.ts';
import type { NameOf } from '../summary/summary.ts';

/**
 * The tone of a trunk. `danger`: a data store or a control interface answers the outside. `outside`: another service does. `host`: only
 * this machine gets an answer. `dead`: published, but nothing answers. `unknown`: the file does not show which places get an answer.
 */
export type TrunkTone = 'danger' | 'outside' | 'host' | 'dead' | 'unknown';

export interface TrunkWords {
  /** The protocols, such as `HTTPS`, `Mail`, `IMAP · POP`; a host name for a proxied service; the ports when their meaning is unknown. */
  readonly title: string;
  /** The ports, `25 · 465 · 587`, or the service behind them; '' when the title is complete. */
  readonly detail: string;
  readonly tone: TrunkTone;
  /** A sentence with the reason for the tone `danger` or `unknown`; '' for other tones. */
  readonly reason: string;
}

type Kind = 'outside' | 'host' | 'nowhere' | 'unknown' | 'proxied' | 'every';

/** A service that answers behind a trunk, with its ports there. */
export interface TrunkAnswer {
  readonly service: string;
  readonly ports: readonly (PortNumbers & { readonly raw?: string })[];
}

/** The facts behind the text of a trunk. */
export interface TrunkFacts {
  readonly kind: Kind;
  /** The services of the trunk: one, or several that share a trunk. */
  readonly answers: readonly TrunkAnswer[];
  readonly hosts: readonly { readonly host: string; readonly proxy: string; readonly ghost: boolean }[];
}

interface Known {
  readonly views: ServiceViews;
  readonly dangers: Dangers;
}

/** Largest number of titles, of ports and of reasons named; the others are counted. */
const maxTitles = 2;
const maxPorts = 3;
const maxReasons = 3;

/** Returns the text of a trunk. */
export function trunkText(
  known: Known,
  trunk: TrunkFacts,
  nameOf: NameOf = (service) => service,
): TrunkWords {
  const tone = trunkTone(known, trunk);
  const toned = { tone, reason: reasonOf(known, trunk, tone) };
  const { kind, answers, hosts } = trunk;
  const services = answers.map(({ service }) => service);
  const ports = answers.flatMap((answer) => answer.ports);
  if (kind === 'every') return { title: 'every port', detail: `of ${countOf(services, nameOf)}`, ...toned };
  if (kind === 'proxied') {
    const names = [...new Set(hosts.map(({ host }) => (host === '*' ? 'any host' : host)))];
    const [first] = hosts;
    const by = first?.ghost ? `by a ${first.proxy} elsewhere` : `by ${first?.proxy ?? 'a proxy'}`;
    return { title: joinFirst(names, 1, ' '), detail: by, ...toned };
  }
  const unread = ports.filter(({ raw }) => raw !== undefined);
  const read = ports.filter(({ raw }) => raw === undefined);
  const random = read.filter(({ hostPort }) => hostPort === '');
  const fixed = read.filter(({ hostPort }) => hostPort !== '');
  const numbers = numbersOf(fixed);
  const titles = titlesOf(read, services.map((name) => calledBy(known, name)).join(' '));
  if (read.length === 0) return { title: `${unread.length} not set`, detail: unread[0]?.raw ?? '', ...toned };
  const detail = [
    ...(numbers.length > 0 ? [joinFirst(numbers, maxPorts, ' · ')] : []),
    ...(random.length > 0 ? [random.length === 1 ? 'random port' : `${random.length} random ports`] : []),
    ...(unread.length > 0 ? [`${unread.length} not set`] : []),
  ].join(' · ');
  const title = joinFirst(titles, maxTitles, ' · ');
  return title === '' ? { title: detail, detail: '', ...toned } : { title, detail, ...toned };
}

function calledBy({ views }: Pick<Known, 'views'>, name: string): string {
  const view = views.get(name);
  return view ? searchedNames(view.service) : name;
}

function countOf(services: readonly string[], nameOf: NameOf): string {
  return services.length === 1 ? nameOf(services[0] ?? '') : `${services.length} containers`;
}

/** Returns each host port once; with the protocol unless only TCP is published. */
function numbersOf(ports: readonly PortNumbers[]): readonly string[] {
  const tcp = new Set(ports.filter(({ protocol }) => protocol === 'tcp').map(({ hostPort }) => hostPort));
  return [
    ...new Set(
      ports.map(({ hostPort, protocol }) => (tcp.has(hostPort) ? hostPort : `${hostPort}/${protocol}`)),
    ),
  ];
}

/** Joins the first items of a list and counts the others: `a · b +3`. */
function joinFirst(items: readonly string[], most: number, glue: string): string {
  const hiddenCount = items.length - most;
  return items.slice(0, most).join(glue) + (hiddenCount > 0 ? ` +${hiddenCount}` : '');
}

/** Returns each protocol once, in file order; HTTP is omitted beside HTTPS, to which it redirects. */
function titlesOf(ports: readonly PortNumbers[], called: string): readonly string[] {
  const titles = new Set(ports.flatMap((port) => publishedMeaning(port, called)?.words ?? []));
  if (titles.has('HTTPS')) titles.delete('HTTP');
  return [...titles];
}

/** Returns the tone of a trunk: that of the gravest of its services. */
export function trunkTone(known: Known, { kind, answers, hosts }: TrunkFacts): TrunkTone {
  const isGrave = (): boolean => answers.some((answer) => dangerReason(known, answer) !== '');
  switch (kind) {
    case 'host':
      return 'host';
    case 'nowhere':
      return 'dead';
    case 'unknown':
      return 'unknown';
    case 'proxied':
      if (isGrave()) return 'danger';
      return hosts.length > 0 && hosts.every((host) => host.ghost) ? 'unknown' : 'outside';
    case 'every':
      return isGrave() ? 'danger' : 'outside';
    case 'outside':
      if (isGrave()) return 'danger';
      return answers.every((answer) => dependsOnVariables(known, answer)) ? 'unknown' : 'outside';
  }
}

const unsetText = 'Which port it is depends on variables that are not set.';

function reasonOf(known: Known, { kind, answers }: TrunkFacts, tone: TrunkTone): string {
  switch (tone) {
    case 'danger': {
      const reasons = [...new Set(answers.map((answer) => dangerReason(known, answer)))].filter(Boolean);
      const hidden = reasons.length - maxReasons;
      return [...reasons.slice(0, maxReasons), ...(hidden > 0 ? [`And ${hidden} more.`] : [])].join(' ');
    }
    case 'unknown':
      if (kind === 'proxied') return 'The proxy is not in this file.';
      return kind === 'outside' || answers.some(({ ports }) => ports.some(({ raw }) => raw !== undefined))
        ? unsetText
        : 'Where it answers is unknown from this file.';
    case 'outside':
    case 'host':
    case 'dead':
      return '';
  }
}

/** True when the host picks the ports only because of unset variables. */
function dependsOnVariables({ views }: Known, { service, ports }: TrunkAnswer): boolean {
  if (ports.length === 0 || ports.some(({ hostPort }) => hostPort !== '')) return false;
  const items = views.get(service)?.service.ports ?? [];
  const random = items.filter(({ bindings }) => bindings.some(({ hostPort }) => hostPort === ''));
  return random.length > 0 && random.every(({ unset }) => unset.length > 0);
}

/** Returns the reason why a service at its ports gives access to data or to the host; '' when it gives neither. */
function dangerReason(known: Known, { service: name, ports }: TrunkAnswer): string {
  const { views, dangers } = known;
  const view = views.get(name);
  for (const port of ports) {
    const meaning = publishedMeaning(port, calledBy(known, name));
    if (meaning?.use === 'control' && /^(?:Docker|Swarm|Kubernetes)/.test(meaning.words))
      return `${meaning.words} gives control of the runtime.`;
    if (meaning !== null && ['control', 'code', 'files'].includes(meaning.use))
      return `${accessText(meaning)}.`;
    // A scan finds a port picked by the host, or by a variable, as quickly as any other.
    if (view && isDataPort(view, port))
      return meaning?.use === 'data' ? `${name} gives ${meaning.words} away.` : `${name} keeps data.`;
  }
  // The port does not matter for an open container or a proxied one.
  if (ports.length === 0 && view && isDataPort(view, { containerPort: 0 })) return `${name} keeps data.`;
  const root = dangers.get(name)?.find((danger) => danger.rootOnHost && danger.certain);
  return root ? `${name} ${root.facts[0] ?? root.words}.` : '';
}

// The words at a trunk, which is all ways in of one kind to one service: what is spoken there, at which ports, and how grave it is. Takes the
// trunk as plain facts; where it is drawn is decided by the layout.

import type { Dangers } from '../blast/dangers.ts';
import type { ServiceViews } from '../findings/service-view.ts';
import { searchedNames } from '../images/catalogue.ts';
import { accessText, type PortNumbers, publishedMeaning } from '../images/port-meaning.ts';
import { isDataPort } from '../rules/facts/publishes.ts';
import type { NameOf } from '../summary/summary.ts';

/**
 * `danger`: data, or control of the runtime, answers the outside. `outside`: something else does. `host`: this machine alone.
 * `dead`: published, and nothing answers. `unknown`: the file does not show from where.
 */
export type TrunkTone = 'danger' | 'outside' | 'host' | 'dead' | 'unknown';

export interface TrunkWords {
  /** What is spoken: `HTTPS`, `Mail`, `IMAP · POP`; a host name for what a proxy lets in; the ports where no meaning is known. */
  readonly title: string;
  /** The ports, `25 · 465 · 587`, or what stands behind; '' where the title says all. */
  readonly detail: string;
  readonly tone: TrunkTone;
  /** Why the tone is `danger` or `unknown`, as a sentence; '' else. */
  readonly reason: string;
}

type Kind = 'outside' | 'host' | 'nowhere' | 'unknown' | 'proxied' | 'every';

/** The facts of a trunk that its words need. */
export interface TrunkFacts {
  readonly kind: Kind;
  /** The services behind it: one, but for what is one trunk of many. */
  readonly services: readonly string[];
  readonly ports: readonly (PortNumbers & { readonly raw?: string })[];
  readonly hosts: readonly { readonly host: string; readonly proxy: string; readonly ghost: boolean }[];
}

interface Known {
  readonly views: ServiceViews;
  readonly dangers: Dangers;
}

/** Titles and ports beyond these are counted. */
const mostTitles = 2;
const mostPorts = 3;

/** The words of a trunk. */
export function trunkText(
  known: Known,
  trunk: TrunkFacts,
  nameOf: NameOf = (service) => service,
): TrunkWords {
  const toned = toneOf(known, trunk);
  const { kind, ports, hosts, services } = trunk;
  if (kind === 'every') return { title: 'every port', detail: `of ${countOf(services, nameOf)}`, ...toned };
  if (kind === 'proxied') {
    const names = [...new Set(hosts.map(({ host }) => (host === '*' ? 'any host' : host)))];
    const [first] = hosts;
    const by = first?.ghost ? `by a ${first.proxy} elsewhere` : `by ${first?.proxy ?? 'a proxy'}`;
    return { title: some(names, 1, ' '), detail: by, ...toned };
  }
  const unread = ports.filter(({ raw }) => raw !== undefined);
  const read = ports.filter(({ raw }) => raw === undefined);
  const random = read.filter(({ hostPort }) => hostPort === '');
  const fixed = read.filter(({ hostPort }) => hostPort !== '');
  const numbers = numbersOf(fixed);
  const titles = titlesOf(read, services.map((name) => calledBy(known, name)).join(' '));
  if (read.length === 0) return { title: `${unread.length} not set`, detail: unread[0]?.raw ?? '', ...toned };
  const detail = [
    ...(numbers.length > 0 ? [some(numbers, mostPorts, ' · ')] : []),
    ...(random.length > 0 ? [random.length === 1 ? 'random port' : `${random.length} random ports`] : []),
    ...(unread.length > 0 ? [`${unread.length} not set`] : []),
  ].join(' · ');
  const title = some(titles, mostTitles, ' · ');
  return title === '' ? { title: detail, detail: '', ...toned } : { title, detail, ...toned };
}

function calledBy({ views }: Pick<Known, 'views'>, name: string): string {
  const view = views.get(name);
  return view ? searchedNames(view.service) : name;
}

function countOf(services: readonly string[], nameOf: NameOf): string {
  return services.length === 1 ? nameOf(services[0] ?? '') : `${services.length} containers`;
}

/** Host ports, each once; the protocol where it is not tcp, or tcp besides. */
function numbersOf(ports: readonly PortNumbers[]): readonly string[] {
  const tcp = new Set(ports.filter(({ protocol }) => protocol === 'tcp').map(({ hostPort }) => hostPort));
  return [
    ...new Set(
      ports.map(({ hostPort, protocol }) => (tcp.has(hostPort) ? hostPort : `${hostPort}/${protocol}`)),
    ),
  ];
}

/** `a · b +3` of a list. */
function some(items: readonly string[], most: number, glue: string): string {
  const rest = items.length - most;
  return items.slice(0, most).join(glue) + (rest > 0 ? ` +${rest}` : '');
}

/** What is spoken, each once, in the order of the file: HTTP beside HTTPS is no more than its way there. */
function titlesOf(ports: readonly PortNumbers[], called: string): readonly string[] {
  const titles = new Set(ports.flatMap((port) => publishedMeaning(port, called)?.words ?? []));
  if (titles.has('HTTPS')) titles.delete('HTTP');
  return [...titles];
}

function toneOf(
  known: Known,
  { kind, services, ports, hosts }: TrunkFacts,
): Pick<TrunkWords, 'tone' | 'reason'> {
  switch (kind) {
    case 'host':
      return { tone: 'host', reason: '' };
    case 'nowhere':
      return { tone: 'dead', reason: '' };
    case 'unknown':
      return {
        tone: 'unknown',
        reason: ports.some(({ raw }) => raw !== undefined)
          ? 'Which port it is depends on variables that are not set.'
          : 'Where it answers is unknown from this file.',
      };
    case 'proxied': {
      const reason = graveReason(known, services, []);
      if (reason !== '') return { tone: 'danger', reason };
      const ghost = hosts.length > 0 && hosts.every((host) => host.ghost);
      return ghost
        ? { tone: 'unknown', reason: 'The proxy is not in this file.' }
        : { tone: 'outside', reason: '' };
    }
    case 'outside':
    case 'every': {
      if (kind === 'outside' && services.every((name) => dependsOnVariables(known, name, ports)))
        return { tone: 'unknown', reason: 'Which port it is depends on variables that are not set.' };
      const reason = graveReason(known, services, ports);
      return { tone: reason === '' ? 'outside' : 'danger', reason };
    }
  }
}

/** Whether the host picks the ports only because variables without a value say none. */
function dependsOnVariables({ views }: Known, service: string, ports: readonly PortNumbers[]): boolean {
  if (ports.length === 0 || ports.some(({ hostPort }) => hostPort !== '')) return false;
  const items = views.get(service)?.service.ports ?? [];
  const random = items.filter(({ bindings }) => bindings.some(({ hostPort }) => hostPort === ''));
  return random.length > 0 && random.every(({ unset }) => unset.length > 0);
}

/** Why what answers there gives access to data or to the host; '' where it gives neither. */
function graveReason(known: Known, services: readonly string[], ports: readonly PortNumbers[]): string {
  const { views, dangers } = known;
  for (const name of services) {
    const view = views.get(name);
    for (const port of ports) {
      const meaning = publishedMeaning(port, calledBy(known, name));
      if (meaning?.use === 'control' && /^(?:Docker|Swarm|Kubernetes)/.test(meaning.words))
        return `${meaning.words} gives control of the runtime.`;
      if (meaning !== null && ['control', 'code', 'files'].includes(meaning.use))
        return `${accessText(meaning)}.`;
      // A number that the host picks is found as quickly as any other.
      if (view && isDataPort(view, port))
        return meaning?.use === 'data' ? `${name} gives ${meaning.words} away.` : `${name} keeps data.`;
    }
    // Whatever port it is: of an open container, or of one behind a proxy.
    if (ports.length === 0 && view && isDataPort(view, { containerPort: 0 })) return `${name} keeps data.`;
    const root = dangers.get(name)?.find((danger) => danger.rootOnHost && danger.certain);
    if (root) return `${name} ${root.facts[0] ?? root.words}.`;
  }
  return '';
}

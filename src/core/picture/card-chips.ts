import { containerText } from '../compose/project/ports/port-range.ts';
import { effectiveCapabilities, mayHaveMore } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import { capabilityText, type Usual, userOf } from '../describe/usual.ts';
import type { Published, ServiceFacts, UnreadPort } from '../reach/reach-model.ts';

export interface Chip {
  readonly kind: 'joined' | 'alias' | 'user' | 'caps' | 'replicas' | 'profile' | 'more';
  readonly text: string;
  readonly title: string;
}

const charWidth = 6.7;
const chipFrame = 14;
/** Space between chips, px; the last chip needs none after it. */
const chipGap = 4;
const iconWidth = 12;

/** Describes a published port: its bind address, its target, and the places that can reach it. */
function portTitle(port: Published): string {
  const host = port.hostPort === '' ? 'any' : port.hostPort;
  const where = `${port.hostIp}:${host} → ${containerText(port)}/${port.protocol}`;
  const family = port.families !== 'unknown' && !port.families.includes('ipv4') ? ', over IPv6 only' : '';
  switch (port.reachableFrom) {
    case 'nowhere':
      return `${where}: nothing can reach this port`;
    case 'host':
      return `${where}: this host only${family}`;
    case 'outside':
      return `${where}: answers outside${family}`;
    case 'unknown':
      return `${where}: unknown from where`;
  }
}

function unreadTitle({ raw, reachableFrom }: UnreadPort): string {
  const title = `${raw} depends on a variable that is not set`;
  return reachableFrom === 'nowhere' ? `${title}; nothing can reach it` : `${title}: unknown from where`;
}

/** Text for the published ports of a service, on a card with a line for them. */
export interface PortWords {
  /** The place from which the first port is reachable. */
  readonly from: Published['reachableFrom'];
  readonly text: string;
  /** Every port, with the places that can reach it. */
  readonly title: string;
}

const portLetter = 6.7;
const portGap = 9;

/** Joins as many words as fit into a line of `room` px and counts the others. The first word is always included. */
function fittingText(words: readonly string[], room: number): string {
  const widthOf = (list: readonly string[]): number =>
    list.reduce((sum, word) => sum + word.length * portLetter, (list.length - 1) * portGap);
  if (words.length < 2 || widthOf(words) <= room) return words.join(' · ');
  const more = 3 * portLetter;
  let count = words.length - 1;
  while (count > 1 && widthOf(words.slice(0, count)) + more > room) count--;
  return `${words.slice(0, count).join(' · ')} +${words.length - count}`;
}

/** Ports reachable from the same place, and a description of every port of the service. */
interface FurthestPorts {
  readonly from: Published['reachableFrom'];
  readonly words: readonly string[];
  readonly title: string;
}

function furthestPorts(service: Service, facts: ServiceFacts | null): FurthestPorts | null {
  if (facts?.isolation === 'open')
    return { from: 'outside', words: ['every port'], title: 'answers on every port it listens on' };
  const ofService = <T extends { readonly service: string }>(ports: readonly T[] | undefined): readonly T[] =>
    ports?.filter((port) => port.service === service.name) ?? [];
  const published = ofService(facts?.published);
  const unread = ofService(facts?.unreadPorts);
  for (const from of ['outside', 'unknown', 'host', 'nowhere'] as const) {
    const read = published.filter((port) => port.reachableFrom === from);
    const words = [
      ...new Set(read.map(({ hostPort }) => (hostPort === '' ? 'random port' : hostPort))),
      ...unread.filter((port) => port.reachableFrom === from).map(() => 'port ?'),
    ];
    if (words.length === 0) continue;
    return { from, words, title: [...published.map(portTitle), ...unread.map(unreadTitle)].join('; ') };
  }
  return null;
}

const leads = { outside: '', unknown: '', host: 'host ', nowhere: 'dead ' } as const;

/**
 * Returns the ports that are reachable from furthest away, as many as fit into `room` px: `80 · 443` from outside, `host 5432` from this
 * host only. Null without ports.
 */
export function portLine(service: Service, facts: ServiceFacts | null, room: number): PortWords | null {
  const ports = furthestPorts(service, facts);
  if (ports === null) return null;
  const lead = leads[ports.from];
  const text = `${lead}${fittingText(ports.words, room - lead.length * portLetter)}`;
  return { from: ports.from, text, title: ports.title };
}

const spokenLeads = {
  outside: 'answers outside at ',
  unknown: 'may answer at ',
  host: 'answers on this host at ',
  nowhere: 'dead ports ',
} as const;

/** Returns all ports of a card as text for a screen reader; '' without ports. */
export function portsForScreenReader(service: Service, facts: ServiceFacts | null): string {
  const ports = furthestPorts(service, facts);
  return ports === null ? '' : `${spokenLeads[ports.from]}${ports.words.join(', ')}`;
}

/** Returns chips for the differences of the card `name` from the usual settings of its file, the most important first. */
export function cardChips(
  service: Service,
  name: string,
  usual: Usual,
  joinedTo: string | null,
): readonly Chip[] {
  const chips: Chip[] = [];
  if (joinedTo !== null) {
    chips.push({ kind: 'joined', text: 'joined', title: `in the network of ${joinedTo}` });
  }
  if (service.replicas !== 1) {
    chips.push({ kind: 'replicas', text: `×${service.replicas}`, title: `${service.replicas} replicas` });
  }
  for (const profile of service.profiles) {
    chips.push({ kind: 'profile', text: profile, title: `only with profile ${profile}` });
  }
  const user = userOf(service);
  if (user !== usual.user) {
    const title = service.user === null ? 'runs as root unless its image says otherwise' : `runs as ${user}`;
    chips.push({ kind: 'user', text: user === 'root' ? 'root' : `as ${user}`, title });
  }
  const caps = capabilityText(service);
  if (caps !== usual.capabilities) {
    const { effective } = effectiveCapabilities(service);
    const names = effective.length > 0 ? `: ${effective.join(', ')}` : '';
    const unsure = mayHaveMore(service) ? '; it may have more' : '';
    const title = `${effective.length} effective capabilities${names}${unsure}`;
    chips.push({ kind: 'caps', text: caps, title });
  }
  for (const attachment of service.attachments) {
    for (const alias of attachment.aliases) {
      // The card already shows this fact.
      if (alias === name) continue;
      chips.push({ kind: 'alias', text: alias, title: `also called ${alias} on ${attachment.network}` });
    }
  }
  return chips;
}

/** Returns the chips that fit into one line of `width` px; the others become one '+n' chip, if it fits. */
export function fitChips(chips: readonly Chip[], width: number): readonly Chip[] {
  if (width < widthOf('+9', 'more')) return [];
  const room = width + chipGap;
  if (chips.reduce((sum, chip) => sum + widthOf(chip.text, chip.kind), 0) <= room) return chips;
  const fitting: Chip[] = [];
  const left: Chip[] = [];
  let used = widthOf('+9', 'more');
  for (const chip of chips) {
    const needed = widthOf(chip.text, chip.kind);
    if (used + needed > room) {
      left.push(chip);
      continue;
    }
    used += needed;
    fitting.push(chip);
  }
  const title = left.map((each) => each.title).join('\n');
  return [...fitting, { kind: 'more', text: `+${left.length}`, title }];
}

function widthOf(text: string, kind: Chip['kind']): number {
  return text.length * charWidth + chipFrame + (kind === 'alias' ? iconWidth : 0);
}

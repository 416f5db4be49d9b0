import { effectiveCapabilities, mayHaveMore } from '../../../core/compose/project/read/capabilities.ts';
import type { Service } from '../../../core/compose/topology.ts';
import { portParts } from '../../../core/describe/port.ts';
import type { Published, ServiceFacts, UnreadPort } from '../../../core/reach/reach-model.ts';

export interface Chip {
  readonly kind: 'port' | 'dead' | 'host-port' | 'alias' | 'root' | 'caps' | 'replicas' | 'profile' | 'more';
  readonly text: string;
  readonly title: string;
}

const charWidth = 6.7;
const chipFrame = 14;
/** The last chip needs no gap after it. */
const chipGap = 4;
const iconWidth = 12;

function portChip(port: Published): Chip {
  const { host, bound, inside, target } = portParts(port, 'any');
  const text = host === inside ? host : `${host}→${inside}`;
  const where = `${bound} → ${target}`;
  const family = port.families !== 'unknown' && !port.families.includes('ipv4') ? ', over IPv6 only' : '';
  switch (port.reachableFrom) {
    case 'nowhere':
      return { kind: 'dead', text, title: `${where}: nothing can reach this port` };
    case 'host':
      return { kind: 'host-port', text, title: `${where}: this host only${family}` };
    case 'outside':
      return { kind: 'port', text, title: `${where}: answers outside${family}` };
    case 'unknown':
      return { kind: 'port', text: `${text}?`, title: `${where}: unknown from where` };
  }
}

function unreadChip({ raw, reachableFrom }: UnreadPort): Chip {
  const title = `${raw} depends on a variable that is not set`;
  return reachableFrom === 'nowhere'
    ? { kind: 'dead', text: raw, title: `${title}; nothing can reach it` }
    : { kind: 'port', text: `${raw}?`, title: `${title}: unknown from where` };
}

/** The ports that a service publishes, for a card with a line for them. */
export interface PortWords {
  /** Where the first of them answers. */
  readonly from: Published['reachableFrom'];
  readonly text: string;
  /** Every port, with where it answers. */
  readonly title: string;
}

const mostPorts = 3;

/** The ports that are reached from furthest away: `80 443 +2` from outside, `host 5432` from this host only. */
export function portWords(service: Service, facts: ServiceFacts | null): PortWords | null {
  if (facts?.isolation === 'open')
    return { from: 'outside', text: 'every port', title: 'answers on every port it listens on' };
  const own = <T extends { readonly service: string }>(ports: readonly T[] | undefined): readonly T[] =>
    ports?.filter((port) => port.service === service.name) ?? [];
  const published = own(facts?.published);
  const unread = own(facts?.unreadPorts);
  for (const from of ['outside', 'unknown', 'host', 'nowhere'] as const) {
    const read = published.filter((port) => port.reachableFrom === from);
    const words = [
      ...new Set(read.map(({ hostPort }) => (hostPort === '' ? 'random port' : hostPort))),
      ...unread.filter((port) => port.reachableFrom === from).map(() => 'port ?'),
    ];
    if (words.length === 0) continue;
    const more = words.length > mostPorts ? ` +${words.length - mostPorts}` : '';
    const lead = { outside: '', unknown: '', host: 'host ', nowhere: 'dead ' }[from];
    const title = [...published.map(portChip), ...unread.map(unreadChip)]
      .map((chip) => chip.title)
      .join('; ');
    return { from, text: `${lead}${words.slice(0, mostPorts).join(' · ')}${more}`, title };
  }
  return null;
}

function isRoot(user: string | null): boolean {
  const name = user?.split(':')[0] ?? '';
  return name === '' || name === 'root' || /^0+$/.test(name);
}

/** Everything a card says in chips, the most important first. */
export function cardChips(service: Service, facts: ServiceFacts | null): readonly Chip[] {
  const published = facts?.published.filter((port) => port.service === service.name) ?? [];
  const unread = facts?.unreadPorts.filter((port) => port.service === service.name) ?? [];
  const chips = [...published.map(portChip), ...unread.map(unreadChip)];
  for (const attachment of service.attachments) {
    for (const alias of attachment.aliases) {
      chips.push({ kind: 'alias', text: alias, title: `also called ${alias} on ${attachment.network}` });
    }
  }
  if (service.replicas !== 1) {
    chips.push({ kind: 'replicas', text: `×${service.replicas}`, title: `${service.replicas} replicas` });
  }
  for (const profile of service.profiles) {
    chips.push({ kind: 'profile', text: profile, title: `only with profile ${profile}` });
  }
  const { effective } = effectiveCapabilities(service);
  const more = mayHaveMore(service);
  const names = effective.length > 0 ? `: ${effective.join(', ')}` : '';
  chips.push({
    kind: 'caps',
    text: `${effective.length}${more ? '+?' : ''} ${effective.length === 1 ? 'cap' : 'caps'}`,
    title: `${effective.length} effective capabilities${names}${more ? '; whether more is not known' : ''}`,
  });
  if (isRoot(service.user)) {
    const title = service.user === null ? 'runs as root unless its image says otherwise' : 'runs as root';
    chips.push({ kind: 'root', text: 'root', title });
  }
  return chips;
}

/** The chips that fit into one line of `width` px; the rest become one '+n'. The capability count always stays. */
export function fitChips(chips: readonly Chip[], width: number): readonly Chip[] {
  const room = width + chipGap;
  if (chips.reduce((sum, chip) => sum + widthOf(chip.text, chip.kind), 0) <= room) return chips;
  const fitting: Chip[] = [];
  const left: Chip[] = [];
  const caps = chips.find((chip) => chip.kind === 'caps');
  let used = widthOf('+9', 'more') + (caps ? widthOf(caps.text, caps.kind) : 0);
  for (const chip of chips) {
    if (chip === caps) {
      fitting.push(chip);
      continue;
    }
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

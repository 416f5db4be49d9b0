// How a service leaves, in the words that the command line and the page share.

import type { Leaving, Leavings } from './leavings.ts';

/** The most names of a list in one line; more are counted. */
const mostNames = 8;

/** Returns by which way a service leaves: `through proxy`, `directly`. `quote` makes names fit for where they are read. */
export function wayOfLeaving(
  { through }: Pick<Leaving, 'through'>,
  quote: (name: string) => string = (name) => name,
): string {
  return through === null ? 'directly' : `through ${quote(through)}`;
}

/** Returns where a service gets by a way: names, everything or nothing, with the ports. */
export function whereLeaving(
  { names, ports }: Pick<Leaving, 'names' | 'ports'>,
  quote: (name: string) => string = (name) => name,
): string {
  const on = ports === null ? '' : ` on ${ports.join(', ')}`;
  if (names === 'everything') return `everything${on}`;
  if (names === 'unknown') return `what is not known${on}`;
  if (names.length === 0) return `nothing${on}`;
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `${names.slice(0, mostNames).map(quote).join(', ')}${more}${on}`;
}

/** Whom a service leaves through: its tunnel, the proxies that it is meant to leave by, and those of an unknown list where it has no other way. */
export interface Through {
  readonly services: readonly string[];
  /** True where it is not known what they let out. */
  readonly isUnknown: boolean;
}

/** Returns whom a service leaves through; null where it leaves directly, or not at all. */
export function throughWhom({ leaves, meant }: Pick<Leavings, 'leaves' | 'meant'>): Through | null {
  const isShut = leaves.every(({ by }) => by !== 'direct' && by !== 'tunnel');
  const own = new Set(meant.map(({ service }) => service));
  const ways = leaves.filter(
    ({ by, through, names }) =>
      through !== null && (by === 'tunnel' || own.has(through) || (isShut && names === 'unknown')),
  );
  const services = [...new Set([...ways.flatMap(({ through }) => through ?? []), ...own])];
  return services.length === 0
    ? null
    : { services, isUnknown: ways.some(({ names }) => names === 'unknown') };
}

// How the Engine reads the name of a capability (K1).

import { capabilities } from './capability-names.ts';

const known: ReadonlySet<string> = new Set(['ALL', ...capabilities.map((capability) => capability.name)]);

/** The capability with the same letters; separators and prefix are what people get wrong. */
export function nearestCapability(text: string): string | null {
  const letters = (name: string): string =>
    name
      .toUpperCase()
      .replace(/^CAP/, '')
      .replace(/[^A-Z]/g, '');
  const wanted = letters(text);
  return capabilities.find(({ name }) => letters(name) === wanted)?.name ?? null;
}

/** The name in upper case without `CAP_`, or `ALL`; null where the Engine refuses it as unknown. */
export function normalizeCapability(text: string): string | null {
  const upper = text.toUpperCase();
  // `ALL` is a word of its own and takes no prefix.
  const name = upper.startsWith('CAP_') ? upper.slice(4) : upper;
  if (name === 'ALL' && upper !== 'ALL') return null;
  return known.has(name) ? name : null;
}

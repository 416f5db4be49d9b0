import type { Layout } from 'react-resizable-panels';
import { readPreference, writePreference } from '../state/preferences.ts';

/** The sizes of a group as they were left, as its props; none where nothing sensible was kept. */
export function rememberedLayout(group: string): { readonly defaultLayout?: Layout } {
  const text = readPreference(`layout.${group}`);
  if (text === null) return {};
  try {
    const layout: unknown = JSON.parse(text);
    if (typeof layout !== 'object' || layout === null) return {};
    const sizes = Object.entries(layout);
    if (sizes.length === 0 || !sizes.every(([, size]) => typeof size === 'number')) return {};
    return { defaultLayout: Object.fromEntries(sizes) };
  } catch {
    return {};
  }
}

/** Keeps the sizes of a group for the next visit. */
export function rememberLayout(group: string, layout: Layout): void {
  writePreference(`layout.${group}`, JSON.stringify(layout));
}

// Where a text names a host: in a URL, before a port, behind a flag, or as the whole of a setting that holds hosts. A bare
// word that happens to be equal is none.

import type { Span } from '../../../yaml/tree.ts';

/** Settings whose value is a host, or several. */
const hostSetting =
  /(?:^|[_.])(?:host|hostname|hosts|url|uri|addr|address|server|servers|endpoint|endpoints|broker|brokers)$/i;
/** Settings that name the service itself to the outside. */
const ownName = /^(?:virtual_host|letsencrypt_host|hostname|server_name)$/i;

/** The places of `name` as a host; `setting` is the key whose value the text is, null for a command or the like. */
export function hostSpans(text: string, name: string, setting: string | null): readonly Span[] {
  if (setting !== null && ownName.test(setting)) return [];
  const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const patterns = [
    new RegExp(`[a-z][a-z0-9+.-]*://(?:[^\\s/@"']*@)?(${word})(?=[:/?#,"'\\s]|$)`, 'dgi'),
    new RegExp(`(?<![\\w./@:-])(${word})(?=:\\d{1,5}(?![\\w.:]))`, 'dg'),
    new RegExp(
      `--?[\\w-]*(?:host|hostname|addr|address|server|endpoint)[= ]["']?(${word})(?![\\w.:/-])`,
      'dg',
    ),
  ];
  if (setting !== null && hostSetting.test(setting))
    patterns.push(new RegExp(`(?<![^\\s,;"'])(${word})(?![^\\s,;"'])`, 'dg'));
  const found = new Map<number, Span>();
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [from, to] = match.indices?.[1] ?? [0, 0];
      if (text.slice(from, to) === name) found.set(from, { from, to });
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from);
}

// The fix that says of published ports that they are meant: all of a file at once, as an `exposed` intent.

import type { Fix } from '../../finding.ts';
import { exposedText } from '../../intents/expected-exposure.ts';
import { waysIn } from '../../proxies/ways-in.ts';
import { isDataPort } from './data-ports.ts';
import { oncePerContext } from './once-per-context.ts';
import { openPublishes } from './publishes.ts';

/** Lists every way into the project; none where one of them is no plain port, or leads to data. */
export const exposedFixes = oncePerContext((context): readonly Fix[] => {
  const listed: string[] = [];
  for (const [name, view] of context.views) {
    const ports = openPublishes(view);
    if (ports.some((port) => isDataPort(view, port))) return [];
    const ways = waysIn(context.reach, name).filter(({ service }) => service === name);
    if (ways.some(({ reachableFrom, at }) => reachableFrom === 'proxy' || at[2] !== 'ports')) return [];
    for (const { hostPort, protocol } of ports) listed.push(exposedText(name, hostPort, protocol));
  }
  const text = [...new Set(listed)].join(', ');
  if (text === '') return [];
  const title = 'State that the published ports of this file are meant';
  return [{ title, safe: false, operations: [{ type: 'intent', kind: 'exposed', text }] }];
});

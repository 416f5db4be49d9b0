import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { knownNeeds } from '../../../core/needs/known-needs.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { needsView } from './need-views.ts';

it('the overlay of needs counts as the details of a container do, shared sockets included', () => {
  const analysis = analyze(
    openAlone(readFileSync('e2e/stacks/files/post-18.yaml', 'utf8')),
    defaultReachOptions,
  );
  const numbers = (text: string, word: RegExp) => Number(word.exec(text)?.[1] ?? 0);
  const full = [...needsView(analysis).marks].filter(([, { tone }]) => tone === 'full');
  expect(full.length).toBeGreaterThan(5);
  for (const [service, { word }] of full) {
    const { needs, neededBy } = knownNeeds(analysis, service);
    expect([service, numbers(word, /needs (\d+)/), numbers(word, /needed by (\d+)/)]).toEqual([
      service,
      needs.length,
      neededBy.length,
    ]);
  }
});

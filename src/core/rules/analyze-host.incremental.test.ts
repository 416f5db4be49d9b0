import { describe, expect, it } from 'vitest';
import { withTexts } from '../compose/workspace/open-workspace.ts';
import type { Host } from '../host/host.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeHost } from './all-rules.ts';
import type { HostAnalysis } from './analyze-host.ts';

const count = 200;
const proxy = `services: { traefik: { image: "traefik:3", networks: [proxy] } }
networks: { proxy: { name: proxy } }
`;
const app = (index: number) => `services:
  web: { image: "app:${index}", networks: [${index % 2 === 0 ? 'proxy, ' : ''}default] }
  db: { image: "postgres:16" }
networks: { ${index % 2 === 0 ? 'proxy: { external: true }' : ''} }
`;

const files = new Map([['traefik/compose.yaml', proxy]]);
for (let index = 1; index < count; index++) files.set(`s${index}/compose.yaml`, app(index));
const host = hostOf(Object.fromEntries(files));
const options = optionsFor('29');
const first = analyzeHost(host, { options });

/** Returns the host with another text in one stack's file. */
function edited(id: string, change: (text: string) => string): Host {
  const stacks = host.stacks.map((stack) => {
    if (stack.id !== id) return stack;
    const [[file, text] = ['', '']] = stack.workspace.input.texts;
    return { ...stack, workspace: withTexts(stack.workspace, new Map([[file, change(text)]])) };
  });
  return { ...host, stacks };
}

/** Returns the stacks that were analyzed again. */
function analyzedAnew(after: HostAnalysis): readonly string[] {
  return [...after.analyses].filter(([id, one]) => one !== first.analyses.get(id)).map(([id]) => id);
}

describe('an edit in one of 200 stacks', () => {
  it('analyzes that stack alone', () => {
    const after = analyzeHost(
      edited('s7', (text) => text.replace('app:7', 'app:8')),
      { options },
      first,
    );
    expect(analyzedAnew(after)).toEqual(['s7']);
  });

  it('analyzes beside it those whose networks it makes otherwise', () => {
    const after = analyzeHost(
      edited('traefik', (text) => text.replace('name: proxy', 'name: proxy, internal: true')),
      { options },
      first,
    );
    const guests = host.stacks.filter((_, index) => index === 0 || index % 2 === 0).map(({ id }) => id);
    expect(analyzedAnew(after)).toEqual(guests);
    expect(after.reach.facts.get('s2/web')?.networks).toEqual(['proxy', 's2_default']);
  });

  it('gives what a fresh analysis gives', () => {
    const changed = edited('s8', (text) => text.replace('db:', 'store:'));
    const after = analyzeHost(changed, { options }, first);
    const fresh = analyzeHost(changed, { options });
    expect(after.findings).toEqual(fresh.findings);
    expect(after.reach.services).toEqual(fresh.reach.services);
    expect(after.names.names('s8/web')).toEqual(fresh.names.names('s8/web'));
  });
});

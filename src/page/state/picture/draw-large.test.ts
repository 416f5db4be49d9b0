import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { layoutTopology } from '../../../core/layout/layout-topology.ts';
import type { Slot } from '../../../core/layout/scene.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type DrawElsewhere, drawLarge } from './draw-large.ts';
import { knownPicture, noKeptLayout, pictureOf } from './picture-of.ts';

const nobody: ReadonlySet<string> = new Set();
const noPins = noKeptLayout.slots;

function analysed(text: string): Analysis {
  return analyze(openAlone(text), defaultReachOptions);
}

/** Returns a thread in the same program: what it is sent is copied. */
function thread() {
  let asked = 0;
  const draw: DrawElsewhere = async (input) => {
    asked++;
    return structuredClone(layoutTopology(input));
  };
  return { draw, asked: () => asked };
}

const shop =
  'services:\n  web: { image: nginx, networks: [front], ports: ["80:80"] }\n  db: { image: postgres, networks: [back] }\nnetworks:\n  front:\n  back:\n';

describe('a picture that is drawn elsewhere', () => {
  it('is the one that would be drawn here, and is known from then on', async () => {
    const analysis = analysed(shop);
    const { draw } = thread();
    const { signal } = new AbortController();
    const scene = await drawLarge(analysis, nobody, noKeptLayout, noPins, null, signal, draw);
    expect(knownPicture(analysis, nobody, noPins, null)).toBe(scene);
    expect(scene).toEqual(pictureOf(analysed(shop)));
  });

  it('stays the same object while a change moves nothing', async () => {
    const { draw, asked } = thread();
    const { signal } = new AbortController();
    const first = await drawLarge(analysed(shop), nobody, noKeptLayout, noPins, null, signal, draw);
    const kept = first ?? noKeptLayout;
    const relabelled = analysed(shop.replace('image: nginx', 'image: nginx, labels: { a: b }'));
    expect(await drawLarge(relabelled, nobody, kept, noPins, null, signal, draw)).toBe(first);
    expect(asked()).toBe(1);
    const moved = await drawLarge(
      analysed(shop.replace('postgres, networks: [back]', 'postgres, networks: [front]')),
      nobody,
      kept,
      noPins,
      null,
      signal,
      draw,
    );
    expect(moved?.cards.find(({ service }) => service === 'db')?.lanes).toEqual(['network:front']);
    expect(asked()).toBe(2);
  });

  it('is drawn anew where one service begins to need another', async () => {
    const { draw, asked } = thread();
    const { signal } = new AbortController();
    const both = shop.replace('networks: [front], ports', 'networks: [front, back], ports');
    const first = await drawLarge(analysed(both), nobody, noKeptLayout, noPins, null, signal, draw);
    const needing = analysed(both.replace('image: nginx', 'image: nginx, depends_on: [db]'));
    const second = await drawLarge(needing, nobody, first ?? noKeptLayout, noPins, null, signal, draw);
    expect([second === first, asked()]).toEqual([false, 2]);
  });

  it('of a small project stays the same object, too', () => {
    const first = pictureOf(analysed(shop));
    const relabelled = analysed(shop.replace('image: nginx', 'image: nginx, labels: { a: b }'));
    expect(pictureOf(relabelled, nobody, first)).toBe(first);
    const pin = { ...first.slots.get('web'), pinned: true } as Slot;
    expect(pictureOf(relabelled, nobody, first, new Map([['web', pin]]))).not.toBe(first);
  });

  it('is called off', async () => {
    const { draw, asked } = thread();
    const call = new AbortController();
    const drawn = drawLarge(analysed(shop), nobody, noKeptLayout, noPins, null, call.signal, draw);
    call.abort();
    expect([await drawn, asked()]).toEqual([null, 0]);
  });
});

// What takes no part is drawn as that, and counted nowhere: piles, lanes, ways in, what a reader of the screen hears.

import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { svgDocument } from '../../../core/export/svg/svg-document.ts';
import { svgScene } from '../../../core/export/svg/svg-scene.ts';
import { laneView } from '../../../core/picture/lane-view.ts';
import { pileView } from '../../../core/picture/pile-view.ts';
import { screenOf } from '../../../core/picture/testing/drawn.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';

const jobs = (names: readonly string[], keys: string): string =>
  names.map((name) => `  ${name}: { image: example/job, networks: [n]${keys} }\n`).join('');

function draw(text: string) {
  const analysis = analyze(openAlone(text), defaultReachOptions);
  return { analysis, scene: pictureOf(analysis) };
}

const five = ['a', 'b', 'c', 'd', 'e'];

describe('services that take no part', () => {
  it('lie in a pile of their own, which is said to be inactive', () => {
    const on = five.map((name) => `on-${name}`);
    const off = five.map((name) => `off-${name}`);
    const { analysis, scene } = draw(
      `services:\n${jobs(on, '')}${jobs(off, ', scale: 0')}networks: { n: {} }\n`,
    );
    const views = scene.piles.map((pile) => pileView(screenOf(analysis), pile));
    expect(views.map((view) => [view?.members, view?.card.inactive])).toEqual([
      [on, false],
      [off, true],
    ]);
    expect(views.map((view) => view?.label.split(',')[1])).toEqual([' alike: on-a', ' inactive']);
  });

  it('are not counted by their lane', () => {
    const { analysis, scene } = draw(
      'services:\n  a: { image: a, networks: [n] }\n  b: { image: b, networks: [n] }\n  c: { image: c, networks: [n], profiles: [dev] }\nnetworks: { n: {} }\n',
    );
    const lane = scene.lanes.find(({ name }) => name === 'n') ?? expect.fail('no lane');
    const view = laneView(screenOf(analysis), lane);
    expect(view.members).toBe(2);
    expect(view.label).toMatch(/, 2 containers, 1 inactive$/);
    expect(view.headlines[0] ?? view.detail).not.toContain('3');
  });

  it('need nobody, and open no port of the host', () => {
    const text =
      'services:\n  off: { image: a, network_mode: host, profiles: [dev], depends_on: [on] }\n  on: { image: b, network_mode: host, profiles: [other] }\n  x: { image: x, network_mode: none }\n';
    const { scene } = draw(text);
    expect(scene.needs).toEqual([]);
    expect(scene.trunks).toEqual([]);
    const { scene: half } = draw(text.replace(', profiles: [other]', ''));
    const [every] = half.trunks;
    expect([every?.kind, every?.labelled.map(({ service }) => service)]).toEqual(['every', ['on']]);
    expect(half.trunks[0]?.title).not.toContain('off');
  });

  it('are counted apart in an exported picture', () => {
    const { analysis } = draw('services:\n  a: { image: a }\n  b: { image: b, profiles: [dev] }\n');
    const svg = svgDocument(svgScene(analysis), analysis, { title: 't', theme: 'light', texts: null });
    expect(svg).toContain('<desc>Services: 1, and 1 inactive. Networks: 1. Drawn by Bulkhead.</desc>');
    expect(svg).toContain('<title>b, b, inactive</title>');
  });
});

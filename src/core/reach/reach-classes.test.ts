import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { computeReach } from './compute-reach.ts';
import { defaultReachOptions } from './default-reach-options.ts';
import { reachClasses } from './reach-classes.ts';
import type { Reach } from './reach-model.ts';

const reachOf = (text: string): Reach => computeReach(openAlone(text).topology, defaultReachOptions);

const workers = Array.from({ length: 49 }, (_, at) => `  w${at}: { image: worker, networks: [back] }\n`).join(
  '',
);

describe('reachClasses', () => {
  it('makes one class of 49 alike', () => {
    const reach = reachOf(`services:
  web: { image: nginx, networks: [front] }
${workers}  db: { image: postgres, networks: [back, front] }
networks: { front: {}, back: {} }
`);
    expect(reachClasses(reach).map((members) => [members[0], members.length])).toEqual([
      ['web', 1],
      ['w0', 49],
      ['db', 1],
    ]);
  });

  it('sets apart the one that publishes a port, and what shares a namespace', () => {
    const reach = reachOf(`services:
  a: { image: x, networks: [n] }
  b: { image: x, networks: [n], ports: ["80:80"] }
  c: { image: x, networks: [n] }
  d: { image: x, network_mode: "service:a" }
networks: { n: {}, m: {} }
`);
    const classes = reachClasses(reach);
    expect(classes).toContainEqual(['b']);
    expect(classes).toContainEqual(['d']);
  });

  it('answers for each member what it answers for the first', () => {
    const reach = reachOf(`services:
  a: { image: x, networks: [n] }
  b: { image: x, networks: [n, m] }
  c: { image: x, networks: [n] }
  d: { image: x, networks: [m], ports: ["81:80"] }
  e: { image: x, networks: [m] }
  f: { image: x, networks: [m] }
  g: { image: x, network_mode: none }
  h: { image: x, network_mode: none }
  i: { image: x, network_mode: host }
  j: { image: x, network_mode: host }
networks: { n: { internal: true }, m: {} }
`);
    const classes = reachClasses(reach);
    expect(classes.length).toBeLessThan(reach.services.length);
    for (const from of classes) {
      for (const to of classes) {
        const answers = new Set(
          from.flatMap((a) => to.filter((b) => a !== b).map((b) => JSON.stringify(reach.pair(a, b)))),
        );
        expect(answers.size).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('families', () => {
  it('whoever differs in one family alone is of another class', () => {
    const reach = reachOf(`
services:
  a: { image: p, networks: [n] }
  b: { image: p, networks: [n] }
  c: { image: p, networks: [n], ports: ['80:80'] }
  d: { image: p, networks: [n], ports: ['0.0.0.0:81:80'] }
networks: { n: { enable_ipv6: true } }
`);
    expect(reachClasses(reach)).toEqual([['a', 'b'], ['c'], ['d']]);
  });
});

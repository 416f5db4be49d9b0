import { describe, expect, it } from 'vitest';
import { placeOnHost, stackPathOf } from './host-places.ts';
import { joinStacks } from './join-stacks.ts';
import { hostOf } from './testing/host-of.ts';

const host = hostOf({
  'a/compose.yaml': `services:
  web:
    image: p
    networks: [out]
networks:
  out: { external: true, name: proxy }
  far: { external: true }
`,
  'b/compose.yaml': `services:
  web: { image: p, networks: { front: {} } }
networks:
  front:
    name: proxy
    internal: true
`,
});
const joined = joinStacks(host);

describe('places on a host', () => {
  it('lead from a joined service to its own stack', () => {
    expect(stackPathOf(joined, ['services', 'a/web', 'networks', 0])).toEqual({
      stack: 'a',
      path: ['services', 'web', 'networks', 0],
    });
    expect(placeOnHost({ host, joined }, ['services', 'a/web', 'networks', 0])).toMatchObject({
      file: 'a/compose.yaml',
      line: 4,
    });
  });

  it('lead from a Docker name to the stack that makes the network, by its key there', () => {
    expect(stackPathOf(joined, ['networks', 'proxy', 'internal'])).toEqual({
      stack: 'b',
      path: ['networks', 'front', 'internal'],
    });
    expect(placeOnHost({ host, joined }, ['networks', 'proxy', 'internal'])).toMatchObject({
      file: 'b/compose.yaml',
      line: 6,
    });
  });

  it('lead to who asks for it where nobody makes it, and nowhere where nobody says it', () => {
    expect(stackPathOf(joined, ['networks', 'far'])).toEqual({ stack: 'a', path: ['networks', 'far'] });
    expect(placeOnHost({ host, joined }, ['networks', 'bridge'])).toBe(null);
    expect(placeOnHost({ host, joined }, ['services', 'a/gone'])).toBe(null);
    expect(placeOnHost({ host, joined }, ['name'])).toBe(null);
  });
});

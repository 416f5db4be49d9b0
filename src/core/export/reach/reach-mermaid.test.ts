import { describe, expect, it } from 'vitest';
import { reachOf } from '../../reach/testing/reach-of.ts';
import { reachMermaid } from './reach-mermaid.ts';

describe('reachMermaid', () => {
  it('draws a box per network, lines to further ones, and the ways in', () => {
    const reach = reachOf(`
services:
  web: { image: p, networks: [front, back], ports: ['8080:80', '127.0.0.1:9:9'] }
  db: { image: p, networks: [back] }
  guest: { image: p, network_mode: 'service:db' }
  shut: { image: p, network_mode: none }
  open: { image: p, network_mode: host }
networks: { front: {}, back: { internal: true } }
`);
    expect(reachMermaid(reach)).toBe(
      [
        'flowchart LR',
        '  outside(("outside"))',
        '  subgraph n0["back"]',
        '    s0["web"]',
        '    s1["db"]',
        '    s2["guest (joined to db)"]',
        '  end',
        '  subgraph n1["front"]',
        '  end',
        '  s3["shut (closed)"]',
        '  s4["open (open)"]',
        '  s0 -.- n1',
        '  outside -->|"8080/tcp"| s0',
        '  outside --> s4',
        '',
      ].join('\n'),
    );
  });

  it('escapes what would end a label', () => {
    const text = reachMermaid(
      reachOf("services: { a: { image: p, networks: ['x\"]é'] } }\nnetworks: { 'x\"]é': {} }\n"),
    );
    expect(text).toContain('subgraph n0["x#34;#93;#233;"]');
  });

  it('shows control characters, and lets no name add a line', () => {
    const text = reachMermaid(reachOf('services: { "a\\n  click s0 call x()\\e[31m": { image: p } }\n'));
    expect(text.split('\n').filter((line) => line.trim().startsWith('click'))).toEqual([]);
    expect(text).toContain('["a#92;n  click s0 call x()#92;u001b#91;31m"]');
  });
});

import { describe, expect, it } from 'vitest';
import type { Tri } from '../../compose/topology.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { computeReach } from '../../reach/compute-reach.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { reachOf } from '../../reach/testing/reach-of.ts';
import { reachCsv } from './reach-csv.ts';
import { reachTable } from './reach-table.ts';

describe('reachTable', () => {
  it('shows the facts and the matrix', () => {
    const reach = reachOf(`
services:
  web: { image: p, networks: [front, back], ports: ['8080:80'] }
  db: { image: p, networks: [back] }
  solo: { image: p, networks: [front] }
  guest: { image: p, network_mode: 'service:db' }
  lost: { image: p, network_mode: 'container:x' }
networks: { front: {}, back: { internal: true } }
`);
    expect(reachTable(reach)).toBe(
      [
        'service  isolation  networks    way out  to host  from host  from outside  published',
        'web      bridged    back front  yes      yes      yes        yes           0.0.0.0:8080->80(outside)',
        'db       internal   back        no       yes      yes        no            -',
        'solo     bridged    front       yes      yes      yes        no            -',
        'guest    joined db  back        no       yes      yes        no            -',
        'lost     unknown    -           ?        ?        ?          ?             -',
        '',
        '         1   2  3  4  5',
        '1 web    -   N  N  D  ?',
        '2 db     N   -  .  D  ?',
        '3 solo   NH  .  -  .  ?',
        '4 guest  N   N  .  -  ?',
        '5 lost   ?   ?  ?  ?  -',
        '',
        'N direct and by name   D direct   H through a published port   G through a published port, at its own gateway alone   ? unknown   . not at all   (row reaches column)',
        '',
      ].join('\n'),
    );
  });

  it('does not take a way out for certain where only one that needs a route is', () => {
    const reach = reachOf('services: { a: { image: p } }');
    const [facts] = reach.facts.values();
    const wayOut = (egress: Tri, egressNeedsRoute: Tri) => {
      const own = new Map(facts ? [['a', { ...facts, egress, egressNeedsRoute }]] : []);
      return reachTable({ ...reach, facts: own }, 0)
        .split('\n')[1]
        ?.slice('a        bridged    default   '.length)
        .split('  ')[0];
    };
    expect(wayOut('unknown', true)).toBe('?');
    expect(wayOut(false, true)).toBe('needs a route');
    expect(wayOut(false, 'unknown')).toBe('?');
    expect(wayOut(true, false)).toBe('yes');
  });

  it('says so when nobody takes part', () => {
    expect(reachTable(reachOf('services: {}\n'))).toBe('no active services\n');
  });
});

describe('reachCsv', () => {
  it('says how each reaches each, and whether it finds the name', () => {
    const { topology } = openAlone(`services:
  web: { image: x, networks: [front], ports: ["80:80"] }
  app: { image: x, networks: [front, back] }
  db: { image: x, networks: [back] }
networks: { front: {}, back: {} }
`);
    expect(reachCsv(computeReach(topology, defaultReachOptions))).toBe(
      'from \\ to,web,app,db\r\n' +
        'web,,direct+name,no\r\n' +
        'app,direct+name,,direct+name\r\n' +
        'db,host,direct+name,\r\n',
    );
  });

  it('lets no name run as a formula or break its field', () => {
    const { topology } = openAlone(`services:
  "=1+1": { image: x, network_mode: none }
  'a,"b': { image: x, network_mode: none }
`);
    expect(reachCsv(computeReach(topology, defaultReachOptions))).toBe(
      `from \\ to,'=1+1,"a,""b"\r\n'=1+1,,no\r\n"a,""b",no,\r\n`,
    );
  });
});

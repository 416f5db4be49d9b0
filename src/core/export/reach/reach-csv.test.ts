import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../analysis/default-reach-options.ts';
import { computeReach } from '../../analysis/reach/compute-reach.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { reachCsv } from './reach-csv.ts';

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

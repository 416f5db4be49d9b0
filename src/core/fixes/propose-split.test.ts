import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mainDocument, openAlone } from '../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { laneOperations, mergeLanes } from '../rules/fixes/split-lanes.ts';
import { farData, proposeSplit, splitObjections } from './propose-split.ts';

const stack = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../../e2e/stacks/files/${name}.yaml`), 'utf8');

function split(text: string, network = 'default') {
  const workspace = openAlone(text);
  const analysis = analyze(workspace, defaultReachOptions);
  const proposal = proposeSplit(workspace, analysis, network);
  const planned = planInWorkspace(workspace, laneOperations(proposal.lanes, network, workspace.topology));
  if (!planned.ok) throw new Error(planned.error.message);
  const reach = computeReach(planned.value.workspace.topology, defaultReachOptions);
  const { text: edited } = mainDocument(planned.value.workspace);
  return { analysis, proposal, reach, edited };
}

describe('proposeSplit', () => {
  it('moves what answers outside away from the data, and edits nobody else than who needs it', () => {
    const { proposal, reach } = split(`services:
  web: { image: nginx, ports: ["443:443"], depends_on: [api] }
  api: { image: example/api, environment: { DB: "postgres://db:5432" } }
  job: { image: example/job, environment: { DB: "postgres://db:5432" } }
  db: { image: "postgres:16" }
`);
    expect(proposal.lanes).toEqual([{ name: 'front', internal: false, moves: ['web'], joins: ['api'] }]);
    expect([...proposal.before.hops, ...proposal.after.hops]).toEqual([
      ['db', 1],
      ['db', 2],
    ]);
    expect([proposal.edited, farData(proposal.before), farData(proposal.after)]).toEqual([2, 0, 1]);
    expect(proposal.limits).toEqual([]);
    expect(reach.direct('web', 'db')).toBe(false);
    expect(reach.direct('web', 'api')).toBe(true);
    expect(proposal.assumed).toEqual([{ from: 'web', to: 'api', certainty: 'certain', words: 'certain' }]);
  });

  it('moves the data instead where that edits fewer', () => {
    const web = (name: string) => `  ${name}: { image: nginx, ports: ["80"], depends_on: [app] }\n`;
    const { proposal } = split(`services:
${['a', 'b', 'c', 'd'].map(web).join('')}  app: { image: example/app, environment: { DB: "postgres://db:5432" } }
  db: { image: "postgres:16" }
`);
    expect(proposal.lanes).toEqual([{ name: 'back', internal: true, moves: ['db'], joins: ['app'] }]);
    expect([proposal.edited, farData(proposal.after)]).toEqual([2, 1]);
  });

  it('says why where what is published needs the data itself, and offers what can be had', () => {
    const { proposal } = split(`services:
  web: { image: nginx, ports: ["443:443"], depends_on: [catalog] }
  catalog: { image: example/catalog, ports: ["8080:80"], environment: { DB: "postgres://db:5432" } }
  db: { image: "postgres:16" }
  cache: { image: "redis:7" }
  job: { image: example/job, environment: { C: "redis://cache:6379" } }
`);
    expect(proposal.limits).toEqual(['catalog is published and needs db.']);
    expect(Object.fromEntries(proposal.after.hops)).toEqual({ db: 1, cache: 2 });
  });

  it('leaves alone whose needs nobody knows, and says so', () => {
    const { proposal } = split(`services:
  odd: { image: example/odd, ports: ["443:443"] }
  app: { image: example/app }
  db: { image: "postgres:16" }
`);
    expect(proposal.lanes).toEqual([]);
    expect(proposal.limits).toEqual(['No need of odd is known, so it stays where it is.']);
  });

  it('says that the network of the host reaches every bridge, and that data answers itself', () => {
    const { proposal } = split(`services:
  agent: { image: example/agent, network_mode: host }
  db: { image: "postgres:16", ports: ["5432:5432"] }
  app: { image: example/app, depends_on: [db] }
`);
    expect(proposal.limits).toEqual([
      'db publishes ports.',
      "agent uses the host's network and reaches every bridge, whatever the split.",
    ]);
  });

  it('takes along what a service is called, IPv6 and the options of the network', () => {
    const { proposal, edited } = split(
      `services:
  web: { image: nginx, ports: ["443:443"], environment: { API: "http://backend:80" }, networks: [net] }
  api: { image: example/api, environment: { DB: "postgres://db:5432" }, networks: { net: { aliases: [backend] } } }
  db: { image: "postgres:16", networks: [net] }
  job: { image: example/job, environment: { DB: "postgres://db:5432" }, networks: [net] }
networks:
  net:
    enable_ipv6: true
    driver_opts: { com.docker.network.driver.mtu: "1400", com.docker.network.bridge.name: br0 }
`,
      'net',
    );
    expect(proposal.objections).toEqual([]);
    expect(edited).toContain('networks: { net: { aliases: [backend] }, front: {aliases: [backend]} }');
    expect(edited).toContain(
      '  front:\n    enable_ipv6: true\n    driver_opts:\n      com.docker.network.driver.mtu: "1400"\n',
    );
  });

  it('keeps where it is who asks for a fixed address there', () => {
    const { proposal } = split(
      `services:
  web: { image: nginx, ports: ["443:443"], depends_on: [api], dns: [10.9.0.53], networks: [net] }
  api: { image: example/api, environment: { DB: "postgres://db:5432" }, networks: [net] }
  names: { image: example/dns, networks: { net: { ipv4_address: 10.9.0.53 } } }
  db: { image: "postgres:16", networks: [net] }
networks:
  net: { ipam: { config: [{ subnet: 10.9.0.0/24 }] } }
`,
      'net',
    );
    expect(proposal.lanes.flatMap(({ moves }) => moves)).toEqual(['db']);
    expect(proposal.limits).toEqual([]);
    expect(proposal.objections).toEqual([]);
  });

  it('says which fixed address keeps somebody from leaving', () => {
    const { proposal } = split(
      `services:
  web: { image: nginx, ports: ["443:443"], depends_on: [api], dns: [10.9.0.53], networks: [net] }
  api: { image: example/api, networks: [net] }
  names: { image: example/dns, networks: { net: { ipv4_address: 10.9.0.53 } } }
  db: { image: "postgres:16", ports: ["5432:5432"], networks: [net] }
networks:
  net: { ipam: { config: [{ subnet: 10.9.0.0/24 }] } }
`,
      'net',
    );
    expect(proposal.lanes).toEqual([]);
    expect(proposal.limits).toContain('web stays for the fixed address 10.9.0.53, which works on net alone.');
  });

  it('is none of a network that has an interface of the host for itself', () => {
    const text = `services:
  web: { image: nginx, ports: ["443:443"], depends_on: [api] }
  api: { image: example/api, environment: { DB: "postgres://db:5432" } }
  db: { image: "postgres:16" }
networks:
  default: { driver: macvlan, driver_opts: { parent: eth0 } }
`;
    expect(split(text).proposal.lanes).toEqual([]);
  });

  it('objects to much work for little data, and to an error that it brings', () => {
    const measure = {
      hops: new Map([
        ['a', 1],
        ['b', 1],
        ['c', 2],
      ]),
      beside: 0,
      networks: 2,
    };
    const before = analyze(
      openAlone('services:\n  a: { image: x }\n  b: { image: x }\n  c: { image: x }\n'),
      defaultReachOptions,
    );
    expect(splitObjections(before, before, 2, measure)).toEqual([
      'It edits 2 of 3 services for 1 of 3 data services.',
    ]);
    expect(splitObjections(before, before, 1, measure)).toEqual([]);
    const broken = analyze(
      openAlone('services:\n  a: { image: x, networks: [gone] }\n  b: { image: x }\n  c: { image: x }\n'),
      defaultReachOptions,
    );
    expect(splitObjections(before, broken, 1, measure)).toEqual([
      expect.stringMatching(/^It adds the error CN601: /),
    ]);
  });

  it('cuts no known need, whichever lanes are taken, and keeps each who moves in twice', () => {
    for (const [name, network] of [
      ['post-18', 'post-net'],
      ['tracker-57', 'default'],
    ] as const) {
      const { analysis, proposal, reach } = split(stack(name), network);
      for (const { from, to } of analysis.needs.all) {
        if (analysis.reach.direct(from, to) === false) continue;
        expect(reach.direct(from, to), `${name}: ${from} → ${to}`).not.toBe(false);
      }
      expect(proposal.after.beside).toBeLessThan(proposal.before.beside);
    }
  });

  it('takes few edits of the stacks that people have', () => {
    const figures = (name: string, network: string) => {
      const { proposal } = split(stack(name), network);
      const { before, after, edited } = proposal;
      return { far: [farData(before), farData(after)], beside: [before.beside, after.beside], edited };
    };
    expect(figures('tracker-57', 'default')).toEqual({ far: [0, 0], beside: [10, 5], edited: 3 });
    expect(figures('post-18', 'post-net')).toEqual({ far: [0, 1], beside: [9, 4], edited: 10 });
  });
});

it('two lanes become one that is named as the first, and internal only where both are', () => {
  const one = { name: 'front', internal: false, moves: ['a'], joins: ['b', 'c'] };
  const other = { name: 'more', internal: true, moves: ['b'], joins: ['a', 'd'] };
  expect(mergeLanes(one, other)).toEqual({
    name: 'front',
    internal: false,
    moves: ['a', 'b'],
    joins: ['c', 'd'],
  });
});

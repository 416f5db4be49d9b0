// A machine on the page: reach, findings, matrix and explanations are those of the command with `--machine`.

import { describe, expect, it } from 'vitest';
import { call } from '../../src/cli/testing/call.ts';
import { explain } from '../../src/core/explain/explain.ts';
import { cellKind, placesOf, serviceCell } from '../../src/core/picture/matrix/cells.ts';
import { hostPlace, internetPlace, lanPlace, outsidePlace, placeTitle } from '../../src/core/reach/places.ts';
import type { Analysis } from '../../src/core/rules/analyze.ts';
import { ruleBook } from '../../src/core/rules/rule-book.ts';
import { openedHostOf } from '../../src/page/state/host/testing/opened-host.ts';
import { projectInput } from '../../src/page/state/import/project-input.ts';
import { readRecordText } from '../../src/page/state/import/records.ts';
import { machineRecord } from '../../src/page/state/session/machine-options.ts';
import { leaveMachine, takeMachine, takeRecord } from '../../src/page/state/work/records.ts';
import { hostAnalysis } from '../../src/page/state/work/selectors.ts';
import { createWorkStore } from '../../src/page/state/work/work-store.ts';

const compose = `name: shop
services:
  web: { image: nginx, networks: [front], ports: ["8080:80", "127.0.0.1:9000:9000"] }
  api: { image: api, networks: [front, back], expose: [3000] }
  db: { image: postgres, networks: [back], ports: ["5432:5432"] }
  job: { image: job, networks: [lone] }
networks: { front: {}, back: {}, lone: { internal: true } }
`;

/** ufw denies what comes in, and a rule of DOCKER-USER keeps the LAN from everything that is forwarded. */
const rules = (lan: string) => `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER-USER - [0:0]
:DOCKER-FORWARD - [0:0]
:ufw-user-input - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -j ufw-user-input
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-FORWARD
-A DOCKER-USER -s ${lan} -i ens3 -p tcp -m tcp --dport 5432 -j DROP
-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
`;

const record = {
  version: 1,
  engine: '26.1.5',
  daemon: { 'userland-proxy': false },
  interface: 'ens3',
  addresses: [
    {
      ifname: 'ens3',
      addr_info: [{ family: 'inet', local: '192.168.1.10', prefixlen: 24, scope: 'global' }],
    },
  ],
  sysctl: { 'net.bridge.bridge-nf-call-iptables': '1' },
  listeners: [{ address: '0.0.0.0', port: 22, protocol: 'tcp' }],
  iptables: rules('192.168.1.0/24'),
  ip6tables: rules('fd00:1::/64'),
};
const text = JSON.stringify(record);
const files = { '/shop/compose.yaml': compose, '/shop/machine.json': text };
const words = ['compose.yaml', '--machine', 'machine.json'];

function opened() {
  const work = createWorkStore(ruleBook);
  const texts = new Map([['compose.yaml', compose]]);
  work.openProject(projectInput(texts, 'shop', ['compose.yaml']));
  const analysis = (): Analysis => work.getState().analysis ?? expect.fail('nothing is open');
  return { work, analysis };
}

async function dropped() {
  const page = opened();
  const found = await readRecordText('machine.json', text);
  if (found === null || 'tone' in found) throw new Error('it is no record');
  expect(takeRecord(page.work, found)).toEqual({ ok: true, value: null });
  return page;
}

const placeOf = new Map([
  ['outside', outsidePlace],
  ['host', hostPlace],
]);

const shortly = (finding: Pick<Analysis['findings'][number], 'rule' | 'message' | 'subjects'>) =>
  `${finding.rule} ${finding.subjects.join(' ')}: ${finding.message}`;

describe('a machine on the page', () => {
  it('gives the findings of check --machine, and others than without it', async () => {
    const before = opened().analysis().findings.map(shortly);
    const { analysis } = await dropped();
    const { out } = await call(['check', '--format', 'json', ...words], { files });
    const of = analysis().findings.map(shortly).sort();
    expect(of).toEqual(JSON.parse(out).findings.map(shortly).sort());
    expect(of.filter((one) => !before.includes(one)).map((one) => one.slice(0, 5))).toContain('CN821');
  });

  it('gives the reach and the matrix of reach --machine, on its Engine', async () => {
    const { analysis } = await dropped();
    const { reach } = analysis();
    const { out } = await call(['reach', '--format', 'json', ...words], { files });
    const { engine, services } = JSON.parse(out);
    expect(engine).toBe(reach.options.engine.text);
    for (const from of reach.services) {
      const { egress, toHost, fromOutside, out: degrees, fromLan } = reach.facts.get(from) ?? expect.fail();
      expect({ from, egress, toHost, fromOutside, out: degrees, fromLan }).toEqual({
        from,
        ...{ egress: services[from].egress, toHost: services[from].toHost },
        ...{ fromOutside: services[from].fromOutside, out: services[from].out },
        fromLan: services[from].fromLan,
      });
      const facts = { reach, roots: new Map() };
      expect(placesOf(reach)).toEqual([internetPlace, lanPlace, hostPlace]);
      for (const [place, degree] of [
        [internetPlace, 'internet'],
        [lanPlace, 'lan'],
      ] as const) {
        const answers = services[from].published.map((port: { answers: object }) => port.answers);
        const open = answers.some((one: { [degree: string]: boolean }) => one[degree]);
        expect([from, place, cellKind(facts, place, from)]).toEqual([from, place, open ? 'host' : 'none']);
        const line = (name: string) => ({
          name,
          members: [name],
          lane: '',
          group: '',
          of: null,
          expanded: null,
        });
        const words = [
          serviceCell(facts, line(place), line(from)),
          serviceCell(facts, line(from), line(place)),
        ];
        expect(words.map(({ words: text }) => text)).toEqual([
          expect.stringContaining(placeTitle(place)),
          expect.stringContaining(placeTitle(place)),
        ]);
        const out = services[from].out[degree] ? 'direct' : 'none';
        expect([from, place, cellKind(facts, from, place)]).toEqual([from, place, out]);
      }
      for (const to of reach.services.filter((other) => other !== from)) {
        const { direct, viaHost, resolves } = services[from].reaches[to];
        const kind = direct ? 'direct' : viaHost ? 'host' : resolves ? 'name' : 'none';
        expect([from, to, cellKind({ reach, roots: new Map() }, from, to)]).toEqual([from, to, kind]);
      }
    }
  });

  it('gives the explanations of explain --machine, which cite the rule that decides', async () => {
    const { analysis } = await dropped();
    const { topology, reach } = analysis();
    const said: string[] = [];
    for (const [from, to] of [
      ['outside', 'db'],
      ['api', 'db'],
      ['job', 'host'],
    ] as const) {
      const side = (word: string) => placeOf.get(word) ?? word;
      const { direct, viaHost } = explain(topology, reach, side(from), side(to));
      const { out } = await call(['explain', ...words, from, to], { files });
      for (const { text: reason } of [...direct.reasons, ...viaHost.reasons]) {
        expect(out.replace(/\s+/g, ' ')).toContain(reason.replace(/\s+/g, ' '));
        said.push(reason);
      }
    }
    expect(said.join('\n')).toContain('DOCKER-USER 1');
  });

  it('can be taken away, and is then what it was', async () => {
    const page = await dropped();
    const before = opened().analysis();
    leaveMachine(page.work);
    expect(page.analysis().findings.map(shortly)).toEqual(before.findings.map(shortly));
    expect(page.analysis().reach.options).toEqual(before.reach.options);
  });

  it('is refused where it is none, and nothing changes', async () => {
    const page = opened();
    const options = page.analysis().reach.options;
    expect(await readRecordText('m.json', '{ "version": 1, "iptables": 3 }')).toMatchObject({
      tone: 'error',
      text: expect.stringContaining('"iptables"'),
    });
    expect(takeMachine(page.work, { file: 'm.json', text: '{ "engine": "banana" }' })).toMatchObject({
      ok: false,
    });
    expect(
      takeMachine(page.work, { file: 'm.json', text: '{ "rootless": true, "engine": "29" }' }),
    ).toMatchObject({
      ok: false,
      error: expect.stringContaining('rootless'),
    });
    expect(page.analysis().reach.options).toBe(options);
    for (const other of [compose, '{"services": {}}', '{', 'text'])
      expect(await readRecordText('compose.yaml', other)).toBeNull();
  });

  it('that comes while nothing is open is for what is opened next, and for no other', () => {
    const work = createWorkStore(ruleBook);
    takeMachine(work, { file: 'machine.json', text });
    const open = () =>
      work.openProject(projectInput(new Map([['compose.yaml', compose]]), 'shop', ['compose.yaml']));
    open();
    expect(machineRecord(work.getState().options)).toEqual({ file: 'machine.json', text });
    open();
    expect(machineRecord(work.getState().options)).toBeNull();
  });
});

describe('a machine under a host of stacks', () => {
  const stacks = {
    'shop/compose.yaml': compose,
    'wiki/compose.yaml': 'services:\n  wiki: { image: wiki, ports: ["8090:80"] }\n',
  };

  it('gives the findings of check --host --machine, whichever stack is unfolded', async () => {
    const work = createWorkStore(ruleBook);
    work.openHost(openedHostOf(stacks));
    takeMachine(work, { file: 'machine.json', text });
    const machine = {
      cwd: '/home',
      files: {
        ...Object.fromEntries(Object.entries(stacks).map(([file, one]) => [`/home/${file}`, one])),
        '/home/machine.json': text,
      },
    };
    const { out } = await call(
      ['check', '--host', '.', '--format', 'json', '--machine', 'machine.json'],
      machine,
    );
    const expected = JSON.parse(out).findings.map(shortly).sort();
    const all = () => (hostAnalysis(work.getState())?.findings ?? []).map(shortly).sort();
    expect(all()).toEqual(expected);
    expect(expected.some((one: string) => one.startsWith('CN821'))).toBe(true);
    work.unfold('shop');
    expect(machineRecord(work.getState().options)?.file).toBe('machine.json');
    expect(all()).toEqual(expected);
    expect(work.getState().options.engine.text).toBe('26.1.5');
  });
});

import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { optionsOnRecord } from '../../../core/machine/machine-model.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import { linePaths } from '../../../core/picture/overlays/overlay-shapes.ts';
import { linesAbout } from '../../../core/picture/overlays/overlay-view.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';
import { overlayViewOf } from './overlay-view-of.ts';

const shop = `name: shop
services:
  web: { image: nginx, networks: [front], ports: ["8080:80"] }
  api: { image: api, networks: [front, back] }
  db: { image: postgres, networks: [back] }
  job: { image: job, networks: [lone] }
networks: { front: {}, back: { internal: true }, lone: {} }
`;

function analysisOf(options: Partial<ReachOptions>, text = shop) {
  return analyze(openAlone(text), { ...defaultReachOptions, project: 'shop', ...options });
}

describe('the way out on a known machine', () => {
  it('is told in three degrees', () => {
    const chains = (rules: string) =>
      `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:DOCKER-USER - [0:0]\n:DOCKER-FORWARD - [0:0]\n-A FORWARD -j DOCKER-USER\n-A FORWARD -j DOCKER-FORWARD\n${rules}COMMIT\n`;
    const record = {
      version: 1,
      interface: 'eth0',
      addresses: [
        {
          ifname: 'eth0',
          addr_info: [{ family: 'inet', local: '192.168.1.2', prefixlen: 24, scope: 'global' }],
        },
      ],
      bridges: { shop_lone: 'br-lone', shop_front: 'br-front' },
      iptables: chains(
        '-A DOCKER-USER -i br-lone -d 192.168.1.0/24 -o eth0 -j DROP\n-A DOCKER-USER -i br-front -o eth0 -m conntrack --ctstate NEW -j DROP\n',
      ),
      ip6tables: chains('-A DOCKER-USER -i br-lone -o eth0 -j DROP\n'),
    };
    const analysis = analysisOf(optionsOnRecord(defaultReachOptions, JSON.stringify(record), 'm.json'));
    const { marks, lines, notes } = overlayViewOf(analysis, null, { kind: 'way-out' });
    expect([...marks].map(([name, { tone, word }]) => `${name} ${tone}: ${word}`)).toEqual([
      'web part: host alone',
      'api part: host alone',
      'db part: host alone',
      'job part: Internet, host',
    ]);
    expect(lines.map(({ from }) => from)).toEqual(['job']);
    expect(notes).toContain('On the machine of m.json.');
  });
});

const time = { first: '2026-11-02T10:00:00Z', last: '2026-11-02T10:09:00Z' };
const seen = (from: string, to: string, port: number) => ({
  from,
  to,
  port,
  protocol: 'tcp' as const,
  looks: 2,
  ...time,
});
const observed: ObservedRecord = {
  version: 1,
  from: '2026-11-02T10:00:00Z',
  to: '2026-11-02T10:10:00Z',
  interval: 1,
  engine: '29.7.2',
  connections: [
    seen('shop/api', 'shop/db', 5432),
    seen('internet', 'shop/web', 80),
    seen('host', 'shop/web', 80),
    seen('shop/web', 'shop/db', 5432),
    seen('wiki/web', 'wiki/db', 1),
  ],
  listening: [],
  unseen: [{ what: 'job', why: 'its namespace may not be read' }],
};

describe('what was observed', () => {
  const analysis = analysisOf({ observed });
  const view = overlayViewOf(analysis, null, { kind: 'observed' });

  it('is drawn as used, as not seen, and as not predicted', () => {
    expect(
      view.lines.map((line) => `${line.from} > ${line.to} ${line.observed} ${line.tone}`).sort(),
    ).toEqual([
      '@outside > web used full',
      'api > db used full',
      'api > web unseen idle',
      'db > api unseen idle',
      'job > web unseen idle', // over the host
      'web > api unseen idle',
      'web > db unpredicted bad',
    ]);
    const marks = Object.fromEntries([...view.marks].map(([name, { word }]) => [name, word]));
    expect(marks).toEqual({
      web: '1 not predicted',
      api: 'asks 1',
      db: '1 not predicted',
      job: 'not seen in 10 minutes',
    });
  });

  it('says when it was watched, how closely, and what it cannot know', () => {
    expect(view.notes).toEqual([
      'Seen, and closed by these files: web to db at 5432/tcp.',
      'Watched for 10 minutes, until 2026-11-02 10:10 UTC, a look every 1 s.',
      '1 with the host itself, without a line.',
      '1 connection of other services.',
    ]);
    expect(view.limits).toEqual([
      'A connection shorter than 1 s may be missed.',
      'Not looked at: job (its namespace may not be read).',
    ]);
    expect(view.legend.map(({ words, count }) => `${count} ${words}`)).toEqual([
      '2 allowed and seen',
      '4 allowed, not seen in 10 minutes',
      '1 seen, and not predicted',
      '2 in a connection that was not predicted',
      '1 in a connection that was seen',
      '1 not seen in 10 minutes',
    ]);
    expect(JSON.stringify(view)).not.toContain('unused');
  });

  it('has a path of its own for every line, of what was not seen only at what is looked at where there is much', () => {
    const scene = pictureOf(analysis);
    const paths = linePaths(linesAbout(view, null), scene).map(({ observed: of }) => of?.observed);
    expect(paths.filter((state) => state === 'unseen')).toHaveLength(4);
    expect(paths).toHaveLength(7);
    const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const flat = `services:\n${names.map((name) => `  ${name}: { image: x }\n`).join('')}`;
    const many = overlayViewOf(
      analysisOf({ observed: { ...observed, connections: [seen('s0', 's1', 80)] } }, flat),
      null,
      { kind: 'observed' },
    );
    expect(linesAbout(many, null).map(({ from, to }) => `${from} ${to}`)).toEqual(['s0 s1']);
    expect(linesAbout(many, 's3')).toHaveLength(22);
  });

  it('says that there is no record where none is open', () => {
    const { notes } = overlayViewOf(analysisOf({}), null, { kind: 'observed' });
    expect(notes[0]).toContain('No record of what was seen is open');
  });
});

import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { fingerprint } from '../../../core/findings/fingerprint.ts';
import {
  emptyView,
  type OverlayMark,
  withUsualStatedOnce,
} from '../../../core/picture/overlays/overlay-view.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { openRead } from '../../../core/ways-in/testing/read-facts.ts';
import type { Overlay } from '../../state/ui/overlay.ts';
import type { Selection } from '../../state/ui/selection.ts';
import { askedAbout, overlayViewOf } from './overlay-view-of.ts';

function show(text: string, overlay: Overlay) {
  const workspace = openRead(text);
  const options = { ...defaultReachOptions, project: 'shop' };
  const view = overlayViewOf(analyze(workspace, options), workspace, overlay);
  return {
    ...view,
    marks: Object.fromEntries([...view.marks].map(([name, { tone, word }]) => [name, `${tone}: ${word}`])),
    lines: view.lines.map(({ from, to, tone }) => `${from} > ${to} ${tone}`),
  };
}

const rooms = `services:
  web: { image: nginx, networks: [front], ports: ["8443:443"], depends_on: [app] }
  app: { image: node, networks: [front, back], depends_on: [db] }
  db: { image: postgres, networks: [back], environment: { PEER: "http://web/" } }
  job: { image: busybox, network_mode: none }
networks:
  front: {}
  back: { internal: true }
`;

describe('reach', () => {
  it('tells what is reached directly, through a port, and not at all, and who reaches it', () => {
    const { marks, lines, notes } = show(rooms, { kind: 'reach', service: 'app' });
    expect(marks).toEqual({
      app: 'focus: asked about',
      web: 'full: both ways',
      db: 'full: both ways',
      job: 'idle: not reached',
    });
    expect(lines).toEqual(['app > web full', 'web > app full', 'app > db full', 'db > app full']);
    expect(notes).toEqual(['app reaches 2 of 3; 2 reach it.', 'app has a way out.']);
  });

  it('tells a way through a published port apart', () => {
    const text = `services:
  a: { image: x, networks: [one] }
  b: { image: x, networks: [two], ports: ["80:80"] }
networks: { one: {}, two: {} }
`;
    expect(show(text, { kind: 'reach', service: 'a' }).marks).toEqual({
      a: 'focus: asked about',
      b: 'part: through a port',
    });
  });

  it('says why there is nothing for a service that is not here', () => {
    expect(show(rooms, { kind: 'reach', service: 'constructor' }).notes).toEqual([
      'constructor takes no part here: an inactive profile, or no such service.',
    ]);
  });
});

describe('blast radius', () => {
  it('counts hops, and marks the cut point', () => {
    const { marks, lines, notes } = show(rooms, { kind: 'blast', start: 'web', hops: null });
    expect(marks).toEqual({ web: 'focus: taken over', app: 'bad: 1 hop, cut point', db: 'bad: 2 hops' });
    expect(lines).toEqual(['web > app bad', 'app > db bad']);
    expect(notes[0]).toBe('2 of 3 fall.');
  });

  it('ends after the hops that were asked for', () => {
    expect(Object.keys(show(rooms, { kind: 'blast', start: 'web', hops: 1 }).marks)).toEqual(['web', 'app']);
  });

  it('tells the host that falls, transit, and what falls with it', () => {
    const text = `services:
  a: { image: x, networks: [n, m], privileged: true }
  b: { image: x, network_mode: none }
networks: { n: {}, m: {} }
`;
    const { marks, notes } = show(text, { kind: 'blast', start: 'a', hops: null });
    expect(marks).toEqual({ a: 'focus: taken over', b: 'bad: with the host' });
    expect(notes[1]).toBe('The host falls at a, which is privileged. 1 more falls with it.');
    expect(notes[2]).toBe('a is privileged: it may pass packets between m and n without being taken over.');
  });
});

describe('blast radius from outside', () => {
  it('names each way to the host, by what it is', () => {
    const text = `services:
  web: { image: x, networks: [n], ports: ["80:80"] }
  agent: { image: x, networks: [n], volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }
  box: { image: x, networks: [n], privileged: true, volumes: ["/etc:/etc"] }
  mon: { image: x, network_mode: host, ports: [] }
  shut: { image: x, network_mode: none }
networks: { n: {} }
`;
    const { marks, lines, notes } = show(text, { kind: 'blast', start: '@outside', hops: null });
    expect(marks).toEqual({
      web: 'bad: way in',
      mon: 'bad: way in, to the host',
      agent: 'bad: 1 hop, to the host',
      box: 'bad: 1 hop, to the host',
      shut: 'bad: with the host',
    });
    expect(lines).toContain('@outside > web bad');
    expect(notes).toEqual([
      '4 of 5 fall.',
      'The host falls at agent, which holds the socket of the container runtime, read-only or not. 1 more falls with it.',
      "Another way to the host: mon uses the host's own network, its loopback included.",
      'Another way to the host: box is privileged, writes /etc of the host.',
    ]);
  });
});

describe('outside in and way out', () => {
  it('names the host port, and the proxy of a label', () => {
    const text = `services:
  traefik: { image: "traefik:3", command: [--providers.docker, --providers.docker.exposedbydefault=false, "--entrypoints.web.address=:443"], networks: [n], ports: ["443:443"] }
  shop:
    image: x
    networks: [n]
    labels: ["traefik.enable=true", "traefik.http.routers.s.rule=Host(\`shop.example\`)", "traefik.http.services.s.loadbalancer.server.port=80"]
  db: { image: x, networks: [n] }
networks: { n: {} }
`;
    const { marks, lines } = show(text, { kind: 'outside-in' });
    expect(marks).toEqual({ traefik: 'open: 443', shop: 'part: shop.example by traefik' });
    expect(lines).toEqual(['@outside > traefik open', 'traefik > shop part']);
  });

  it('tells data and control of the host that answer apart from the rest', () => {
    const text = `services:
  web: { image: x, ports: ["80:80"] }
  db: { image: mysql, ports: ["3306:3306"] }
  dash: { image: x, ports: ["9000:9000"], volumes: ["/run/docker.sock:/s"] }
  open: { image: x, network_mode: host }
`;
    expect(show(text, { kind: 'outside-in' }).marks).toEqual({
      web: 'open: 80',
      db: 'bad: 3306',
      dash: 'bad: 9000',
      open: 'open: every port',
    });
  });

  it('tells who has a way out, and over which network', () => {
    const { marks, lines } = show(rooms, { kind: 'way-out' });
    expect(marks).toEqual({
      web: 'full: out over front',
      app: 'full: out over front',
      db: 'good: no way out',
      job: 'good: no way out',
    });
    expect(lines).toEqual(['web > @outside full', 'app > @outside full']);
  });

  it('tells who leaves through a proxy or a tunnel, and past it', () => {
    const proxied = 'environment: { HTTPS_PROXY: "http://proxy:3128" }';
    const text = `services:
  worker: { image: x, networks: [cell], ${proxied} }
  hasty: { image: x, networks: [cell, out], ${proxied} }
  proxy:
    image: ubuntu/squid
    networks: [cell, out]
    configs: [{ source: squid, target: /etc/squid/squid.conf }]
  vpn: { image: qmcgaw/gluetun, networks: [out] }
  download: { image: x, network_mode: "service:vpn" }
  other: { image: bubuntux/nordvpn, networks: [out] }
networks: { cell: { internal: true }, out: {} }
configs:
  squid:
    content: |
      http_port 3128
      acl names dstdomain .example.org
      http_access allow names
      http_access deny all
`;
    const { marks, lines } = show(text, { kind: 'way-out' });
    expect(marks).toEqual({
      worker: 'part: through proxy',
      hasty: 'bad: through proxy, and past it',
      proxy: 'full: out over out',
      vpn: 'part: through vpn',
      download: 'part: through vpn',
      other: 'unknown: through other: unknown',
    });
    expect(lines).toEqual([
      'worker > proxy part',
      'hasty > proxy bad',
      'hasty > @outside bad',
      'proxy > @outside full',
      'vpn > @outside part',
      'download > @outside part',
      'other > @outside unknown',
    ]);
  });
});

describe('start order', () => {
  it('counts waves', () => {
    const { marks, lines, notes, legend } = show(rooms, { kind: 'start-order' });
    expect(marks).toEqual({
      db: 'full: start 1',
      job: 'full: start 1',
      app: 'full: start 2',
      web: 'full: start 3',
    });
    expect(lines).toEqual(['db > app full', 'app > web full']);
    expect(legend.map(({ words, count }) => `${words}: ${count}`)).toEqual([
      'starts at once: 2',
      'start 2: 1',
      'start 3: 1',
    ]);
    expect(notes).toEqual(['4 containers in 3 waves; those of one wave start together.']);
  });

  it('tells a circle', () => {
    const text = 'services:\n  a: { image: x, depends_on: [b] }\n  b: { image: x, depends_on: [a] }\n';
    expect(show(text, { kind: 'start-order' }).marks).toEqual({
      a: 'bad: in a circle',
      b: 'bad: in a circle',
    });
  });
});

describe('needs against allowed', () => {
  it('tells the missing one and those that are met, and counts what has no known need', () => {
    const { marks, lines, legend, notes } = show(rooms, { kind: 'needs' });
    expect(lines).toEqual(['web > app full', 'app > db full', 'db > web bad']);
    expect(marks).toEqual({
      web: 'full: needs 1, needed by 1',
      app: 'full: needs 1, needed by 1',
      db: 'bad: lacks 1',
      job: 'idle: no known need',
    });
    expect(legend.map(({ words, count }) => `${words}: ${count}`)).toEqual([
      'lacks what it needs: 1',
      'reaches what it needs, or is reached: 2',
      'no known need: 1',
    ]);
    expect(notes.slice(0, 2)).toEqual([
      '1 need cannot be met.',
      '2 other connections open without a known need.',
    ]);
  });
});

describe('needs that no network carries, or that cannot be seen', () => {
  it('draws a socket in what both mount beside the network, and is not missed there', () => {
    const text = `services:
  app: { image: a, network_mode: none, depends_on: [db], volumes: ["run:/run/mysqld:ro"] }
  db: { image: mysql, volumes: ["run:/run/mysqld"] }
  web: { image: w, networks: [n], volumes: ["run:/x"], build: . }
networks: { n: {} }
`;
    const { marks, lines, legend, notes } = show(text, { kind: 'needs' });
    expect(lines).toEqual(['app > db part', 'web > db part']);
    expect(marks).toEqual({
      app: 'part: shares a socket',
      db: 'part: shares a socket',
      web: 'part: shares a socket',
    });
    expect(legend.map(({ words, count }) => `${words}: ${count}`)).toEqual([
      'shares a socket in a mount, beside the network: 3',
    ]);
    expect(notes.at(-1)).toContain('an image that is built here (web)');
  });
});

describe('one network alone', () => {
  it('counts those that take no part apart', () => {
    const text =
      'services:\n  a: { image: a, networks: [n] }\n  b: { image: b, networks: [n], profiles: [dev] }\nnetworks: { n: {} }\n';
    expect(show(text, { kind: 'isolate', network: 'n' }).notes[0]).toBe(
      '1 container on n, 1 inactive; 0 lead to other networks.',
    );
  });

  it('keeps its members, and marks those that lead elsewhere', () => {
    const { marks, networks } = show(rooms, { kind: 'isolate', network: 'back' });
    expect(marks).toEqual({ app: 'part: also on front', db: 'full: here only' });
    expect([...(networks ?? [])]).toEqual(['back']);
  });
});

describe('search', () => {
  it('finds by name, image, network and port', () => {
    expect(show(rooms, { kind: 'search', text: 'POSTGRES' }).marks).toEqual({ db: 'full: image' });
    expect(show(rooms, { kind: 'search', text: 'back' }).marks).toEqual({
      app: 'full: on back',
      db: 'full: on back',
    });
    expect(show(rooms, { kind: 'search', text: '8443' }).marks).toEqual({ web: 'full: port 8443:443' });
  });
});

describe('intents', () => {
  it('draws the path that breaks one', () => {
    const text = `${rooms}x-bulkhead:\n  intents:\n    - never: app -> db\n    - never: web -> db\n`;
    const { marks, lines, notes } = show(text, { kind: 'intents' });
    expect(marks).toEqual({ app: 'bad: breaks an intent', db: 'bad: breaks an intent' });
    expect(lines).toEqual(['app > db bad']);
    expect(notes[0]).toBe('1 of 2 intents hold.');
  });
});

describe('a finding with a path', () => {
  const text = rooms.replace('networks: [front], ports', 'networks: [front, back], ports');
  const found = analyze(openAlone(text), defaultReachOptions).findings.find(({ rule }) => rule === 'CN203');

  it('draws its hops, and leaves lit what it speaks of', () => {
    const print = found ? fingerprint(found) : '';
    const view = show(text, { kind: 'finding', rule: 'CN203', fingerprint: print });
    expect(view.title).toBe('CN203 tier-skip');
    expect(view.marks).toEqual({ web: 'focus: about this', db: 'bad: on the path' });
    expect(view.lines).toEqual(['web > db bad']);
    expect(view.networks).toEqual(new Set(['back']));
    expect(view.notes).toEqual([found?.message, 'web → db on back.']);
  });

  it('says so once it is gone', () => {
    const view = show(rooms, { kind: 'finding', rule: 'CN203', fingerprint: '0123456789abcdef' });
    expect([view.notes, view.marks]).toEqual([['This finding is gone.'], {}]);
  });
});

describe('what is selected', () => {
  const web: Selection = [{ type: 'service', name: 'web' }];
  it('takes the place of what the overlay was opened for', () => {
    expect(askedAbout({ kind: 'reach', service: 'db' }, web)).toEqual({ kind: 'reach', service: 'web' });
    expect(askedAbout({ kind: 'blast', start: 'db', hops: 2 }, web)).toEqual({
      kind: 'blast',
      start: 'web',
      hops: 2,
    });
    expect(askedAbout({ kind: 'needs' }, web)).toEqual({ kind: 'needs' });
    expect(askedAbout({ kind: 'isolate', network: 'back' }, web)).toEqual({
      kind: 'isolate',
      network: 'back',
    });
  });
});

describe('what holds of most cards', () => {
  const mark = (word: string) => ({ tone: 'full', word }) as const;
  const view = (words: readonly string[]) => ({
    ...emptyView('Reach', 'One reaches all.'),
    marks: new Map<string, OverlayMark>([
      ['asked', { tone: 'focus', word: 'asked about' }],
      ...words.map((word, at) => [`s${at}`, mark(word)] as const),
    ]),
  });

  it('is said once, with the names of the few that differ, and no longer on each card', () => {
    const { notes, marks } = withUsualStatedOnce(
      view(['both ways', 'both ways', 'not reached', 'both ways', 'both ways']),
    );
    expect(notes).toEqual(['One reaches all.', '4 of 5: both ways, but one is different: s2.']);
    // The list still says it.
    expect([...marks.values()].map(({ word, more = '' }) => [word, more])).toEqual([
      ['asked about', ''],
      ['', 'both ways'],
      ['', 'both ways'],
      ['not reached', ''],
      ['', 'both ways'],
      ['', 'both ways'],
    ]);
  });

  it('leaves the number of a hop on every card', () => {
    const hop = { tone: 'bad', word: '1 hop', shade: 4 } as const;
    const marks = new Map<string, OverlayMark>(['a', 'b', 'c', 'd'].map((name) => [name, hop]));
    expect(withUsualStatedOnce({ ...emptyView('', ''), marks }).marks).toEqual(marks);
  });

  it('stays on the cards where they are few, or no word is that of most', () => {
    for (const words of [
      ['a', 'a', 'b'],
      ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'],
    ])
      expect(withUsualStatedOnce(view(words)).marks).toEqual(view(words).marks);
  });
});

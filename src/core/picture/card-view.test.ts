import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { findingCounts } from '../findings/finding-counts.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { cardView } from './card-view.ts';
import { analysisOf, sceneOf, screenOf } from './testing/drawn.ts';

const analysis = analysisOf(`
services:
  web: { image: nginx, networks: [front], ports: ["443:9586"], cap_drop: [ALL] }
  db: { image: "postgres:16", networks: [back], ports: ["5432:5432"] }
  tail: { image: busybox, network_mode: none }
  node: { image: prom/node-exporter, network_mode: host }
  sniff: { image: netshoot, network_mode: "service:db" }
  dev: { image: adminer, networks: [front], profiles: [dev] }
  vpn: { image: curl, network_mode: "container:elsewhere" }
networks: { front: {}, back: { internal: true } }
`);

function view(service: string) {
  const card = sceneOf(analysis).cards.find((each) => each.service === service);
  const view = card ? cardView(screenOf(analysis), card) : null;
  if (!view) throw new Error(`no card ${service}`);
  return view;
}

describe('the isolation meter', () => {
  it('has four steps from closed to open', () => {
    expect(['tail', 'db', 'web', 'node'].map((name) => [view(name).step, view(name).word])).toEqual([
      [1, 'closed'],
      [2, 'internal'],
      [3, 'bridged'],
      [4, 'open'],
    ]);
  });

  it('of a joined service is its owner’s, with the mark', () => {
    expect([view('sniff').step, view('sniff').word, view('sniff').joinedTo]).toEqual([2, 'internal', 'db']);
  });

  it('never says isolated where nothing is known', () => {
    expect([view('vpn').step, view('vpn').word]).toEqual([0, 'unknown']);
  });
});

describe('ports and chips', () => {
  it('tell published ports, dead ones apart', () => {
    expect(view('web').ports).toMatchObject({ from: 'outside', text: '443' });
    expect(view('db').ports).toMatchObject({ from: 'nowhere', text: 'dead 5432' });
  });

  it('count effective capabilities where they are not the usual ones', () => {
    expect(view('web').chips.map(({ text }) => text)).toEqual(['0 caps']);
    expect(view('db').chips).toEqual([]);
  });

  it('are read aloud with the card', () => {
    expect(view('web').label).toContain('answers outside at 443');
  });
});

describe('a service of an inactive profile', () => {
  it('is marked, and keeps the isolation that its file says', () => {
    expect([view('dev').inactive, view('dev').word]).toEqual([true, 'bridged']);
  });
});

describe('the number of findings', () => {
  const counts = findingCounts(
    analyze(
      openAlone(`
services:
  # bulkhead-disable CN501 -- for a while
  old: { image: nginx, privileged: true }
  dev: { image: adminer, profiles: [dev], privileged: true }
  web: { image: nginx, privileged: true }
`),
      defaultReachOptions,
    ),
  );

  it('leaves out what is suppressed', () => {
    expect(counts.get('old')?.count ?? 0).toBe((counts.get('web')?.count ?? 0) - 1);
    expect(counts.get('web')?.worst).toBe('error');
  });

  it('of an inactive service alarms nobody', () => {
    expect(counts.get('dev')?.count).toBeGreaterThan(0);
    expect(counts.get('dev')?.worst).toBe('info');
  });
});

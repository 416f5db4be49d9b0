import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { hostPlace, outsidePlace } from '../../core/analysis/explain/places.ts';
import { computeReach } from '../../core/analysis/reach/compute-reach.ts';
import { openDocument } from '../../core/compose/open-document.ts';
import type { Tri } from '../../core/compose/topology.ts';
import { type CellFacts, cellKind } from './cell-kind.ts';

const { topology } = openDocument(`
services:
  web:
    image: nginx
    ports: ["443:9586"]
    networks: [front]
  admin:
    image: admin
    ports: ["127.0.0.1:81:81"]
    network_mode: none
  quiet:
    image: quiet
    ports: ["127.0.0.1:82:82"]
    networks: [front]
  mon:
    image: mon
    network_mode: host
  app:
    image: app
    networks: [front, back]
  db:
    image: postgres
    networks: [back]
  far:
    image: far
    networks: [away]
  else:
    image: else
    network_mode: container:somewhere
networks:
  front:
  back:
    internal: true
  away:
`);
const reach = computeReach(topology, defaultReachOptions);
const facts: CellFacts = {
  reach,
  roots: new Map<string, Tri>([
    ['db', true],
    ['far', 'unknown'],
  ]),
};

describe('cellKind', () => {
  it('tells direct, over the host, none, itself', () => {
    expect(cellKind(facts, 'app', 'db')).toBe('direct');
    expect(cellKind(facts, 'far', 'web')).toBe('host');
    expect(cellKind(facts, 'db', 'web')).toBe('none');
    expect(cellKind(facts, 'web', 'web')).toBe('self');
  });

  it('tells who answers outside, who goes out, and what the host reaches', () => {
    const outside = (name: string) => [
      cellKind(facts, outsidePlace, name),
      cellKind(facts, name, outsidePlace),
      cellKind(facts, hostPlace, name),
    ];
    expect(outside('web')).toEqual(['host', 'direct', 'direct']);
    expect(outside('db')).toEqual(['none', 'none', 'direct']);
    expect(outside('mon')).toEqual(['direct', 'direct', 'direct']);
    expect(outside('quiet')).toEqual(['none', 'direct', 'direct']);
    expect(outside('admin')).toEqual(['none', 'none', 'none']);
    expect(outside('else')).toEqual(['unknown', 'unknown', 'unknown']);
    expect(cellKind(facts, outsidePlace, hostPlace)).toBe('self');
  });

  it('tells who can become root on the host, and where that is not known', () => {
    expect(cellKind(facts, 'db', hostPlace)).toBe('root');
    expect(cellKind(facts, 'far', hostPlace)).toBe('unknown');
    expect(cellKind(facts, 'web', hostPlace)).toBe('direct');
    expect(cellKind(facts, 'admin', hostPlace)).toBe('none');
  });

  it('never shows what is unknown as none', () => {
    expect(cellKind(facts, 'else', 'db')).toBe('unknown');
  });
});

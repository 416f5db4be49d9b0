import { describe, expect, it } from 'vitest';
import { openDocument } from '../../compose/open-document.ts';
import type { Tri } from '../../compose/topology.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { computeReach } from '../../reach/compute-reach.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { hostPlace, outsidePlace } from '../../reach/places.ts';
import { type CellFacts, cellKind, type MatrixLine, serviceCell } from './cells.ts';

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

  it('tells who can become root on the host, and where that is unknown', () => {
    expect(cellKind(facts, 'db', hostPlace)).toBe('root');
    expect(cellKind(facts, 'far', hostPlace)).toBe('unknown');
    expect(cellKind(facts, 'web', hostPlace)).toBe('direct');
    expect(cellKind(facts, 'admin', hostPlace)).toBe('none');
  });

  it('never shows what is unknown as none', () => {
    expect(cellKind(facts, 'else', 'db')).toBe('unknown');
  });
});

const line = (name: string): MatrixLine => ({
  name,
  members: [name],
  lane: '',
  group: '',
  of: null,
  expanded: null,
});

function words(yaml: string, from: string, to: string): string {
  const reach = computeReach(openAlone(yaml).topology, defaultReachOptions);
  return serviceCell({ reach, roots: new Map() }, line(from), line(to)).words;
}

describe('the family of a cell', () => {
  const yaml = `services:
  six: { image: x, networks: [six] }
  both: { image: x, networks: [six, four] }
  four: { image: x, networks: [four], ports: ['[::]:80:80'] }
networks: { six: { enable_ipv6: true }, four: {} }
`;

  it('is said where only one of them reaches', () => {
    expect(words(yaml, 'six', 'four')).toBe('six reaches over the host four over IPv6 only');
    expect(words(yaml, 'both', 'six')).toBe('both reaches directly six, and finds it by name');
    expect(words(yaml, outsidePlace, 'four')).toBe('Outside reaches over the host four over IPv6 only');
    expect(words(yaml, 'four', outsidePlace)).toBe('four has a way out over IPv4 only');
  });

  it('is not said where no network has IPv6', () => {
    expect(words('services: { a: { image: x }, b: { image: x } }', 'a', 'b')).not.toContain('IPv');
  });
});

import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { computeReach } from '../../core/analysis/reach/compute-reach.ts';
import { openDocument } from '../../core/compose/open-document.ts';
import { cellKind } from './cell-kind.ts';

const { topology } = openDocument(`
services:
  web:
    image: nginx
    ports: ["443:9586"]
    networks: [front]
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

describe('cellKind', () => {
  it('tells direct, over the host, none, itself', () => {
    expect(cellKind(reach, 'app', 'db')).toBe('direct');
    expect(cellKind(reach, 'far', 'web')).toBe('host');
    expect(cellKind(reach, 'db', 'web')).toBe('none');
    expect(cellKind(reach, 'web', 'web')).toBe('self');
  });

  it('never shows what is unknown as none', () => {
    expect(cellKind(reach, 'else', 'db')).toBe('unknown');
  });
});

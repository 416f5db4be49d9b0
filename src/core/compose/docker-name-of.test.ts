import { describe, expect, it } from 'vitest';
import { dockerNameToKeep } from './docker-name-of.ts';
import { openDocument } from './open-document.ts';

const networks = `services: { web: { image: web, networks: [front, own, outer, ghost] }, fell: { image: fell } }
networks: { front: {}, own: { name: mine }, outer: { external: true } }
`;

function kept(text: string, name: string): string | null | undefined {
  const { topology } = openDocument(text);
  const network = topology.networks.get(name);
  return network && dockerNameToKeep(topology, network);
}

describe('dockerNameToKeep', () => {
  it('is made of project and key', () => {
    expect(kept(`name: shop\n${networks}`, 'front')).toBe('shop_front');
  });

  it('is unknown without a project name', () => {
    expect(kept(networks, 'front')).toBe(null);
  });

  it('is none where the name does not follow from the key, or nothing is declared', () => {
    for (const name of ['own', 'outer', 'default', 'ghost'])
      expect(kept(`name: shop\n${networks}`, name)).toBe(null);
  });
});

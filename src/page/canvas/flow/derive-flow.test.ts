import { describe, expect, it } from 'vitest';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';
import { createEdgeCache, createNodeCache, deriveEdges, deriveNodes } from './derive-flow.ts';
import type { CanvasNode } from './flow-types.ts';

const before = `
services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  app: { image: app, networks: [front, back] }
  db: { image: postgres, networks: [back] }
  sniff: { image: tcpdump, network_mode: "service:app" }
  tail: { image: busybox, network_mode: none }
networks: { front: {}, back: { internal: true } }
`;

function nodesOf(text: string, cache = createNodeCache()): CanvasNode[] {
  const analysis = analysisOf(text);
  return deriveNodes(analysis, pictureOf(analysis), cache);
}

function byId(nodes: readonly CanvasNode[]): ReadonlyMap<string, CanvasNode> {
  return new Map(nodes.map((node) => [node.id, node]));
}

describe('nodes of the canvas', () => {
  it('are the same objects while what they show is the same', () => {
    const cache = createNodeCache();
    const first = nodesOf(before, cache);
    const second = nodesOf(before, cache);
    expect(second.length).toBe(first.length);
    second.forEach((node, index) => {
      expect(node).toBe(first[index]);
    });
  });

  it('change one card for one capability', () => {
    const cache = createNodeCache();
    const first = byId(nodesOf(before, cache));
    const after = before.replace('db: { image: postgres,', 'db: { image: postgres, cap_drop: [ALL],');
    const changed = nodesOf(after, cache).filter((node) => first.get(node.id) !== node);
    expect(changed.map((node) => node.id)).toEqual(['card:db']);
  });

  it('keep what a card shows when the card only moves', () => {
    const cache = createNodeCache();
    const first = byId(nodesOf(before, cache));
    const after = before.replace('  db:', '  a-new-one: { image: postgres, networks: [back] }\n  db:');
    const second = byId(nodesOf(after, cache));
    expect(second.get('card:db')?.position).not.toEqual(first.get('card:db')?.position);
    expect(second.get('card:db')?.data).toBe(first.get('card:db')?.data);
  });

  it('declare size and handles, so that nothing is measured', () => {
    for (const node of nodesOf(before)) {
      expect(node.measured).toEqual({ width: node.width, height: node.height });
      expect(Number.isInteger(node.width) && Number.isInteger(node.height)).toBe(true);
      expect(node.handles?.map((handle) => handle.type)).toEqual(['source', 'target']);
    }
  });

  it('are one card per service, one lane per network and one plug per membership', () => {
    const ids = nodesOf(before).map((node) => node.id);
    expect(ids.filter((id) => id.startsWith('card:'))).toHaveLength(5);
    expect(ids.filter((id) => id.startsWith('lane:'))).toEqual([
      'lane:network:front',
      'lane:network:back',
      'lane:place:closed',
      'lane:place:host',
    ]);
    expect(ids.filter((id) => id.startsWith('tap:'))).toHaveLength(4);
  });

  it('have the colours of networks whose lanes are out of sight', () => {
    const analysis = analysisOf(before);
    const scene = pictureOf(analysis);
    const hueOfTap = (subset: typeof scene) =>
      deriveNodes(analysis, scene, createNodeCache(), subset).flatMap((node) =>
        node.type === 'plug' && node.data.view.network === 'back' ? [node.data.view.hue] : [],
      );
    const all = hueOfTap(scene);
    expect(new Set(all).size).toBe(1);
    expect(all[0]).not.toBe('var(--lane-0)');
    const lanes = scene.lanes.filter(({ name }) => name !== 'back');
    expect(hueOfTap({ ...scene, lanes })).toEqual(all);
  });
});

describe('edges of the canvas', () => {
  it('end at nodes that exist', () => {
    const analysis = analysisOf(before);
    const scene = pictureOf(analysis);
    const ids = new Set(deriveNodes(analysis, scene, createNodeCache()).map((node) => node.id));
    const edges = deriveEdges(analysis, scene, createEdgeCache());
    expect(edges.map((edge) => edge.id)).toEqual(['trunk:web outside']);
    for (const edge of edges) expect([ids.has(edge.source), ids.has(edge.target)]).toEqual([true, true]);
  });
});

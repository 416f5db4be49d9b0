import { describe, expect, it } from 'vitest';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';
import { sceneShapes } from './scene-shapes.ts';

describe('a picture as shapes', () => {
  it('draws every card once, in the colour of its lane', () => {
    const analysis = analysisOf(
      'services:\n  web: { image: nginx, networks: [front, back], ports: ["80:80"] }\n  db: { image: postgres, networks: [back] }\nnetworks:\n  front:\n  back:\n',
    );
    const scene = pictureOf(analysis);
    const shapes = sceneShapes(scene);
    const count = (path: string) => path.split('M').length - 1;
    const sum = (key: 'cards' | 'lanes' | 'lines') =>
      shapes.reduce((total, shape) => total + count(shape[key]), 0);
    expect(sum('cards')).toBe(2);
    expect(sum('lanes')).toBe(scene.lanes.length);
    expect(sum('lines')).toBe(
      scene.trunks.length + scene.taps.filter(({ points }) => points.length > 0).length,
    );
    expect(shapes.find(({ hue }) => hue === 'var(--net-3)')?.cards).not.toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';
import { neighbourCard } from './element-events.ts';

const scene = pictureOf(
  analysisOf(`
services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  db: { image: postgres, networks: [back] }
  job: { image: job, networks: [back] }
networks: { front: {}, back: {} }
`),
);

describe('arrow keys', () => {
  it('go to the next card in their direction', () => {
    expect(neighbourCard(scene, 'web', 'right')).toBe('job');
    expect(neighbourCard(scene, 'job', 'down')).toBe('db');
    expect(neighbourCard(scene, 'db', 'up')).toBe('job');
  });

  it('stay where there is nothing', () => {
    expect(neighbourCard(scene, 'web', 'left')).toBe(null);
  });
});

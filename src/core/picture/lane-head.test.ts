import { describe, expect, it } from 'vitest';
import { laneHead } from './lane-head.ts';

const lane = {
  title: 'post-net',
  width: 1056,
  locked: false,
  splits: true,
  members: 17,
  headlines: [
    '17 containers in one room, 20 of 272 connections have a known need',
    '20 of 272 connections needed',
    '20 of 272 needed',
  ],
  detail: 'bridge · 172.30.7.0/24',
  form: 'full',
  kind: 'network',
} as const;

describe('the head of a lane', () => {
  it('says all at its full size', () => {
    expect(laneHead(lane, 1, false)).toEqual({
      title: 'post-net',
      counted: true,
      split: 'long',
      headline: lane.headlines[0],
      detail: lane.detail,
    });
  });

  it('says less of its members rather than half of it', () => {
    const headlines = [800, 480, 360, 240].map((width) => laneHead({ ...lane, width }, 1, true).headline);
    expect(headlines).toEqual([...lane.headlines, null]);
  });

  it('leaves out facts that do not fit as a whole', () => {
    const of = (width: number) => laneHead({ ...lane, width, splits: false, headlines: [] }, 1, true).detail;
    expect([of(400), of(200), of(140)]).toEqual(['bridge · 172.30.7.0/24', 'bridge', null]);
  });

  it('shows its title before its button and its count', () => {
    const title = 'cloud-internal';
    const head = laneHead({ ...lane, title, width: 146, locked: true, headlines: [] }, 1, true);
    expect(head).toMatchObject({ title, counted: false, split: null });
    expect(laneHead({ ...lane, title, width: 300, headlines: [] }, 1, true)).toMatchObject({
      title,
      counted: true,
      split: 'short',
    });
  });
});

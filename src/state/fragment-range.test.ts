import { describe, expect, it } from 'vitest';
import { openDocument } from '../core/compose/open-document.ts';
import { fragmentRanges } from './fragment-range.ts';

describe('fragmentRanges', () => {
  it('gives the lines of services and networks, blank lines and comments behind them left out', () => {
    const document = openDocument(`services:
  web:
    image: nginx

  # the store
  db:
    image: postgres
networks:
  front:
`);
    const ranges = fragmentRanges(document);
    expect(ranges.get('service:web')).toEqual({ first: 2, last: 3 });
    expect(ranges.get('service:db')?.last).toBe(7);
    expect(ranges.get('network:front')).toEqual({ first: 9, last: 9 });
  });
});

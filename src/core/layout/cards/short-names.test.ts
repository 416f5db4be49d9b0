import { describe, expect, it } from 'vitest';
import { cutMiddle, shortNames } from './short-names.ts';

const short = (...names: string[]) => [...shortNames(names).values()];

describe('names on cards', () => {
  it('lose the end or the beginning that all share', () => {
    expect(short('web-post', 'sql-post', 'cache-post')).toEqual(['web', 'sql', 'cache']);
    expect(short('shop_web', 'shop_db', 'shop_jobs_night')).toEqual(['web', 'db', 'jobs_night']);
    expect(short('my-web-app', 'my-db-app', 'my-jobs-app')).toEqual(['web', 'db', 'jobs']);
  });

  it('keep it where fewer than three share it, or one would be left without a name', () => {
    expect(short('web-post', 'sql-post')).toEqual(['web-post', 'sql-post']);
    expect(short('post', 'web-post', 'sql-post')).toEqual(['post', 'web-post', 'sql-post']);
    expect(short('web-post', 'sql-post', 'cache')).toEqual(['web-post', 'sql-post', 'cache']);
  });

  it('never lose a part of a word', () => {
    expect(short('server', 'serial', 'serum')).toEqual(['server', 'serial', 'serum']);
  });
});

it('keeps short names whole and both ends of long ones', () => {
  expect(cutMiddle('web', 10)).toBe('web');
  expect(cutMiddle('authentik-server-worker-2', 12)).toBe('authent…er-2');
  expect(cutMiddle('authentik-server-worker-2', 12)).toHaveLength(12);
});

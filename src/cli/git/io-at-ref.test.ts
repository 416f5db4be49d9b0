import { describe, expect, it } from 'vitest';
import { commitOf } from './io-at-ref.ts';

describe('commitOf', () => {
  it('says so where git is not there', () => {
    const absent = () => ({ status: null, absent: true, stdout: new Uint8Array(), stderr: '' });
    expect(() => commitOf(absent, '/shop', 'main')).toThrow('--against needs git');
  });

  it('asks git nothing about a ref that looks like an option', () => {
    const never = () => {
      throw new Error('git was called');
    };
    expect(() => commitOf(never, '/shop', '--exec=x')).toThrow("--against '--exec=x': not a git ref");
    expect(() => commitOf(never, '/shop', '')).toThrow("--against '': not a git ref");
  });
});

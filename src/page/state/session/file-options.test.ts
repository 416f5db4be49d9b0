import { beforeEach, describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { keepSwitches, withKeptSwitches } from './file-options.ts';

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  globalThis.localStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  } as unknown as Storage;
});

describe('the switches of the daemon', () => {
  it('are kept by file, and as installed for any other', () => {
    const switches = { ...defaultReachOptions, userlandProxy: false, firewallBackend: 'nftables' } as const;
    keepSwitches('a.yaml', switches);
    expect(withKeptSwitches(defaultReachOptions, 'a.yaml')).toEqual(switches);
    expect(withKeptSwitches(switches, 'b.yaml')).toEqual(defaultReachOptions);
    expect(withKeptSwitches(switches, undefined)).toEqual(defaultReachOptions);
  });

  it('leave nothing behind once they are as installed again', () => {
    keepSwitches('a.yaml', { ...defaultReachOptions, ipv6Default: true });
    keepSwitches('a.yaml', defaultReachOptions);
    expect(stored.size).toBe(0);
  });

  it.each(['no json', '[]', 'null', '{"userlandProxy":"no","firewallBackend":"ipfw","engine":1}'])(
    'are as installed where storage holds %s',
    (text) => {
      stored.set('bulkhead.daemon.a.yaml', text);
      expect(withKeptSwitches(defaultReachOptions, 'a.yaml')).toEqual(defaultReachOptions);
    },
  );
});

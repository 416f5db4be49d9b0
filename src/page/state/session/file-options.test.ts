import { beforeEach, describe, expect, it } from 'vitest';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { daemonChoice } from '../../../core/reach/daemon-settings.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { keepSwitches, openingOptions, withKeptSwitches } from './file-options.ts';

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

  it('are those that the project comes with, before those that are kept for its file', () => {
    keepSwitches('compose.yaml', { ...defaultReachOptions, directRouting: true });
    const project = { input: aloneInput('', { file: 'compose.yaml' }), profiles: ['debug'], folder: null };
    expect(openingOptions(defaultReachOptions, project)).toMatchObject({
      directRouting: true,
      profiles: ['debug'],
    });
    const given = { ...defaultReachOptions, firewallBackend: 'nftables', daemon: { icc: false } } as const;
    const opened = openingOptions(defaultReachOptions, { ...project, daemon: daemonChoice(given) });
    expect(opened).toMatchObject({
      directRouting: false,
      firewallBackend: 'nftables',
      daemon: { icc: false },
    });
    // Another file is not on that machine.
    expect(
      openingOptions(opened, { ...project, input: aloneInput('', { file: 'b.yaml' }) }),
    ).not.toHaveProperty('daemon');
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

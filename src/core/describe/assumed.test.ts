import { describe, expect, it } from 'vitest';
import type { ProjectName } from '../compose/environment/project-name.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { assumedOf, assumptions } from './assumed.ts';

function values(text: string, project: string | null = null, from: ProjectName['from'] = 'unknown') {
  const options = { ...defaultReachOptions, project };
  const list = assumptions(assumedOf(openAlone(text), options, from), options);
  return new Map(list.map(({ id, value }) => [id, value]));
}

describe('assumedOf', () => {
  it('is what machines read: the project, the profiles, what is not modelled', () => {
    const workspace = openAlone(
      'name: shop\nservices:\n  web:\n    image: a:$TAG\n    profiles: [dev]\n    secrets: [s]\n',
    );
    expect(assumedOf(workspace, { ...defaultReachOptions, project: 'shop' }, 'name')).toEqual({
      files: [workspace.files[0]?.document.file],
      project: { name: 'shop', from: 'name' },
      profiles: { active: [], known: ['dev'] },
      unsetVariables: ['TAG'],
      outside: 'unknown',
      addressFamilies: ['ipv4'],
      notModelled: ['secrets'],
    });
  });
});

describe('assumptions', () => {
  it('tells where the project name comes from', () => {
    expect(values('name: shop\nservices: {}\n', 'shop', 'name').get('project')).toBe(
      'shop, as the file says',
    );
    expect(values('services: {}\n').get('project')).toContain('unknown');
  });

  it('counts active profiles and lists unset variables and keys that are not modelled', () => {
    const shown = values(`services:
  web:
    image: nginx:$TAG
    profiles: [dev]
secrets: {}
`);
    expect(shown.get('profiles')).toBe('0 of 1 active (dev)');
    expect(shown.get('variables')).toBe('TAG');
    expect(shown.get('not-modelled')).toBe('secrets');
  });

  it('says which patch of the Engine was measured, and which switches of the daemon are not as installed', () => {
    const workspace = openAlone('services: {}\n');
    const of = (text: string, more: Partial<ReachOptions> = {}) => {
      const options = {
        ...defaultReachOptions,
        engine: parseEngine(text) ?? defaultReachOptions.engine,
        ...more,
      };
      const list = assumptions(assumedOf(workspace, options, 'unknown'), options);
      return list.filter(({ id }) => id === 'engine' || id === 'daemon').map(({ value }) => value);
    };
    expect(of('29')).toEqual(['29, as measured on 29.7.2']);
    expect(of('28.5.2')).toEqual(['28.5.2, measured']);
    expect(of('28.1.0')).toEqual(['28.1.0, by documentation; measured: 28.5.2']);
    expect(of('27')).toEqual(['27, by documentation']);
    expect(of('29', { userlandProxy: false, directRouting: true, ipv6Default: true }).at(-1)).toBe(
      'no userland proxy, direct routing, IPv6 by default',
    );
    expect(of('29', { firewallBackend: 'nftables' }).at(-1)).toBe('nftables');
  });

  it.each([
    ['25', /^CVE-2025-54410, up to 25\.0\.12: a reload of firewalld ends the isolation /, false],
    ['25.0.12', /^CVE-2025-54410: a reload /, true],
    ['25.0.13', null, false],
    ['26', /^CVE-2025-54410: a reload /, true],
    ['26.1.5', /^CVE-2025-54410: a reload /, true],
    ['27.5.1', /^CVE-2025-54410: a reload /, true],
    ['28', /^CVE-2025-54388, 28\.2\.0 to 28\.3\.2: a reload of firewalld opens /, false],
    ['28.0.0', null, false],
    ['28.1.1', null, false],
    ['28.2.0', /^CVE-2025-54388: a reload /, true],
    ['28.3.2', /^CVE-2025-54388: a reload /, true],
    ['28.3.3', null, false],
    ['29', null, false],
  ])('O3b, O3d: says of Engine %s what a reload of firewalld does', (text, words, notable) => {
    const workspace = openAlone('services: {}\n');
    const options = { ...defaultReachOptions, engine: parseEngine(text) ?? defaultReachOptions.engine };
    const assumed = assumedOf(workspace, options, 'unknown');
    const shown = assumptions(assumed, options).filter(({ id }) => id === 'advisory');
    expect('advisories' in assumed).toBe(words !== null);
    expect(shown).toEqual(
      words === null
        ? []
        : [{ id: 'advisory', label: 'Known fault', value: expect.stringMatching(words), notable }],
    );
  });

  it('tells IPv6 apart where some network has it', () => {
    expect(values('services: {}\n').get('families')).toBe('IPv4');
    expect(values('services: {}\nnetworks: { n: { enable_ipv6: true } }\n').get('families')).toBe(
      'IPv4 and IPv6',
    );
  });

  it('never says internet for the outside', () => {
    expect(values('services: {}\n').get('outside')).toContain('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import type { ProjectName } from '../compose/environment/project-name.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { assumedOf, assumptions } from './assumed.ts';
import { defaultReachOptions } from './default-reach-options.ts';

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
    const told = values(`services:
  web:
    image: nginx:$TAG
    profiles: [dev]
secrets: {}
`);
    expect(told.get('profiles')).toBe('0 of 1 active (dev)');
    expect(told.get('variables')).toBe('TAG');
    expect(told.get('not-modelled')).toBe('secrets');
  });

  it('never says internet for the outside', () => {
    expect(values('services: {}\n').get('outside')).toContain('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../core/analysis/default-reach-options.ts';
import type { ProjectName } from '../core/compose/environment/project-name.ts';
import { openAlone } from '../core/compose/workspace/open-workspace.ts';
import { assumptions } from './assumptions.ts';

function values(text: string, project: string | null = null, from: ProjectName['from'] = 'unknown') {
  const list = assumptions(openAlone(text), { ...defaultReachOptions, project }, from);
  return new Map(list.map(({ id, value }) => [id, value]));
}

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

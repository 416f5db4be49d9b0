import { describe, expect, it } from 'vitest';
import { keyTree } from './key-tree.ts';
import { patchedSchema } from './patched-schema.ts';
import { compileSchema } from './plugin.ts';

describe('the schema of Compose', () => {
  it('is patched where the package lags behind', () => {
    const keys = new Map(keyTree(patchedSchema(), { $ref: '#/definitions/service' }));
    expect([...keys.keys()]).toEqual(
      expect.arrayContaining(['pre_start', 'provider', 'models', 'use_api_socket']),
    );
    const below = (key: string) =>
      (keys.get(key) ?? []).flatMap(([step, list]) => list.map(([name]) => `${step}.${name}`));
    expect(below('networks')).toEqual(
      expect.arrayContaining(['*.gw_priority', '*.interface_name', '*.aliases']),
    );
    expect(below('ports')).toContain('*.target');
    expect(below('pre_start')).toEqual(expect.arrayContaining(['*.image', '*.per_replica', '*.command']));
  });

  it('compiles to a module that needs nothing at run time', () => {
    const code = compileSchema();
    expect(code).toContain('export const service');
    expect(code).not.toMatch(/\brequire\(|\bimport\b|\beval\(|new Function/);
  });
});

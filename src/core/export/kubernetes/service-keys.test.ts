import { describe, expect, it } from 'vitest';
import { isNode, patchedSchema } from '../../../../scripts/compose-schema/patched-schema.ts';
import { keyOutcomes } from './service-keys.ts';

/** The properties of a part of the Compose schema. */
function keysOf(...path: readonly string[]): readonly string[] {
  let node: unknown = patchedSchema();
  for (const step of path) node = isNode(node) ? node[step] : undefined;
  return isNode(node) ? Object.keys(node) : [];
}

const below = (key: string): readonly string[] =>
  [...keyOutcomes.keys()].filter((one) => one.startsWith(`${key}.`)).map((one) => one.slice(key.length + 1));

describe('the table of keys', () => {
  it('has every key that Compose has for a service, and no other', () => {
    const keys = [...keyOutcomes.keys()].filter((key) => !key.includes('.'));
    expect(keys).toEqual(keysOf('definitions', 'service', 'properties').toSorted());
  });

  it.each([
    ['deploy', ['definitions', 'deployment', 'properties']],
    [
      'deploy.resources.limits',
      ['definitions', 'deployment', 'properties', 'resources', 'properties', 'limits', 'properties'],
    ],
    [
      'deploy.resources.reservations',
      ['definitions', 'deployment', 'properties', 'resources', 'properties', 'reservations', 'properties'],
    ],
    ['healthcheck', ['definitions', 'healthcheck', 'properties']],
  ])('has every key of %s', (key, path) => {
    const own = below(key).filter((one) => !one.includes('.'));
    expect(own.toSorted()).toEqual(keysOf(...path).toSorted());
  });
});

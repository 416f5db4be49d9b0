import { describe, expect, it } from 'vitest';
import { keyTree } from '../../../../scripts/compose-schema/key-tree.ts';
import { patchedSchema } from '../../../../scripts/compose-schema/patched-schema.ts';
import { deployKeys, limitKeys, reservationKeys } from './deploy-keys.ts';
import { configKeys, fileKeys, networkKeys, secretKeys } from './file-keys.ts';
import { type ComposeKeys, keyBelow, keysOf } from './key.ts';
import { healthcheckKeys, membershipKeys, mountKeys, portKeys } from './part-keys.ts';
import { serviceKeys } from './service-keys.ts';

const schema = patchedSchema();

/** Returns the keys that Compose has at a place: a definition of its schema, and the steps from there. */
function keysOfSchema(definition: string | null, ...steps: readonly string[]): readonly string[] {
  let keys = keyTree(schema, definition === null ? schema : { $ref: `#/definitions/${definition}` });
  for (const step of steps) keys = keys.find(([key]) => key === step)?.[1] ?? [];
  return keys.map(([key]) => key);
}

const ownNames = (keys: ComposeKeys) =>
  [...keys.keys()].filter((key) => key !== '*' && !key.startsWith('x-'));

describe('the table of keys', () => {
  it.each([
    ['the file', fileKeys, keysOfSchema(null)],
    ['a service', serviceKeys, keysOfSchema('service')],
    ['a membership', membershipKeys, keysOfSchema('service', 'networks', '*')],
    ['a port', portKeys, keysOfSchema('service', 'ports', '*')],
    ['a mount', mountKeys, keysOfSchema('service', 'volumes', '*')],
    ['a health check', healthcheckKeys, keysOfSchema('healthcheck')],
    ['deploy', deployKeys, keysOfSchema('deployment')],
    ['limits', limitKeys, keysOfSchema('deployment', 'resources', 'limits')],
    ['reservations', reservationKeys, keysOfSchema('deployment', 'resources', 'reservations')],
    ['a network', networkKeys, keysOfSchema('network')],
    ['a secret', secretKeys, keysOfSchema('secret')],
    ['a configuration', configKeys, keysOfSchema('config')],
  ])('has every key that Compose has in %s, and no other', (_, keys, known) => {
    expect(ownNames(keys).sort()).toEqual([...known].sort());
  });

  it('finds the row of a name or an item that is not listed', () => {
    const key = { below: keysOf({ a: { cast: 'size' }, '*': { cast: 'flag' } }) } as const;
    expect(keyBelow(key, 'a')?.cast).toBe('size');
    expect(keyBelow(key, '__proto__')?.cast).toBe('flag');
    expect(keyBelow(key, '-')?.cast).toBe('flag');
    expect(keyBelow({}, 'a')).toBeUndefined();
    expect(keyBelow(undefined, 'a')).toBeUndefined();
  });
});

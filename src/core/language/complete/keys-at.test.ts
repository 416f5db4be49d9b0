import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysAt } from './keys-at.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const folder = dirname(createRequire(import.meta.url).resolve('dclint'));
const root = folder.slice(0, folder.lastIndexOf('dclint') + 'dclint'.length);
const schema: Schema = JSON.parse(readFileSync(join(root, 'schemas/compose.schema.json'), 'utf8'));

/** Returns the keys that the schema names anywhere in a value: in its alternatives, its items, and its free names. */
function keysOf(value: Schema | undefined): readonly string[] {
  if (value === undefined) return [];
  const deeper = [...(value.oneOf ?? []), ...Object.values(value.patternProperties ?? {})];
  if (value.items !== undefined) deeper.push(value.items);
  return [...Object.keys(value.properties ?? {}), ...deeper.flatMap(keysOf)];
}

const definitions = schema.definitions ?? {};
const service = definitions.service?.properties ?? {};

describe('keysAt', () => {
  it.each([
    ['the file', [], schema],
    ['a service', ['services', 'web'], definitions.service],
    ['a membership', ['services', 'web', 'networks', 'front'], service.networks],
    ['a dependency', ['services', 'web', 'depends_on', 'db'], service.depends_on],
    ['a port', ['services', 'web', 'ports', '-'], service.ports],
    ['a mount', ['services', 'web', 'volumes', '-'], service.volumes],
    ['a health check', ['services', 'web', 'healthcheck'], definitions.healthcheck],
    ['a build', ['services', 'web', 'build'], service.build],
    ['deploy', ['services', 'web', 'deploy'], definitions.deployment],
    ['extends', ['services', 'web', 'extends'], service.extends],
    ['logging', ['services', 'web', 'logging'], service.logging],
    ['a network', ['networks', 'front'], definitions.network],
    ['a volume', ['volumes', 'data'], definitions.volume],
    ['a secret', ['secrets', 'key'], definitions.secret],
    ['a configuration', ['configs', 'app'], definitions.config],
  ])('%s takes exactly the keys of the schema', (_, path, part) => {
    // A mount's options are maps of their own, one level down.
    const own = keysAt(path)
      .map(({ name }) => name)
      .filter((name) => name !== 'x-bulkhead');
    expect([...own].sort()).toEqual([...new Set(keysOf(part))].sort());
  });

  it('says what each key is for, in one short line', () => {
    for (const path of [[], ['services', 'web'], ['networks', 'a']]) {
      for (const { name, about } of keysAt(path)) {
        expect(about, name).toMatch(/^.{8,100}[.…]$/);
      }
    }
  });

  it('knows no keys where names are free', () => {
    expect(keysAt(['services'])).toEqual([]);
    expect(keysAt(['services', 'web', 'environment'])).toEqual([]);
  });

  it('takes a name for what it is, also one that objects have', () => {
    expect(keysAt(['services', '__proto__'])[0]?.name).toBe('image');
    expect(keysAt(['constructor'])).toEqual([]);
  });
});

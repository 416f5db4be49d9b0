import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { openDocument } from '../open-document.ts';
import { usageTexts } from '../testing/usage-texts.ts';
import type { OperationKind, OperationOfKind } from './operation-kind.ts';
import { formatOperation, parseOperation } from './operation-text.ts';
import { planOperation } from './plan-operations.ts';
import type { PlainOperation } from './registry.ts';
import { kindOf, operationKinds } from './registry.ts';

describe('each kind of operation', () => {
  it.each(operationKinds.map((kind) => [kind.type, kind] as const))(
    '%s reads what its usage says, and writes that again',
    (type, kind) => {
      const texts = usageTexts(kind);
      expect(texts).not.toEqual([]);
      for (const fields of texts) {
        const read = parseOperation(`${type}=${fields}`);
        expect(read, fields).toMatchObject({ ok: true, value: { type } });
        if (!read.ok) continue;
        const written = formatOperation(read.value);
        expect(written).toBe(`${type}=${fields}`);
        expect(parseOperation(written)).toEqual(read);
      }
    },
  );

  it.each(operationKinds.map((kind) => [kind.type, kind] as const))(
    '%s refuses what is not of its form, with its usage',
    (type, kind) => {
      for (const text of [type, `${type}=`, `${type}=:`]) {
        const read = parseOperation(text);
        expect(read, text).toMatchObject({
          ok: false,
          error: { code: 'invalid-operation', message: `"${text}" is not of the form ${type}=${kind.usage}` },
        });
      }
    },
  );
});

describe('the registry', () => {
  it('has each type once', () => {
    const types = operationKinds.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  it('has every kind that a file beside it exports', async () => {
    const folders = ['intent', 'membership', 'network', 'port', 'service'];
    const files = folders.flatMap((folder) =>
      readdirSync(join(import.meta.dirname, folder))
        .filter((name) => !name.includes('.test.'))
        .map((name) => `./${folder}/${name}`),
    );
    const modules: readonly object[] = await Promise.all(
      files.map((file) => import(/* @vite-ignore */ file)),
    );
    const kinds = modules.flatMap((module) => Object.values(module)).filter(isKind);
    expect(new Set(kinds)).toEqual(new Set<unknown>(operationKinds));
  });

  it('is what the type of operations is made of', () => {
    expectTypeOf<PlainOperation['type']>().toEqualTypeOf<(typeof operationKinds)[number]['type']>();
    // The type without a line is a smaller one: whoever writes that operation does not compile.
    type WithoutAttach = OperationOfKind<
      Exclude<(typeof operationKinds)[number], { readonly type: 'attach' }>
    >;
    expectTypeOf<Extract<WithoutAttach, { readonly type: 'attach' }>>().toBeNever();
    expectTypeOf<Extract<PlainOperation, { readonly type: 'attach' }>>().not.toBeNever();
    // @ts-expect-error It stands in no line.
    const unknown: PlainOperation = { type: 'nothing', service: 'web' };
    expect(kindOf(unknown)).toBeUndefined();
  });
});

function isKind(value: unknown): value is OperationKind<PlainOperation> {
  return typeof value === 'object' && value !== null && 'usage' in value && 'editedKey' in value;
}

describe('a word that no file could make right', () => {
  const shared = `x-base: &base
  cap_add: [NET_ADMIN]
services:
  web:
    <<: *base
    image: example/web:1
`;

  it.each(['cap-add=web:NONSENSE', 'own=cap-add=web:NONSENSE', 'at-anchor=cap-add=web:NONSENSE'])(
    'is refused however it is asked for: %s',
    (text) => {
      const operation = parseOperation(text);
      if (!operation.ok) throw new Error(operation.error.message);
      const planned = planOperation(openDocument(shared), operation.value);
      expect(planned).toMatchObject({ ok: false, error: { code: 'invalid-capability' } });
    },
  );
});

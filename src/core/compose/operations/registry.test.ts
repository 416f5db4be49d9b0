import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { openDocument } from '../open-document.ts';
import { applicableOperations } from '../testing/applicable-operations.ts';
import { usageTexts } from '../testing/usage-texts.ts';
import type { Operations, PlainOperation } from './operation.ts';
import { formatOperation, parseOperation } from './operation-text.ts';
import { planOperation } from './plan-operations.ts';
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

  it('has the kinds that the files declare as types', () => {
    const declared = ['intent', 'membership', 'network', 'port', 'service'].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, folder))
        .filter((name) => !name.includes('.test.'))
        .flatMap((name) => {
          const text = readFileSync(join(import.meta.dirname, folder, name), 'utf8');
          const [, members = ''] = /interface Operations \{\n([\s\S]*?)\n {2}\}/.exec(text) ?? [];
          return [...members.matchAll(/^ {4}'?([\w-]+)'?: /gm)].map(([, type]) => type);
        }),
    );
    expect(declared.sort()).toEqual(operationKinds.map(({ type }) => type));
  });

  it('is what the type of operations is made of', () => {
    expectTypeOf<PlainOperation['type']>().toEqualTypeOf<keyof Operations>();
    expectTypeOf<Extract<PlainOperation, { readonly type: 'attach' }>>().not.toBeNever();
    // @ts-expect-error No file declares it.
    const unknown: PlainOperation = { type: 'nothing', service: 'web' };
    expect(kindOf(unknown)).toBeUndefined();
  });

  it('has kinds whose examples read back', () => {
    const { topology } = openDocument(
      'services:\n  web:\n    image: nginx\n    ports: ["80:80", "53"]\n    networks: [front]\n  db:\n    image: db\nnetworks:\n  front:\n',
    );
    const examples = applicableOperations(topology);
    const types = new Set(examples.map(({ type }) => type));
    const removing = operationKinds.filter(({ type, replaces }) => !types.has(type) && !replaces);
    expect(removing).toEqual([]);
    for (const operation of examples) {
      if (operation.type === 'add-service') continue;
      expect(parseOperation(formatOperation(operation))).toEqual({ ok: true, value: operation });
    }
  });
});

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

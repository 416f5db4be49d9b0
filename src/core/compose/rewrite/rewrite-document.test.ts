import { describe, expect, it } from 'vitest';
import { entityTrees } from '../model-of.ts';
import { openDocument } from '../open-document.ts';
import { topLevelTree } from '../read-fragments.ts';
import { rewriteDocument } from './rewrite-document.ts';

/** Returns the text of `before` rewritten to the content of `wanted`, or the code of the refusal. */
function rewritten(before: string, wanted: string): string {
  const { fragments } = openDocument(wanted);
  const entries = (kind: 'service' | 'network') => new Map(entityTrees(fragments, kind, new Map()));
  const others = fragments.flatMap(({ kind, name }) =>
    kind === 'rest' && name !== '' && name !== 'services' && name !== 'networks'
      ? [[name, topLevelTree(fragments, name)] as const]
      : [],
  );
  const done = rewriteDocument(openDocument(before), {
    services: entries('service'),
    networks: entries('network'),
    others: new Map(others),
  });
  return done.ok ? done.value : done.error.code;
}

const list = 'services:\n  a:\n    cap_add: # why\n      - ONE # 1\n      - TWO # 2\n      - TRE # 3\n';

describe('a file that should say something else', () => {
  it.each([
    ['nothing else', list, list.replace(/ #.*/g, ''), list],
    ['an item less', list, 'services: {a: {cap_add: [ONE, TRE]}}', list.replace('      - TWO # 2\n', '')],
    ['another item', list, 'services: {a: {cap_add: [ONE, NEW, TRE]}}', list.replace('TWO', 'NEW')],
    ['an item more', list, 'services: {a: {cap_add: [ONE, TWO, TRE, END]}}', `${list}      - END\n`],
    [
      'an item in between',
      list,
      'services: {a: {cap_add: [ONE, NEW, TWO, TRE]}}',
      'services:\n  a:\n    cap_add: # why\n      - ONE # 1\n      - NEW\n      - TWO # 2\n      - TRE # 3\n',
    ],
    [
      'a key in the place of another',
      'services:\n  a:\n    x: 1 # x\n    y: 2 # y\n    z: 3\n',
      'services: {a: {x: 1, k: {m: 5}, z: 3}}',
      'services:\n  a:\n    x: 1 # x\n    k: # y\n      m: 5\n    z: 3\n',
    ],
    [
      'with the line endings of the file',
      'services:\r\n  a:\r\n    x: 1\r\n',
      'services: {a: {x: 1, k: {z: [q]}}, b: {x: 2}}',
      'services:\r\n  a:\r\n    x: 1\r\n    k:\r\n      z:\r\n        - q\r\n  b:\r\n    x: 2\r\n',
    ],
    [
      'JSON',
      '{"services": {"a": {"x": "1"}}, "networks": {"n": {}}}',
      'services: {a: {x: "2"}, b: {y: z}}\nvolumes: {v: }\n',
      '{"services": {"a": {"x": "2"}, "b": {"y": "z"}}, "networks": {}, "volumes": {"v": null}}',
    ],
    [
      'a shared key that all users want otherwise, and one that one of them has by itself',
      'x-base: &base\n  restart: always # all\n  image: p\nservices:\n  a:\n    <<: *base\n  b:\n    <<: *base\n    image: q\n',
      'x-base: {restart: always, image: p}\nservices: {a: {restart: "no", image: p}, b: {restart: "no", image: r}}',
      'x-base: &base\n  restart: "no" # all\n  image: p\nservices:\n  a:\n    <<: *base\n  b:\n    <<: *base\n    image: r\n',
    ],
    [
      'a value that an alias stands for',
      'x-e: &e {A: b}\nservices:\n  a:\n    environment: *e\n  b:\n    environment: *e\n',
      'x-e: {A: b}\nservices: {a: {environment: {A: c}}, b: {environment: {A: b}}}',
      'x-e: &e {A: b}\nservices:\n  a:\n    environment:\n      A: c\n  b:\n    environment: *e\n',
    ],
    [
      'a merged key that is not wanted',
      'services:\n  a: &a\n    x: 1\n    k: 2\n  b:\n    <<: *a\n    z: 3\n',
      'services: {a: {x: 1, k: 2}, b: {x: 1, z: 3}}',
      'services:\n  a: &a\n    x: 1\n    k: 2\n  b:\n    z: 3\n    x: 1\n',
    ],
    [
      'a tag that goes',
      'services:\n  a:\n    x: !override [1]\n',
      'services: {a: {x: [1]}}',
      'unusual-layout',
    ],
    [
      'several documents',
      'services: {a: {}}\n---\nservices: {b: {}}\n',
      'services: {a: {}}',
      'unusual-layout',
    ],
  ])('%s', (_, before, wanted, after) => {
    expect(rewritten(before, wanted)).toBe(after);
  });
});

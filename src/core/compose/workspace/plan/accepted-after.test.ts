// What Compose accepted before an edit of several files, it accepts afterwards; what cannot be done so is refused, with words.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../text/edit.ts';
import { parseOperation } from '../../operations/operation-text.ts';
import { openWorkspace } from '../open-workspace.ts';
import { planInWorkspace } from './plan-in-workspace.ts';

/** Returns the changed files after an operation, or the refusal's code and message. */
function edited(
  texts: Readonly<Record<string, string>>,
  text: string,
  into: string | null = null,
  locked = [''],
) {
  const order = Object.keys(texts).filter((file) => !file.startsWith('inc'));
  const workspace = openWorkspace({ order, texts: new Map(Object.entries(texts)), environment: new Map() });
  const operation = parseOperation(text);
  if (!operation.ok) throw new Error(operation.error.message);
  const planned = planInWorkspace(workspace, [operation.value], { into, locked: new Set(locked) });
  if (!planned.ok) return `${planned.error.code}: ${planned.error.message}`;
  expect(planned.value.workspace.problems.filter(({ kind }) => kind === 'rejected')).toEqual([]);
  return Object.fromEntries(
    [...planned.value.edits].map(([file, edits]) => [file, applyEdits(texts[file] ?? '', edits)]),
  );
}

const main = `include: [inc.yaml]
services:
  web:
    image: web
    depends_on:
      # the cache
      - x
      - y
    links: [x]
    networks: [n]
`;
const inc = `services:
  # the cache
  x: { image: redis }
  y: { image: y, networks: [n] }
networks:
  n: {}
  m: {}
`;
const both = { 'm.yaml': main, 'inc.yaml': inc };

describe('what an included file says', () => {
  it('is removed there, and what names it in each file', () => {
    expect(edited(both, 'remove-service=x')).toEqual({
      'm.yaml': main.replace('      # the cache\n      - x\n', '').replace('    links: [x]\n', ''),
      'inc.yaml': inc.replace('  # the cache\n  x: { image: redis }\n', ''),
    });
    expect(edited(both, 'remove-network=n:m')).toEqual({
      'm.yaml': main.replace('[n]', '[m]'),
      'inc.yaml': inc.replace('[n]', '[m]').replace('  n: {}\n', ''),
    });
  });

  it('is not overridden beside the include', () => {
    expect(edited(both, 'user=x:app', null, ['inc.yaml'])).toBe(
      'included: service x comes from inc.yaml, which m.yaml includes: Compose does not accept it outside the included file. Edit inc.yaml, or write to an override',
    );
    expect(edited(both, 'remove-service=y', 'm.yaml')).toContain('included: service y comes from inc.yaml');
    expect(edited(both, 'internal=n:true', 'm.yaml')).toContain('included: network n comes from inc.yaml');
  });

  it('is overridden by a later file', () => {
    expect(edited({ ...both, 'o.yaml': 'services: {}\n' }, 'user=x:app', 'o.yaml')).toEqual({
      'o.yaml': 'services:\n  x:\n    user: app\n',
    });
  });
});

describe('replicas of a service with a name of its own', () => {
  it.each([
    ['services:\n  a: { image: a, container_name: one }\n', 'replicas=a:2'],
    ['services:\n  a: { image: a, scale: 2 }\n', 'container-name=a:one'],
  ])('%j after %s is refused', (text, operation) => {
    expect(edited({ 'a.yaml': text }, operation)).toMatch(
      /^container-name-replicas: Compose would refuse the file: /,
    );
  });
});

describe('a circle of references', () => {
  const text = `services:
  a: { image: a, depends_on: [b] }
  b: { image: b }
  c: { image: c, network_mode: "service:a" }
`;

  it.each([
    'depends=b:a',
    'link=b:a',
    'depends=a:c',
    'link=a:c',
    'depends=a:a',
    'link=b:b',
    'mode=b:service:a',
  ])('%s is refused', (operation) => {
    expect(edited({ 'a.yaml': text }, operation)).toMatch(
      /^dependency-cycle: Compose would refuse the file: /,
    );
    expect(edited({ 'a.yaml': text, 'b.yaml': 'services: {}\n' }, operation, 'b.yaml')).toMatch(
      /^dependency-cycle: /,
    );
  });

  it('is mended, and does not keep a file that has one from other edits', () => {
    const circle = text.replace('{ image: b }', '{ image: b, depends_on: [a] }');
    const workspace = openWorkspace({
      order: ['a.yaml'],
      texts: new Map([['a.yaml', circle]]),
      environment: new Map(),
    });
    for (const operation of ['undepends=b:a', 'depends=c:b'] as const) {
      const parsed = parseOperation(operation);
      expect(parsed.ok && planInWorkspace(workspace, [parsed.value]).ok).toBe(true);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { readIntents } from '../../../intents/read-intents.ts';
import { applyEdits } from '../../../text/edit.ts';
import { parseOperation } from '../../operations/operation-text.ts';
import { openWorkspace } from '../open-workspace.ts';
import { planInWorkspace } from './plan-in-workspace.ts';
import { removeIntentAt } from './remove-intent.ts';
import { type Writing, writeToOwner } from './writing.ts';

const texts = new Map([
  ['base.yaml', 'services:\n  web: { image: p }\nx-bulkhead:\n  intents:\n    - never: web -> web\n'],
  [
    'over.yaml',
    'services:\n  db: { image: p }\nx-bulkhead:\n  intents:\n    - no-way-out: db\n    - must: web -> db\n',
  ],
]);

/** Returns the lines that files gained (`+`) or lost (`-`), or the refusal's code. */
function edit(operations: readonly string[], writing: Partial<Writing> = {}): readonly string[] {
  const workspace = openWorkspace({ order: ['base.yaml', 'over.yaml'], texts, environment: new Map() });
  const parsed = operations.map((text) => {
    const read = parseOperation(text);
    if (!read.ok) throw new RangeError(read.error.message);
    return read.value;
  });
  const planned = planInWorkspace(workspace, parsed, { ...writeToOwner, ...writing });
  if (!planned.ok) return [planned.error.code];
  return [...planned.value.edits].flatMap(([file, edits]) => {
    const before = (texts.get(file) ?? '').split('\n');
    const after = applyEdits(texts.get(file) ?? '', edits).split('\n');
    return [
      ...before.filter((line) => !after.includes(line)).map((line) => `${file} -${line}`),
      ...after.filter((line) => !before.includes(line)).map((line) => `${file} +${line}`),
    ];
  });
}

describe('planIntents', () => {
  it('states in the first file', () => {
    expect(edit(['intent=never:web -> db'])).toEqual(['base.yaml +    - never: web -> db']);
  });

  it('states in the file that is written to, or the first that is not locked', () => {
    expect(edit(['intent=never:web -> db'], { into: 'over.yaml' })).toEqual([
      'over.yaml +    - never: web -> db',
    ]);
    expect(edit(['intent=never:web -> db'], { locked: new Set(['base.yaml']) })).toEqual([
      'over.yaml +    - never: web -> db',
    ]);
  });

  it('changes nothing where another file states it', () => {
    expect(edit(['intent=no-way-out:db'])).toEqual([]);
  });

  it('takes back where it stands', () => {
    expect(edit(['unintent=no-way-out:db'])).toEqual(['over.yaml -    - no-way-out: db']);
  });

  it('is refused where it stands in no file that may be written', () => {
    expect(edit(['unintent=no-way-out:db'], { locked: new Set(['over.yaml']) })).toEqual(['unknown-intent']);
    expect(edit(['intent=never:web -> db'], { locked: new Set(['base.yaml', 'over.yaml']) })).toEqual([
      'several-files',
    ]);
  });

  it('goes beside other operations, each into the file that suits it', () => {
    expect(edit(['intent=never:web -> db', 'image=db:q'])).toEqual([
      'over.yaml -  db: { image: p }',
      'over.yaml +  db: { image: q }',
      'base.yaml +    - never: web -> db',
    ]);
  });

  it('begins an override that does not exist yet, in the style of the first file', () => {
    expect(edit(['intent=never:web -> db'], { into: 'new.yaml' })).toEqual([
      'new.yaml +x-bulkhead:',
      'new.yaml +  intents:',
      'new.yaml +    - never: web -> db',
    ]);
    const crlf = openWorkspace({
      order: ['a.yaml'],
      texts: new Map([['a.yaml', 'services:\r\n    web:\r\n        ports:\r\n        - "80:80"\r\n']]),
      environment: new Map(),
    });
    const operation = { type: 'intent', kind: 'exposed', text: 'web:80' } as const;
    const planned = planInWorkspace(crlf, [operation], { into: 'new.yaml', locked: new Set() });
    expect(planned.ok && planned.value.workspace.input.texts.get('new.yaml')).toBe(
      'x-bulkhead:\r\n    intents:\r\n    - exposed:\r\n      - web:80\r\n',
    );
    expect(planned.ok && planned.value.workspace.stale).toBe(false);
  });

  it.each([
    ['# ours', '# ours\nx-bulkhead:\n  intents:\n    - never: web -> web\n'],
    ['x-a: 1 # one\n', 'x-a: 1 # one\nx-bulkhead:\n  intents:\n    - never: web -> web\n'],
    [
      '# ours\nx-bulkhead: # what must hold\n  intents:\n  - must: web -> web # so\n',
      '# ours\nx-bulkhead: # what must hold\n  intents:\n  - must: web -> web # so\n  - never: web -> web\n',
    ],
  ])('states in an override with comments or extensions alone', (before, after) => {
    const files = new Map([
      ['a.yaml', 'services:\n  web:\n    image: p\n'],
      ['b.yaml', before],
    ]);
    const workspace = openWorkspace({ order: ['a.yaml', 'b.yaml'], texts: files, environment: new Map() });
    const operation = { type: 'intent', kind: 'never', text: 'web -> web' } as const;
    const planned = planInWorkspace(workspace, [operation], { into: 'b.yaml', locked: new Set() });
    expect(planned.ok && planned.value.workspace.input.texts.get('b.yaml')).toBe(after);
  });

  it('changes nothing in a new override where another file states it, and takes back nothing there', () => {
    expect(edit(['intent=no-way-out:db'], { into: 'new.yaml' })).toEqual([]);
    expect(edit(['unintent=no-way-out:db'], { into: 'new.yaml' })).toEqual(['unknown-intent']);
  });
});

/** Returns each file's text after the first invalid statement, or the first intent, was removed by its position. */
function without(...texts: readonly string[]): readonly string[] {
  const named = texts.map(
    (text, index) => [index === 0 ? 'compose.yaml' : `over-${index}.yaml`, text] as const,
  );
  const workspace = openWorkspace({
    order: named.map(([file]) => file),
    texts: new Map(named),
    environment: new Map(),
  });
  const { invalid, list } = readIntents(workspace);
  const path = invalid[0]?.path ?? list[0]?.path ?? [];
  const removal = removeIntentAt(workspace, path, writeToOwner);
  if (!removal.ok) throw new RangeError(removal.error.message);
  const { file, edits } = removal.value;
  return named.map(([name, text]) => (name === file ? applyEdits(text, edits) : text));
}

const services = 'services:\n  web:\n    image: p\n';

describe('an intent taken away by its place', () => {
  it.each([
    ['of a kind that there is not', '- nevr: a -> b\n    - never: web -> web'],
    ['that says nothing', '- never:\n    - never: web -> web'],
    ['that is no entry', '- just words\n    - never: web -> web'],
  ])('%s', (_, items) => {
    expect(without(`${services}x-bulkhead:\n  intents:\n    ${items}\n`)).toEqual([
      `${services}x-bulkhead:\n  intents:\n    - never: web -> web\n`,
    ]);
  });

  it('takes the list along where it is no list, and an empty one of ports', () => {
    expect(without(`${services}x-bulkhead:\n  intents: { never: a }\n`)).toEqual([services]);
    expect(without(`${services}x-bulkhead:\n  intents:\n    - exposed: []\n`)).toEqual([services]);
  });

  it('is found in the file that says it', () => {
    const block = 'x-bulkhead:\n  intents:\n    - must: web -> web\n';
    expect(without(`${services}${block}`, `${services}x-bulkhead:\n  intents:\n    - nevr: a\n`)).toEqual([
      `${services}${block}`,
      services,
    ]);
  });
});

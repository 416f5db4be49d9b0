import { describe, expect, it } from 'vitest';
import { readIntents } from '../../../analysis/intents/read-intents.ts';
import { applyEdits } from '../../../text/edit.ts';
import { openWorkspace } from '../open-workspace.ts';
import { removeIntentAt } from './remove-intent.ts';
import { writeToOwner } from './writing.ts';

/** What each file says after the first broken row, or the first intent, was taken away by its place. */
function without(...texts: readonly string[]): readonly string[] {
  const named = texts.map(
    (text, index) => [index === 0 ? 'compose.yaml' : `over-${index}.yaml`, text] as const,
  );
  const workspace = openWorkspace({
    order: named.map(([file]) => file),
    texts: new Map(named),
    environment: new Map(),
  });
  const { broken, list } = readIntents(workspace);
  const path = broken[0]?.path ?? list[0]?.path ?? [];
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

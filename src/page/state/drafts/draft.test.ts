import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { importText } from '../import/open-project.ts';
import { createWorkStore } from '../work/work-store.ts';
import { draftOf, readDraft } from './draft.ts';

function draft() {
  const store = createWorkStore(ruleBook);
  importText(store, '__proto__', 'services: {}\r\n');
  return draftOf(store.getState(), 'id', 12, false);
}

describe('a draft', () => {
  it('comes back from storage as it was put there', () => {
    expect(readDraft(structuredClone(draft()))).toEqual(draft());
    expect(draft()?.project.texts).toEqual([['__proto__', 'services: {}\r\n']]);
  });

  it.each([
    ['nothing', null],
    ['a text', 'services: {}'],
    ['another version', { ...draft(), version: 2 }],
    ['a record that lacks a field', { ...draft(), project: undefined }],
    ['a record with a broken field', { ...draft(), opened: [['a', 1]] }],
    ['a project without files', { ...draft(), project: { ...draft()?.project, texts: [], order: [] } }],
  ])('is refused where it is %s', (_, value) => {
    expect(readDraft(value)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { hostStacks } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { openedHostOf } from './testing/opened-host.ts';

describe('a file that two stacks include', () => {
  const including = (name: string): string =>
    `include: [../common.yaml]\nservices:\n  ${name}:\n    image: x\n    networks:\n      - shared # ours\n`;
  const common = 'networks:\n  # for all\n  shared: {}\n';

  const texts = { 'one/compose.yaml': including('a'), 'two/compose.yaml': including('b') };

  it.each(['in one of them', 'across them'])(
    'has its network renamed in both, as one step, when asked %s',
    (where) => {
      const work = createWorkStore(ruleBook);
      work.openHost(openedHostOf(texts, { 'common.yaml': common }));
      const workspace = (id: string) => {
        const stack = hostStacks(work.getState()).find((each) => each.id === id);
        if (stack === undefined) throw new Error(`no stack ${id}`);
        return stack.session.workspace;
      };
      const text = (id: string, file = `${id}/compose.yaml`) => workspace(id).input.texts.get(file);
      const renaming = parseOperation('rename-network=shared:core');
      if (!renaming.ok) throw new Error(renaming.error.message);
      const operations = [renaming.value];
      if (where === 'across them') work.operateAcross([{ stack: 'one', operations }], 'Rename');
      else
        work.dispatchTo(work.getState().stacks[0]?.key ?? '', {
          type: 'operate',
          operations,
          label: 'Rename',
        });
      expect(text('one')).toBe(texts['one/compose.yaml'].replace('shared', 'core'));
      expect(text('two')).toBe(texts['two/compose.yaml'].replace('shared', 'core'));
      for (const id of ['one', 'two']) {
        expect(text(id, 'common.yaml')).toBe(common.replace('shared', 'core'));
        expect(workspace(id).problems.filter(({ kind }) => kind === 'rejected')).toEqual([]);
      }
      expect(work.getState().history.undo).toHaveLength(1);
      work.undo();
      expect(text('one')).toBe(texts['one/compose.yaml']);
      expect(text('two')).toBe(texts['two/compose.yaml']);
      expect(text('two', 'common.yaml')).toBe(common);
    },
  );
});

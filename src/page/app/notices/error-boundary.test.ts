import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { importText } from '../../state/import/open-project.ts';
import { createWorkStore } from '../../state/work/work-store.ts';
import { errorReport } from './error-boundary.tsx';

describe('errorReport', () => {
  it('tells numbers of the file and none of its values', () => {
    const work = createWorkStore(ruleBook);
    importText(
      work,
      'compose.yaml',
      'services:\n  web:\n    image: nginx\n    environment:\n      PASSWORD: hunter2\n',
    );
    const report = errorReport(new Error('it broke'), work.getState());
    expect(report).toContain('it broke');
    expect(report).toContain('1 services');
    expect(report).not.toContain('hunter2');
    expect(report).not.toContain('nginx');
  });
});

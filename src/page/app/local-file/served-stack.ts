import type { StackRecord } from '../../../core/host/served-record.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { projectOfRecord } from '../../state/import/project-input.ts';
import { workStore } from '../../state/page-stores.ts';
import type { OpenedStack } from '../../state/work/opened-stacks.ts';

/** Returns a served stack with its own files and variables. */
export function servedStack(stack: StackRecord, texts: ReadonlyMap<string, string>): OpenedStack {
  const { dir, files } = stack;
  const { schema } = workStore.getState();
  const ownTexts = new Map(files.flatMap((each) => (texts.has(each) ? [[each, texts.get(each) ?? '']] : [])));
  const project = projectOfRecord(stack, ownTexts);
  return { dir, project, session: newSession({ ...project.input, schema }) };
}

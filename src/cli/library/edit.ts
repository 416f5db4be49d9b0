import type { Operation } from '../../core/compose/operations/operation.ts';
import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import { previewOperations } from '../../core/session/preview.ts';
import type { Refusal } from '../../core/text/result.ts';
import { withLibraryErrors } from './answering.ts';
import { demandArgument, demandOptions } from './check-arguments.ts';
import type { EditOptions, EditResult, Project } from './library-types.ts';
import { loadedOf, publicProject } from './opened.ts';
import { diff } from './questions.ts';

/** Applies operations, such as `attach=web:back`, to the project as one transaction: all of them or none. */
export function edit(project: Project, operations: readonly string[], options: EditOptions = {}): EditResult {
  const loaded = withLibraryErrors(() => {
    demandArgument('edit', 'operations', operations, 'a list of texts');
    demandOptions('edit', options, { into: 'a text' });
    return loadedOf(project);
  });
  const parsed: Operation[] = [];
  for (const text of operations) {
    const operation = parseOperation(text);
    if (!operation.ok) return refused(operation.error);
    parsed.push(operation.value);
  }
  const { workspace, reachOptions } = loaded;
  const writing = { into: options.into ?? null, locked: new Set<string>() };
  const planned = previewOperations(workspace, analyze(workspace, reachOptions), parsed, writing);
  if (!planned.ok) return refused(planned.error);
  const { edits, workspace: after, needsBroken } = planned.value;
  const next = publicProject({ ...loaded, workspace: after }, project.notes);
  return {
    ok: true,
    project: next,
    changed: Object.fromEntries([...edits.keys()].map((file) => [file, after.input.texts.get(file) ?? ''])),
    diff: diff(project, next),
    breaks: needsBroken.map(({ from, to, name }) => ({ from, to, name })),
  };
}

function refused({ code, message, choices }: Refusal): EditResult {
  return {
    ok: false,
    code,
    message,
    choices: choices.map(({ label, operation }) => ({ label, operation })),
  };
}

// The fixes of findings as actions of the editor. What one changes is planned when it is listed or chosen, by the same planner as
// everywhere; a plan that is refused changes nothing.

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Finding, Fix } from '../../../core/findings/finding.ts';
import { findingWithPrint, fingerprint } from '../../../core/findings/fingerprint.ts';
import { fixText } from '../../../core/findings/fix-text.ts';
import { applyFixes } from '../../../core/fixes/apply-fixes.ts';
import { offeredFixes } from '../../../core/fixes/offer-fixes.ts';
import { standaloneStack } from '../../../core/host/host.ts';
import { diagnosticsOf } from '../../../core/language/diagnostics-of.ts';
import { visible } from '../../../core/quote/visible-text.ts';
import { aloneAsHost } from '../../../core/rules/analyze-host.ts';
import { previewOperations } from '../../../core/session/preview.ts';
import type { Edits } from '../../../core/text/edit.ts';
import { trimmedEdit } from '../../../core/text/trimmed-edit.ts';
import { formatDelta } from '../../output/change-lines.ts';
import type { LanguageProject } from '../language-project.ts';
import {
  type EditAbilities,
  type EditorFiles,
  firstLine,
  offsetOfPosition,
  toDiagnostic,
  workspaceEdit,
} from '../protocol.ts';

/** The data with which a chosen action is planned again. */
interface ActionData {
  readonly uri: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly title: string;
}

interface Editor extends EditorFiles {
  readonly abilities: EditAbilities;
  /** True when the editor asks for an action's edit only after it was chosen. */
  readonly resolves: boolean;
}

const fixAllKind = `${CodeActionKind.SourceFixAll}.bulkhead`;

/** The kinds of actions that the server offers. */
export const actionKinds = [CodeActionKind.QuickFix, fixAllKind];

function isRequested(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
}

/** Returns the actions for a range of a file. */
export function codeActions(
  project: LanguageProject,
  name: string,
  { range, context, textDocument: { uri } }: CodeActionParams,
  editor: Editor,
): readonly CodeAction[] {
  const workspace = project.workspace();
  if (workspace.stale) return [];
  const text = workspace.input.texts.get(name) ?? '';
  const from = offsetOfPosition(text, range.start);
  const to = offsetOfPosition(text, range.end);
  const actions: CodeAction[] = [];
  if (isRequested(context.only, CodeActionKind.QuickFix))
    actions.push(...quickFixes(project, name, from, to, uri, editor));
  // Every fix is tried with all others: only a request for this kind waits for that.
  if (context.only !== undefined && isRequested(context.only, fixAllKind)) {
    const edit = allSafeFixes(project, editor);
    if (edit !== null) actions.push({ title: 'Apply all safe fixes', kind: fixAllKind, edit });
  }
  return actions;
}

/** Returns the fixes of the diagnostics between two offsets; a fix of several findings is one action. */
function quickFixes(
  project: LanguageProject,
  name: string,
  from: number,
  to: number,
  uri: string,
  editor: Editor,
): readonly CodeAction[] {
  const workspace = project.workspace();
  const text = workspace.input.texts.get(name) ?? '';
  const actions = new Map<string, CodeAction>();
  for (const found of diagnosticsOf(workspace, project.analysis().findings, name)) {
    const { finding } = found;
    const shown = firstLine(text, found);
    if (finding === null || shown.from > to || shown.to < from) continue;
    const diagnostic = toDiagnostic(project, editor.uriOf, text, found);
    for (const fix of offeredFixes(workspace, project.analysis(), finding)) {
      const key = JSON.stringify([fix.title, fix.operations]);
      const known = actions.get(key);
      if (known) {
        known.diagnostics?.push(diagnostic);
        continue;
      }
      const { title } = fix;
      const data: ActionData = { uri, rule: finding.rule, fingerprint: fingerprint(finding), title };
      const action: CodeAction = {
        title: visible(fixText(fix)),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: fix.safe,
        data,
      };
      const edit = editor.resolves ? null : fixEdit(project, fix, editor);
      if (typeof edit !== 'string') actions.set(key, edit === null ? action : { ...action, edit });
    }
  }
  return [...actions.values()];
}

/** Returns the action with its edit, planned on the current texts. */
export function resolveAction(project: LanguageProject, action: CodeAction, editor: Editor): CodeAction {
  const data = action.data as ActionData;
  const finding = findingWithPrint(project.analysis().findings, data.rule, data.fingerprint);
  const fix = finding === null ? undefined : fixOf(project, finding, data.title);
  const edit = fix ? fixEdit(project, fix, editor) : 'the finding no longer exists';
  if (typeof edit === 'string') throw new ResponseError(LSPErrorCodes.RequestFailed, edit);
  return { ...action, edit };
}

function fixOf(project: LanguageProject, finding: Finding, title: string): Fix | undefined {
  return offeredFixes(project.workspace(), project.analysis(), finding).find((fix) => fix.title === title);
}

/** Returns the edit of a fix, or why there is none, in words. */
function fixEdit(project: LanguageProject, fix: Fix, editor: Editor): WorkspaceEdit | string {
  const planned = previewOperations(project.workspace(), project.analysis(), fix.operations);
  if (!planned.ok) return visible(planned.error.message);
  const { edits, delta } = planned.value;
  const annotation = {
    label: visible(fix.title),
    description: visible(formatDelta(delta).join('; ')),
    needsConfirmation: !fix.safe,
  };
  return workspaceEdit(project, edits, editor, editor.abilities, annotation);
}

function allSafeFixes(project: LanguageProject, editor: Editor): WorkspaceEdit | null {
  const analysis = project.analysis();
  const alone = { workspace: project.workspace(), reachOptions: analysis.options };
  const { after, done } = applyFixes(aloneAsHost(alone, analysis), ({ fixes }) =>
    fixes.filter(({ safe }) => safe),
  );
  const fixed = standaloneStack(after.host)?.workspace;
  if (done.length === 0 || !fixed) return null;
  const edits = new Map<string, Edits>();
  for (const [name, text] of fixed.input.texts) {
    const edit = trimmedEdit(project.workspace().input.texts.get(name) ?? '', text);
    if (edit !== null) edits.set(name, [edit]);
  }
  return workspaceEdit(project, edits, editor, editor.abilities);
}

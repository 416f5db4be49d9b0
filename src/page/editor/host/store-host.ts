// The one place where the editor meets the stores of the page.

import type { ComposeDocument } from '../../../core/compose/document.ts';
import { entityFragment } from '../../../core/compose/fragment-at.ts';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { pastTense } from '../../../core/describe/past-tense.ts';
import type { Finding } from '../../../core/findings/finding.ts';
import { findingWithPrint } from '../../../core/findings/fingerprint.ts';
import { fixText } from '../../../core/findings/fix-text.ts';
import { offeredFixes } from '../../../core/fixes/offer-fixes.ts';
import { namesOf } from '../../../core/language/complete/project-names.ts';
import { diagnosticsOf } from '../../../core/language/diagnostics-of.ts';
import { ownLength } from '../../../core/language/symbols-of.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { documentOf, openedText } from '../../../core/session/session-files.ts';
import type { Span } from '../../../core/yaml/tree.ts';
import { templateProject } from '../../state/session/template.ts';
import { type Selected, sameSelected } from '../../state/ui/selection.ts';
import type { UiStore } from '../../state/ui/ui-store.ts';
import { drawnAnalysis, drawnSession } from '../../state/work/selectors.ts';
import type { WorkStore } from '../../state/work/work-store.ts';
import type { EditorHost, EditorHostState, EditorSpan } from './editor-host.ts';

interface Page {
  readonly work: WorkStore;
  readonly ui: UiStore;
  /** Runs a command of the page by its id. */
  readonly run: (command: 'undo' | 'redo') => void;
}

interface Shown {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly document: ComposeDocument;
  readonly opened: string;
  readonly locked: boolean;
}

/** Returns an editor's host over the page's session; while nothing is open, it shows the template and typing begins a file. */
export function storeHost({ work, ui, run }: Page): EditorHost {
  function shown(): Shown {
    const open = drawnSession(work.getState());
    const analysis = drawnAnalysis(work.getState());
    const template = templateProject();
    if (open === null) {
      const document = mainDocument(template.workspace);
      return { ...template, document, opened: document.text, locked: false };
    }
    const document = documentOf(open, ui.getState().file);
    return {
      workspace: open.workspace,
      analysis: analysis ?? template.analysis,
      document,
      opened: openedText(open, document.file),
      locked: open.readOnly !== undefined || open.writing.locked.has(document.file),
    };
  }

  let known: { readonly shown: Shown; readonly state: EditorHostState } | null = null;

  function state(): EditorHostState {
    const now = shown();
    const { selection, line, overlay } = ui.getState();
    const before = known;
    const same =
      before !== null &&
      before.shown.workspace === now.workspace &&
      before.shown.analysis === now.analysis &&
      before.shown.document === now.document;
    const knowledge = same ? before.state.knowledge : {};
    const { file, text } = now.document;
    const lit = overlay?.kind === 'finding' ? overlay : selection;
    const { opened, locked } = now;
    known = { shown: now, state: { file, text, opened, locked, knowledge, selection: lit, line } };
    return known.state;
  }

  /** Returns the fixes at a place, computed on request: while a person types there is no time to try the fixes of every line. */
  function applyFix(finding: Finding, title: string): void {
    const { workspace, analysis } = shown();
    const { toast } = ui.getState();
    const fix = offeredFixes(workspace, analysis, finding).find((fix) => fix.title === title);
    if (fix === undefined) {
      toast(`Not applied, since it would add findings: ${title}.`, 'info');
      return;
    }
    const { refused } = work.operate(fix.operations, title);
    if (refused === null) toast(`${pastTense(title)}.`, 'success', 'undo');
    // A refusal with choices is asked about by the page.
    else if (refused.choices.length === 0) toast(refused.message, 'error');
  }

  return {
    state,
    subscribe(listener) {
      const leaveSession = work.subscribe(listener);
      const leaveUi = ui.subscribe(listener);
      return () => {
        leaveSession();
        leaveUi();
      };
    },
    applyTyping(edits) {
      const { file } = shown().document;
      const command = { type: 'edit-text', file, edits, label: `Type in ${file}` } as const;
      work.dispatch({ ...command, typedAt: Date.now() });
    },
    undo: () => run('undo'),
    redo: () => run('redo'),
    diagnostics() {
      const { workspace, analysis, document } = shown();
      return diagnosticsOf(workspace, analysis.findings, document.file).map(({ finding, ...found }) => ({
        ...found,
        source: finding?.rule ?? null,
        actions:
          finding === null
            ? []
            : [...new Map(finding.fixes.map((fix) => [fix.title, fixText(fix)]))].map(([title, name]) => ({
                name,
                run: () => applyFix(finding, title),
              })),
      }));
    },
    selected() {
      const { document, workspace, analysis } = shown();
      const { selection, overlay } = ui.getState();
      if (overlay?.kind === 'finding') return findingSpans(workspace, analysis, overlay, document.file);
      return selection.map((item) => spanOfSelected(document, item)).filter((span) => span !== null);
    },
    selectAt(offset) {
      const { document, workspace } = shown();
      // Places in a text that cannot be read are unknown.
      if (workspace.stale) return;
      const item = selectedAt(document, offset);
      const { selection, select, focus } = ui.getState();
      const [only] = selection;
      if (item === null) {
        if (selection.length > 0) select([]);
      } else if (selection.length !== 1 || only === undefined || !sameSelected(only, item)) focus(item);
    },
    names() {
      const { workspace, analysis } = shown();
      return namesOf(workspace, analysis);
    },
  };
}

/** Returns the places in `file` that a finding refers to: its own, and that of each hop of its path. */
export function findingSpans(
  workspace: Workspace,
  { findings }: Analysis,
  { rule, fingerprint }: { readonly rule: string; readonly fingerprint: string },
  file: string,
): readonly EditorSpan[] {
  const finding = workspace.stale ? null : findingWithPrint(findings, rule, fingerprint);
  if (finding === null) return [];
  return [finding.at, ...finding.path.map(({ at }) => at)]
    .map((at) => placeOf(workspace, at))
    .filter((place) => place.file === file);
}

/** Returns the place of a selected item in a file; null when the file does not contain it. A membership has the place of its service. */
export function spanOfSelected(document: ComposeDocument, item: Selected): Span | null {
  const kind = item.type === 'network' ? 'network' : 'service';
  const place = entityFragment(document, kind, item.type === 'tap' ? item.service : item.name);
  if (place === null) return null;
  const slice = document.text.slice(place.from, place.from + place.fragment.length);
  return { from: place.from, to: place.from + ownLength(slice) };
}

/** Returns the service or network at an offset; null between them. */
export function selectedAt(document: ComposeDocument, offset: number): Selected | null {
  let from = 0;
  for (const { kind, name, length } of document.fragments) {
    if (offset >= from && offset < from + length) return kind === 'rest' ? null : { type: kind, name };
    from += length;
  }
  return null;
}

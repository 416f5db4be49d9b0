// Fixes as SARIF has them: replacements of byte ranges, file by file. A fix that the text does not allow as it stands is left out.

import type { Fix } from '../../analysis/findings/finding.ts';
import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { visible } from '../visible-text.ts';
import { fileUri, type NameOf } from './file-uri.ts';

/** A sentence for people. SARIF makes links of `[text](address)`, so a name that looks like one is parted. */
export function prose(text: string): string {
  return visible(text).replaceAll('](', '] (');
}

/** The fixes of one finding; `workspaceOf` gives the files of a stack of a host. */
export function sarifFixes(
  workspace: Workspace,
  fixes: readonly Fix[],
  nameOf: NameOf,
  workspaceOf: (stack: string) => Workspace | null = () => null,
) {
  return fixes.flatMap(({ title, safe, operations, edits }) => {
    const artifactChanges = edits
      ? edits.map(({ stack, operations: own }) => {
          const files = workspaceOf(stack);
          return files ? changesOf(files, own, nameOf) : [];
        })
      : [changesOf(workspace, operations, nameOf)];
    // All of it or nothing: half of a fix is none.
    if (artifactChanges.length === 0 || artifactChanges.some(({ length }) => length === 0)) return [];
    return [
      {
        description: { text: prose(safe ? `${title} (safe)` : title) },
        artifactChanges: artifactChanges.flat(),
      },
    ];
  });
}

/** What the operations change, file by file; none where the text does not allow them. */
function changesOf(workspace: Workspace, operations: Fix['operations'], nameOf: NameOf) {
  const planned = planInWorkspace(workspace, operations);
  if (!planned.ok) return [];
  return [...planned.value.edits].map(([file, edits]) => ({
    artifactLocation: { uri: fileUri(nameOf(file)) },
    replacements: replacements(workspace.input.texts.get(file) ?? '', edits),
  }));
}

interface Replaced {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Edits are sorted, so each starts counting where the last one ended. */
function replacements(text: string, edits: readonly Replaced[]) {
  let position = 0;
  let bytes = 0;
  return edits.map(({ from, to, insert }) => {
    bytes += utf8Length(text.slice(position, from));
    const byteLength = utf8Length(text.slice(from, to));
    const deletedRegion = { byteOffset: bytes, byteLength };
    bytes += byteLength;
    position = to;
    return insert === '' ? { deletedRegion } : { deletedRegion, insertedContent: { text: insert } };
  });
}

/** The length in bytes; a lone surrogate counts as the three bytes of its replacement. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

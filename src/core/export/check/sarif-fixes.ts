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

/** The fixes of one finding. */
export function sarifFixes(workspace: Workspace, fixes: readonly Fix[], nameOf: NameOf) {
  return fixes.flatMap(({ title, safe, operations }) => {
    const planned = planInWorkspace(workspace, operations);
    if (!planned.ok || planned.value.edits.size === 0) return [];
    const artifactChanges = [...planned.value.edits].map(([file, edits]) => ({
      artifactLocation: { uri: fileUri(nameOf(file)) },
      replacements: replacements(workspace.input.texts.get(file) ?? '', edits),
    }));
    return [{ description: { text: prose(safe ? `${title} (safe)` : title) }, artifactChanges }];
  });
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

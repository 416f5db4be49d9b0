// What operations would do, without doing them: the same plan that would be carried out, analysed.

import { type Analysis, analyzeDocument } from '../analysis/analyze-document.ts';
import { diffConnectivity } from '../analysis/diff-connectivity.ts';
import type { Finding } from '../analysis/finding.ts';
import { fingerprint } from '../analysis/fingerprint.ts';
import type { Need } from '../analysis/needs.ts';
import type { Reach } from '../analysis/reach-model.ts';
import type { ComposeDocument } from '../compose/document.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { planTransaction } from '../compose/operations/plan-operations.ts';
import { ok, type Result } from '../text/result.ts';
import { previewNotes } from './notes/preview-notes.ts';
import type { Preview } from './session.ts';

/** The whole delta of a transaction, or why it would be refused. */
export function previewOperations(
  document: ComposeDocument,
  analysis: Analysis,
  operations: readonly Operation[],
): Result<Preview> {
  const planned = planTransaction(document, operations);
  if (!planned.ok) return planned;
  const { edits, document: after } = planned.value;
  const result = edits.length === 0 ? analysis : analyzeDocument(after, analysis.reach.options);
  return ok({
    edits,
    document: after,
    analysis: result,
    delta: diffConnectivity(analysis.reach, result.reach),
    needsBroken: brokenNeeds(analysis, result),
    findingsGained: missingFrom(analysis.findings, result.findings),
    findingsGone: missingFrom(result.findings, analysis.findings),
    notes: previewNotes(document.topology, after.topology),
  });
}

/** Needs that held before and hold no longer; a need of a service that is gone is not broken. */
function brokenNeeds(before: Analysis, after: Analysis): readonly Need[] {
  return before.needs.all.filter(
    (need) => isMet(before.reach, need) && isActive(after.reach, need) && !isMet(after.reach, need),
  );
}

function isActive(reach: Reach, need: Need): boolean {
  return reach.facts.has(need.from) && reach.facts.has(need.to);
}

function isMet(reach: Reach, need: Need): boolean {
  if (!isActive(reach, need)) return false;
  return reach.direct(need.from, need.to) !== false || reach.viaHost(need.from, need.to) !== false;
}

function missingFrom(these: readonly Finding[], those: readonly Finding[]): readonly Finding[] {
  const known = new Set(these.map(fingerprint));
  return those.filter((finding) => !known.has(fingerprint(finding)));
}

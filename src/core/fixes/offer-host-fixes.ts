// The findings of a host with the fixes that are worth offering, as reports and page show them: each is made on copies of the stacks, and the
// result is analyzed. It must end its finding, cut nothing that is needed, and cause nothing worse, in its own stack or in any other.

import type { Finding, Fix } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { type StackEdit, standaloneStack } from '../host/host.ts';
import { type HostNeed, isMistaken } from '../host/host-needs.ts';
import { planOnHost } from '../host/plan-on-host.ts';
import { type HostAnalysis, hostAnalysis } from '../rules/analyze-host.ts';
import { fixObjection, outcomeOf } from './fix-objection.ts';
import { findingsWithFixes, triesFixes } from './offer-fixes.ts';

/** Returns those findings of a stack, or of the host, whose fixes a report prints. */
export type PrintedOf = (findings: readonly Finding[]) => ReadonlySet<Finding>;

/**
 * Returns all findings of a host or a project, in order, with the fixes that are worth offering; `found` holds the findings with their
 * baseline marks. The fixes of a stack's own findings are tried on that stack, those of the host on all stacks; on a host with more than a
 * hundred services the latter are not tried.
 */
export function hostFindingsWithFixes(
  analysis: HostAnalysis,
  found: readonly Finding[] = analysis.findings,
  printedOf: PrintedOf = (findings) => new Set(findings),
): readonly Finding[] {
  const { book } = analysis;
  const alone = standaloneStack(analysis.host);
  const { services } = alone?.workspace.topology ?? analysis.topology;
  const across = alone ? [] : found.filter(book.concernsSeveralStacks);
  const tries = triesFixes({ services }) && printedOf(across).size > 0;
  const findings = across.map((finding) => (tries ? withOfferedFixes(analysis, finding) : finding));
  for (const { id, workspace } of analysis.host.stacks) {
    const ofStack = analysis.analyses.get(id);
    if (!ofStack) continue;
    const ownFindings = alone
      ? found
      : found.filter((finding) => finding.stack === id && !book.concernsSeveralStacks(finding));
    const reported = { findings: ownFindings, printed: printedOf(ownFindings), size: services.size };
    findings.push(...findingsWithFixes(workspace, ofStack, reported));
  }
  return findings;
}

function withOfferedFixes(analysis: HostAnalysis, found: Finding): Finding {
  const fixes: Fix[] = [];
  for (const fix of found.fixes) {
    const again = fixes.some(({ title }) => title === fix.title);
    if (!again && hostFixObjection(analysis, found, fix) === null) fixes.push(fix);
  }
  return fixes.length === found.fixes.length ? found : { ...found, fixes };
}

/** Returns the edits of a fix, stack by stack; its operations apply to the stack of its finding. */
export function editsOf({ stack = '' }: Pick<Finding, 'stack'>, fix: Fix): readonly StackEdit[] {
  if (fix.edits) return fix.edits;
  return stack === null ? [] : [{ stack, operations: fix.operations }];
}

/** Returns the reason why a fix is not offered on a host; null for one that is. */
export function hostFixObjection(before: HostAnalysis, found: Finding, fix: Fix): string | null {
  const tried = tryFix(before, found, fix);
  return typeof tried === 'string' ? tried : null;
}

/** Returns the host or the project after a fix, or the reason why the fix is not made. */
export function tryFix(before: HostAnalysis, found: Finding, fix: Fix): HostAnalysis | string {
  const planned = planOnHost(before.host, editsOf(found, fix));
  if (!planned.ok) return planned.error.message;
  if (planned.value.stacks.some(({ workspace }) => workspace.stale))
    return 'a file could not be read afterwards';
  const { book, options, live } = before;
  const after = hostAnalysis(planned.value, { book, options, live }, before);
  const alone = standaloneStack(before.host) !== null;
  const objection = alone ? null : objectionAcross(before, after, found);
  if (objection !== null) return objection;
  for (const [stack, analysis] of after.analyses) {
    const was = before.analyses.get(stack);
    if (!was || (was === analysis && !alone)) continue;
    const objection = fixObjection(was, outcomeOf(was, analysis), found);
    if (objection !== null) return alone ? objection : `in ${stack}: ${objection}`;
  }
  return (alone ? null : gainedOnHost(before, after, found)) ?? after;
}

/** Returns the objection to a fix on all stacks together: a need that it cuts, or its finding that stays. */
function objectionAcross(before: HostAnalysis, after: HostAnalysis, found: Finding): string | null {
  const cut = before.needs.all.find(
    (need) => !isMistaken(before.needs, need) && isMet(before, need) && !isMet(after, need),
  );
  if (cut) return `it would cut the way from ${cut.from} to ${cut.to}, which ${cut.from} needs`;
  const stays = after.findings.some((finding) => finding.stack === found.stack && isSame(finding, found));
  return stays ? 'the finding would stay' : null;
}

function isSame(one: Finding, finding: Finding): boolean {
  if (one.rule !== finding.rule) return false;
  return fingerprint(one) === fingerprint(finding) || one.message === finding.message;
}

/** True when a needed connection can be opened, by its name and over the network that its route names. */
function isMet({ reach, names }: HostAnalysis, { from, to, by, name }: HostNeed): boolean {
  if (from === to || !reach.facts.has(from) || !reach.facts.has(to)) return true;
  if (reach.direct(from, to) === false && reach.viaHost(from, to) === false) return false;
  if (by === 'proxy')
    return reach.proxied(to).some(({ proxy, reachable }) => proxy === from && reachable !== false);
  const answers = by === 'name' && name !== null ? names.answers(from, name.toLowerCase()) : 'unknown';
  return answers === 'unknown' || answers.includes(to);
}

/** Returns the first warning of the host's own rules that a fix causes. */
function gainedOnHost(before: HostAnalysis, after: HostAnalysis, finding: Finding): string | null {
  const had = warningsOf(before);
  const has = warningsOf(after).filter((warning) => !isExpectedBy(finding, warning));
  const known = new Set(had.flatMap(({ rule, subjects }) => subjects.map((subject) => `${rule} ${subject}`)));
  const gained = has.find(({ rule, subjects: [culprit = ''] }) => !known.has(`${rule} ${culprit}`));
  if (gained) return `it would add ${gained.rule}: ${gained.message}`;
  return has.length > had.length
    ? `warnings and errors of the host would rise from ${had.length} to ${has.length}`
    : null;
}

/**
 * True for a warning that the fix states itself. CN810: an external network has to be created by hand. CN804: a warning about the remaining
 * members, which need each other, is not new.
 */
function isExpectedBy({ rule, subjects: [network], evidence }: Finding, other: Finding): boolean {
  if (rule === 'CN810') return other.rule === 'CN806' && other.subjects[0] === network;
  return (
    rule === 'CN804' &&
    other.rule === rule &&
    other.evidence.slice(1).every((member) => evidence.includes(member))
  );
}

function warningsOf({ book, findings }: HostAnalysis): readonly Finding[] {
  return findings.filter(
    (finding) =>
      book.concernsSeveralStacks(finding) && finding.severity !== 'info' && finding.suppressed === null,
  );
}

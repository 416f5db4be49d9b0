// Why a fix is not made after all: what it would cut, bring, or leave as it was.

import type { Analysis } from '../analyze.ts';
import type { Finding } from '../finding.ts';
import { fingerprint } from '../fingerprint.ts';

/** The objection in words; null for a fix that does what it is for and nothing else. */
export function fixObjection(before: Analysis, after: Analysis, finding: Finding): string | null {
  const cut = cutNeed(before, after);
  if (cut !== null) return `it would cut ${cut}`;
  const print = fingerprint(finding);
  if (after.findings.some((one) => fingerprint(one) === print)) return 'the finding would stay';
  const known = new Set(before.findings.filter(isWorry).flatMap(concerned));
  const gained = after.findings.find(
    (one) => isWorry(one) && !known.has(`${one.rule} ${one.subjects[0]}`) && !isRest(before, one),
  );
  return gained ? `it would bring ${gained.rule}: ${gained.message}` : null;
}

/** The first stated need that could be met before and cannot be now. */
function cutNeed(before: Analysis, after: Analysis): string | null {
  for (const { from, to } of before.needs.all) {
    if (from === to || !before.reach.facts.has(from) || !before.reach.facts.has(to)) continue;
    if (!after.reach.facts.has(from) || !after.reach.facts.has(to)) continue;
    const could = before.reach.direct(from, to) !== false || before.reach.viaHost(from, to) !== false;
    const can = after.reach.direct(from, to) !== false || after.reach.viaHost(from, to) !== false;
    if (could && !can) return `the way from ${from} to ${to}, which ${from} needs`;
  }
  return null;
}

function isWorry({ severity, suppressed }: Finding): boolean {
  return severity !== 'info' && suppressed === null;
}

/** CN108: what the host still lets through of a way that stood open altogether before is no new worry. */
function isRest({ reach }: Analysis, { rule, subjects: [culprit = '', ...others] }: Finding): boolean {
  if (rule !== 'CN108' || !reach.facts.has(culprit)) return false;
  return others.every((other) => reach.facts.has(other) && reach.direct(other, culprit) !== false);
}

/** One rule about each of those it names: a smaller group may have another first one. */
function concerned({ rule, subjects }: Finding): readonly string[] {
  return subjects.length === 0 ? [`${rule} undefined`] : subjects.map((subject) => `${rule} ${subject}`);
}

// Why a fix is not made after all: what it would cut, bring, or leave as it was.

import type { Finding } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { canMeet } from '../needs/can-meet.ts';
import { closesRecorded } from '../needs/observed-verdict.ts';
import { frequencyText } from '../observed/seen-text.ts';
import type { Analysis } from '../rules/analyze.ts';

/** The result of a fix, as far as an objection to it needs that; kept small, since every shown fix has one. */
export interface Outcome {
  /** The first known need that is met before and not after, in words; null for none. */
  readonly cut: string | null;
  /** The findings afterwards; none where a need is cut, which is objection enough. */
  readonly findings: readonly Finding[];
}

/** Returns the outcome of going from one analysis to another. */
export function outcomeOf(before: Analysis, after: Analysis): Outcome {
  const cut = cutNeed(before, after);
  return { cut, findings: cut === null ? after.findings : [] };
}

/** Returns the objection to a fix in words; null for a fix that ends its finding and does nothing else. */
export function fixObjection(
  before: Analysis,
  { cut, findings: after }: Outcome,
  finding: Finding,
): string | null {
  if (cut !== null) return `it would cut ${cut}`;
  if (after.some((found) => isSame(found, finding))) return 'the finding would stay';
  const had = before.findings.filter(isWarning);
  const has = after.filter(isWarning);
  const known = new Set(had.flatMap(rulesBySubject));
  const gained = has.find(
    (finding) => !known.has(`${finding.rule} ${finding.subjects[0]}`) && !isRemainder(before, finding),
  );
  if (gained) return `it would add ${gained.rule}: ${gained.message}`;
  if (has.length > had.length) return `warnings and errors would rise from ${had.length} to ${has.length}`;
  const errors = (list: readonly Finding[]) => list.filter(({ severity }) => severity === 'error').length;
  return errors(has) > errors(had) ? `errors would rise from ${errors(had)} to ${errors(has)}` : null;
}

/** True when a finding is still there. A finding with other facts and another message is a remainder, and does not count. */
function isSame(one: Finding, finding: Finding): boolean {
  if (one.rule !== finding.rule) return false;
  if (fingerprint(one) === fingerprint(finding)) return true;
  const [culprit] = finding.subjects;
  if (one.message === finding.message && one.subjects[0] === culprit) return true;
  // The same ones on another network have only moved.
  const about = (subjects: readonly string[]) =>
    subjects.filter((subject) => !subject.startsWith('network:')).join('\n');
  const services = about(finding.subjects);
  return (
    services !== '' &&
    finding.subjects.some((subject) => subject.startsWith('network:')) &&
    about(one.subjects) === services
  );
}

/** Returns the first need that could be met before and cannot be now, including observed ways from and to the outside. */
function cutNeed(before: Analysis, after: Analysis): string | null {
  for (const need of before.needs.all) {
    const { from, to } = need;
    if (from === to || !after.reach.facts.has(from) || !after.reach.facts.has(to)) continue;
    if (canMeet(before.reach, before.topology, need) && !canMeet(after.reach, after.topology, need))
      return `the way from ${from} to ${to}, which ${from} needs`;
  }
  const beyond = before.needs.beyond.find(({ seen }) => closesRecorded(before.reach, after.reach, seen));
  return beyond === undefined
    ? null
    : `the way from ${beyond.from} to ${beyond.to}, which was ${frequencyText(beyond.seen, beyond.watched)}`;
}

function isWarning({ severity, suppressed }: Finding): boolean {
  return severity !== 'info' && suppressed === null;
}

/** True when a finding is the remainder of something worse that held before. */
function isRemainder({ findings, reach, topology }: Analysis, { restOf }: Finding): boolean {
  switch (restOf?.kind) {
    case 'privileged':
      return topology.services.get(restOf.service)?.privileged === true;
    case 'finding':
      return findings.some(({ rule }) => restOf.rules.includes(rule));
    case 'reach': {
      const held = ([from, to]: readonly [string, string]): boolean =>
        reach.facts.has(from) && reach.facts.has(to) && reach.direct(from, to) !== false;
      return restOf.enough === 'all' ? restOf.pairs.every(held) : restOf.pairs.some(held);
    }
    case undefined:
      return false;
  }
}

/** Returns the rule of a finding with each of its subjects: a smaller group may have another first subject. */
function rulesBySubject({ rule, subjects }: Finding): readonly string[] {
  return subjects.length === 0 ? [`${rule} undefined`] : subjects.map((subject) => `${rule} ${subject}`);
}

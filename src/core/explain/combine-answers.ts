// Combines answers: two answers about a pair into one sentence, and those of both address families into one answer.

import { familyNames } from '../reach/families.ts';
import { outsidePlace, placeTitle } from '../reach/places.ts';
import type { Family } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import type { Answer, ReachAnswers, Reason } from './explanation.ts';

/**
 * Returns one sentence about a pair: `web reaches db: …`, `web cannot reach db: …` with every reason, or that it is unknown. `only` is the
 * single family that reaches.
 */
export function summarize(
  from: string,
  to: string,
  { direct, viaHost, viaGateway }: Pick<ReachAnswers, 'direct' | 'viaHost' | 'viaGateway'>,
  only: string | null = null,
): string {
  const [subject, object] = [sideTitle(from), sideTitle(to)];
  const gateway = viaGateway ?? { verdict: false, reasons: [] };
  switch (either(either(direct.verdict, viaHost.verdict), gateway.verdict)) {
    case true: {
      const [answer, way] =
        direct.verdict === true
          ? [direct, '']
          : viaHost.verdict === true
            ? [viaHost, ' through a published port']
            : [gateway, ' through a published port, at the address of its own gateway'];
      const family = only === null ? '' : ` over ${only} only`;
      return `${subject} reaches ${object}${way}${family}: ${joinedReasons([answer])}`;
    }
    case false:
      return `${subject} cannot reach ${object}: ${joinedReasons([direct, viaHost])}`;
    case 'unknown': {
      const undecided = [direct, viaHost, gateway].filter(({ verdict }) => verdict === 'unknown');
      return `it is unknown whether ${subject} reaches ${object}: ${joinedReasons(undecided)}`;
    }
  }
}

function joinedReasons(answers: readonly Answer[]): string {
  const all = answers.flatMap(({ reasons }) => reasons);
  // A machine's decisions have no place in a file; when there is one, it is the whole reason.
  const byMachine = all.filter(({ rule }) => rule === 'M1');
  const shown = byMachine.length > 0 ? byMachine : all.filter(({ at }) => at.length > 0);
  return [...new Set(shown.map(({ text }) => text))].join('; ');
}

function sideTitle(name: string): string {
  return name === outsidePlace ? 'the outside' : placeTitle(name);
}

/** Merges the answers of both families; a reason that holds in only one family starts with the family's name. */
export function mergeFamilies(ipv4: ReachAnswers, ipv6: ReachAnswers): ReachAnswers {
  const { from, to } = ipv4;
  const direct = mergeAnswers(ipv4.direct, ipv6.direct);
  const viaHost = mergeAnswers(ipv4.viaHost, ipv6.viaHost);
  const none: Answer = { verdict: false, reasons: [] };
  const viaGateway =
    viaHost.verdict !== true && (ipv4.viaGateway || ipv6.viaGateway)
      ? mergeAnswers(ipv4.viaGateway ?? none, ipv6.viaGateway ?? none)
      : null;
  const { resolves } = ipv4; // a name is the same in both families
  const reaches = either(ipv4.reaches, ipv6.reaches);
  const differs = ipv4.reaches !== ipv6.reaches && ![ipv4.reaches, ipv6.reaches].includes('unknown');
  const only = differs ? familyNames[ipv4.reaches === true ? 'ipv4' : 'ipv6'] : null;
  return {
    from,
    to,
    reaches,
    direct,
    viaHost,
    viaGateway,
    resolves,
    summary: summarize(from, to, { direct, viaHost, viaGateway }, only),
  };
}

/** Merges two answers; reasons from the family with the merged verdict come first. */
function mergeAnswers(ipv4: Answer, ipv6: Answer): Answer {
  const verdict = either(ipv4.verdict, ipv6.verdict);
  const withFamilyNames = (family: Family, answer: Answer, other: Answer): readonly Reason[] =>
    answer.reasons.map((reason) =>
      reason.text.includes(familyNames[family]) ||
      (other.verdict === answer.verdict && other.reasons.some((known) => isSame(known, reason)))
        ? reason
        : { ...reason, text: `over ${familyNames[family]}, ${reason.text}` },
    );
  const first = withFamilyNames('ipv4', ipv4, ipv6);
  const second = withFamilyNames('ipv6', ipv6, ipv4);
  const all = ipv4.verdict === verdict ? [...first, ...second] : [...second, ...first];
  return {
    verdict,
    reasons: all.filter((reason, at) => all.findIndex((earlier) => isSame(earlier, reason)) === at),
  };
}

function isSame(a: Reason, b: Reason): boolean {
  return a.rule === b.rule && a.text === b.text;
}

// The answers of the two address families as one.

import { familyNames } from '../reach/families.ts';
import type { Family } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import type { Answer, ReachAnswers, Reason } from './explanation.ts';
import { summarize } from './summarize.ts';

/** What holds by any family; a reason that only one of them has begins with its name. */
export function mergeFamilies(ipv4: ReachAnswers, ipv6: ReachAnswers): ReachAnswers {
  const { from, to } = ipv4;
  const direct = mergeAnswers(ipv4.direct, ipv6.direct);
  const viaHost = mergeAnswers(ipv4.viaHost, ipv6.viaHost);
  const { resolves } = ipv4; // a name is one, whatever its addresses
  const reaches = either(ipv4.reaches, ipv6.reaches);
  const apart = ipv4.reaches !== ipv6.reaches && ![ipv4.reaches, ipv6.reaches].includes('unknown');
  const only = apart ? familyNames[ipv4.reaches === true ? 'ipv4' : 'ipv6'] : null;
  return {
    from,
    to,
    reaches,
    direct,
    viaHost,
    resolves,
    summary: summarize(from, to, direct, viaHost, only),
  };
}

/** The reasons of the family that has the verdict come first. */
function mergeAnswers(ipv4: Answer, ipv6: Answer): Answer {
  const verdict = either(ipv4.verdict, ipv6.verdict);
  const of = (family: Family, answer: Answer, other: Answer): readonly Reason[] =>
    answer.reasons.map((reason) =>
      reason.text.includes(familyNames[family]) ||
      (other.verdict === answer.verdict && other.reasons.some((known) => isSame(known, reason)))
        ? reason
        : { ...reason, text: `over ${familyNames[family]}, ${reason.text}` },
    );
  const first = of('ipv4', ipv4, ipv6);
  const second = of('ipv6', ipv6, ipv4);
  const all = ipv4.verdict === verdict ? [...first, ...second] : [...second, ...first];
  return { verdict, reasons: all.filter((reason, at) => all.findIndex((one) => isSame(one, reason)) === at) };
}

function isSame(a: Reason, b: Reason): boolean {
  return a.rule === b.rule && a.text === b.text;
}

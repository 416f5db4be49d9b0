// Puts answers together: two about one pair in one sentence, and those of the two address families as one.

import { familyNames } from '../reach/families.ts';
import { outsidePlace, placeTitle } from '../reach/places.ts';
import type { Family } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import type { Answer, ReachAnswers, Reason } from './explanation.ts';

/** `web reaches db: …`, `web cannot reach db: …` with every reason why not, or that it is not known; `only`: the one family that reaches. */
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
      return `${subject} reaches ${object}${way}${family}: ${texts([answer])}`;
    }
    case false:
      return `${subject} cannot reach ${object}: ${texts([direct, viaHost])}`;
    case 'unknown': {
      const open = [direct, viaHost, gateway].filter(({ verdict }) => verdict === 'unknown');
      return `it is unknown whether ${subject} reaches ${object}: ${texts(open)}`;
    }
  }
}

function texts(answers: readonly Answer[]): string {
  const all = answers.flatMap(({ reasons }) => reasons);
  // What a machine decides stands in no file; where it does, it is all there is to say.
  const decided = all.filter(({ rule }) => rule === 'M1');
  const told = decided.length > 0 ? decided : all.filter(({ at }) => at.length > 0);
  return [...new Set(told.map(({ text }) => text))].join('; ');
}

function sideTitle(name: string): string {
  return name === outsidePlace ? 'the outside' : placeTitle(name);
}

/** What holds by any family; a reason that only one of them has begins with its name. */
export function mergeFamilies(ipv4: ReachAnswers, ipv6: ReachAnswers): ReachAnswers {
  const { from, to } = ipv4;
  const direct = mergeAnswers(ipv4.direct, ipv6.direct);
  const viaHost = mergeAnswers(ipv4.viaHost, ipv6.viaHost);
  const none: Answer = { verdict: false, reasons: [] };
  const viaGateway =
    viaHost.verdict !== true && (ipv4.viaGateway || ipv6.viaGateway)
      ? mergeAnswers(ipv4.viaGateway ?? none, ipv6.viaGateway ?? none)
      : null;
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
    viaGateway,
    resolves,
    summary: summarize(from, to, { direct, viaHost, viaGateway }, only),
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
  return {
    verdict,
    reasons: all.filter((reason, at) => all.findIndex((earlier) => isSame(earlier, reason)) === at),
  };
}

function isSame(a: Reason, b: Reason): boolean {
  return a.rule === b.rule && a.text === b.text;
}

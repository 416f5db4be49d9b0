// One sentence out of two answers.

import { either } from '../reach/rows/tri.ts';
import type { Answer } from './explanation.ts';
import { hostPlace, outsidePlace } from './places.ts';

/** `web reaches db: …`, `web cannot reach db: …` with every reason why not, or that it is not known; `only`: the one family that reaches. */
export function summarize(
  from: string,
  to: string,
  direct: Answer,
  viaHost: Answer,
  only: string | null = null,
): string {
  const [subject, object] = [placeWords(from), placeWords(to)];
  switch (either(direct.verdict, viaHost.verdict)) {
    case true: {
      const answer = direct.verdict === true ? direct : viaHost;
      const way = direct.verdict === true ? '' : ' through a published port';
      const family = only === null ? '' : ` over ${only} only`;
      return `${subject} reaches ${object}${way}${family}: ${texts([answer])}`;
    }
    case false:
      return `${subject} cannot reach ${object}: ${texts([direct, viaHost])}`;
    case 'unknown': {
      const open = [direct, viaHost].filter(({ verdict }) => verdict === 'unknown');
      return `it is not known whether ${subject} reaches ${object}: ${texts(open)}`;
    }
  }
}

function texts(answers: readonly Answer[]): string {
  const all = answers.flatMap(({ reasons }) => reasons).filter(({ at }) => at.length > 0);
  return [...new Set(all.map(({ text }) => text))].join('; ');
}

function placeWords(name: string): string {
  if (name === outsidePlace) return 'the outside';
  return name === hostPlace ? 'the host' : name;
}

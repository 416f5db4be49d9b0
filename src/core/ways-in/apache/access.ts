// Access control by Apache's `Require` over all sections of a request.

import type { Directive } from '../files/directive.ts';
import type { Guard, Outcomes, Request } from '../model.ts';
import { isInAny } from '../network/addresses.ts';
import { singleOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import { placeText } from '../places.ts';

/** Returns the outcome of the `Require` directives of a request's sections; directives of an inner section replace those around it. */
export function access(sections: readonly Directive[], request: Request, behind: () => Outcomes): Outcomes {
  let requires: readonly Directive[] = [];
  let hasType = false;
  for (const { block } of sections) {
    const own = requirementsOf(block ?? []);
    if (own.length > 0) requires = own;
    hasType ||= (block ?? []).some(({ name, args }) => name === 'authtype' && !/^none$/i.test(args[0] ?? ''));
  }
  const [first] = requires;
  if (!first) return behind();
  const guards: Guard[] = [];
  let lets = false;
  let asks = false;
  for (const { args, place } of requires) {
    const [kind = '', ...values] = args.map((word) => word.toLowerCase());
    if (/^(?:not|expr|env|method|host|forward-dns)$/.test(kind))
      return unknownOutcome(`${placeText(place)}: require ${kind} is not followed.`);
    if (kind === 'all') lets ||= values[0] === 'granted';
    else if (kind === 'ip' || kind === 'local') {
      const ranges = kind === 'local' ? ['127.0.0.0/8'] : values;
      guards.push({ kind: 'addresses', how: 'allow-list', by: ranges.join(', '), declaredAt: place });
      lets ||= isInAny(request.source, ranges);
    } else {
      if (!hasType)
        return singleOutcome('error', {
          because: `${placeText(place)} asks for a login, and no AuthType says which.`,
        });
      guards.push({ kind: 'login', how: 'basic', by: null, declaredAt: place });
      asks = true;
      lets ||= request.authenticated;
    }
  }
  const way = guards.map(
    (guard) => ({ kind: 'guard', text: guard.how, declaredAt: guard.declaredAt }) as const,
  );
  if (lets) return withSteps({ guards, way }, behind());
  return withSteps({ guards, way }, singleOutcome(asks ? 'login' : 'forbidden'));
}

function requirementsOf(block: readonly Directive[]): readonly Directive[] {
  return block.flatMap((one) =>
    one.name === 'require' ? [one] : one.name === 'requireall' ? requirementsOf(one.block ?? []) : [],
  );
}

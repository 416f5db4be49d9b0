import type { RuleContext } from '../../findings/finding.ts';
import type { StackChecks } from './stack-checks.ts';

/** The checks of the rules about a swarm; undefined where another Engine is predicted, even if the options have them. */
export function swarmChecks({ reach }: RuleContext): StackChecks | undefined {
  const { engine, stackChecks } = reach.options;
  return engine.kind === 'swarm' ? stackChecks : undefined;
}

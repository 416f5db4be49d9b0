import type { RuleContext } from '../../findings/finding.ts';
import type { StackChecks } from './stack-checks.ts';

/** What the rules about a swarm find with; none where another Engine is predicted, whoever handed them in. */
export function swarmChecks({ reach }: RuleContext): StackChecks | undefined {
  const { engine, stackChecks } = reach.options;
  return engine.kind === 'swarm' ? stackChecks : undefined;
}

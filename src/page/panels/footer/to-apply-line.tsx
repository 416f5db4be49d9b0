import { Copy } from 'lucide-react';
import { memo, useDeferredValue, useMemo } from 'react';
import { commandSentences, planEffects } from '../../../core/plan/plan-sentences.ts';
import type { UpPlan } from '../../../core/plan/up-plan.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { type PlanInputs, planFor, usePlanInputs } from '../../state/session/use-plan.ts';
import { useWork } from '../../state/use-store.ts';
import { shownStack } from '../../state/work/work-state.ts';
import { IconButton } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';

/** The commands that deploy the edits, and the effects of `up`; nothing before the first edit. */
export function ToApplyLine() {
  // The picture comes first: to compare all services with those of before takes as long as to draw what changed.
  const planned = useDeferredValue(usePlanInputs(useWork(shownStack)));
  return <PlanLine planned={planned} />;
}

/** Renders apart, so that the deferred plan is not requested while the picture is drawn. */
const PlanLine = memo(function PlanLine({ planned }: { readonly planned: PlanInputs }) {
  const plan = useMemo(() => planFor(planned), [planned]);
  return plan === null ? null : <ToApply plan={plan} />;
});

function ToApply({ plan }: { readonly plan: UpPlan }) {
  const { browser } = useCommandContext();
  const commands = plan.commands.join(' && ');
  const effects = [...planEffects(plan), ...commandSentences(plan)];
  return (
    <div
      className="bh-to-apply bh-nowrap bh-tall bh-clip bh-push bh-row bh-gap-2"
      role="status"
      data-exit={plan.exit}
    >
      <span className="bh-roomy-only bh-strong bh-rigid">To apply</span>
      {commands !== '' && (
        <>
          <code className="bh-truncate">{commands}</code>
          <IconButton
            small
            label="Copy the command"
            icon={<Copy size={12} />}
            onClick={() => void browser.copy(commands, 'Command copied.')}
          />
        </>
      )}
      <span className="bh-dim bh-truncate">
        {effects.length === 0 ? 'changes no container' : <CodeText text={effects.join(' · ')} />}
      </span>
    </div>
  );
}

import { Copy } from 'lucide-react';
import { commandSentences, planEffects } from '../../../core/plan/plan-sentences.ts';
import type { UpPlan } from '../../../core/plan/up-plan.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { usePlan } from '../../state/session/use-plan.ts';
import { useWork } from '../../state/use-store.ts';
import { shownStack } from '../../state/work/work-state.ts';
import { IconButton } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';

/** After edits: the commands that deploy them, and what `up` does. */
export function ToApplyLine() {
  const plan = usePlan(useWork(shownStack));
  return plan === null ? null : <ToApply plan={plan} />;
}

function ToApply({ plan }: { readonly plan: UpPlan }) {
  const { browser } = useCommandContext();
  const commands = plan.commands.join(' && ');
  const effects = [...planEffects(plan), ...commandSentences(plan)];
  return (
    <div className="bh-to-apply bh-row bh-gap-2" role="status" data-exit={plan.exit}>
      <span className="bh-assumptions-title bh-strong bh-rigid">To apply</span>
      {commands !== '' && (
        <>
          <code>{commands}</code>
          <IconButton
            className="bh-icon-button-small"
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

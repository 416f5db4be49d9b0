import { Wrench } from 'lucide-react';
import { useId, useState } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { safeFixSteps, stepText } from '../../commands/edit-commands.ts';
import { isLargeTopology } from '../../state/large/large.ts';
import { workStore } from '../../state/page-stores.ts';
import { drawnAnalysis } from '../../state/work/selectors.ts';

/** The number of steps that the tooltip lists. */
const most = 12;

/** Returns the steps of the button, one line each; null where computing them takes too long for a tooltip. */
function steps(): readonly string[] | null {
  const state = workStore.getState();
  const analysis = drawnAnalysis(state);
  if (analysis === null || isLargeTopology(analysis.topology)) return null;
  return safeFixSteps(state).map(stepText);
}

/** A button that applies all safe fixes and lists them in its tooltip; a notice tells which were applied. */
export function FixAllButton() {
  const id = useId();
  const [shown, setShown] = useState<readonly string[] | null>(null);
  const show = () => setShown((before) => before ?? steps());
  const hide = () => setShown(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is shown is a hint on the button inside.
    <span
      className="bh-push bh-relative"
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onClick={hide}
      onKeyDown={({ key }) => key === 'Escape' && hide()}
    >
      <CommandButton id="fix-all" icon={<Wrench size={13} />} small>
        Apply all safe fixes
      </CommandButton>
      {shown !== null && (
        <span
          id={id}
          role="tooltip"
          className="bh-fix-all-list bh-absolute bh-raised bh-column bh-gap-0-5 bh-tiny"
        >
          {shown.length === 0 && <span>No fix applies here.</span>}
          {shown.slice(0, most).map((line) => (
            <span key={line}>{line}</span>
          ))}
          {shown.length > most && <span>and {shown.length - most} more</span>}
        </span>
      )}
    </span>
  );
}

import { Network } from 'lucide-react';
import { memo, useDeferredValue } from 'react';
import { asksForNetworks } from '../../../core/fixes/networks/asks-for-networks.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { useWork } from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { canvasAnalysis } from '../picture/layout-controller.ts';

/** The offer beside the sentence to have networks proposed, while stated needs ask for some. */
export const ProposeOffer = memo(function ProposeOffer() {
  const opened = useWork((state) => drawnSession(state) !== null);
  const analysis = useDeferredValue(useWork(canvasAnalysis));
  const reason = opened ? asksForNetworks(analysis) : null;
  if (reason === null) return null;
  return (
    <span className="bh-row bh-gap-2 bh-rigid bh-small" data-propose-offer="">
      <span className="bh-dim">{reason}</span>
      <CommandButton id="propose-networks" small icon={<Network size={14} />}>
        Propose networks…
      </CommandButton>
    </span>
  );
});

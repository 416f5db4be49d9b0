import { type ReactNode, type RefCallback, useMemo } from 'react';
import { hostHeadline } from '../../../core/map/host-headline.ts';
import { hostPicture } from '../../../core/map/host-scene.ts';
import { hostViewStore } from '../../state/page-stores.ts';
import { useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import { MapBar } from '../map/map-bar.tsx';

const filterWords = {
  label: 'Filter stacks by name, service, network or port',
  example: 'A stack, a service, a port',
} as const;

interface HostBarProps {
  readonly hidden: number;
  readonly shown: number;
  /** Takes the element of the sentence, which the line of an overlay replaces. */
  readonly place: RefCallback<HTMLElement>;
  /** The line of an overlay over all stacks. */
  readonly children: ReactNode;
}

/** The summary of the host in one sentence, with a filter for its stacks. */
export function HostBar(props: HostBarProps) {
  const analysis = useWork(hostAnalysis);
  const parts = useMemo(() => (analysis ? hostHeadline(hostPicture(analysis)) : []), [analysis]);
  const { revealStack } = hostViewStore.getState();
  return <MapBar {...props} parts={parts} filterWords={filterWords} onPlace={revealStack} />;
}

import type { HostTarget } from '../../../core/host/picture/host-view.ts';
import { useHost } from '../../../state/use-store.ts';
import { RailInspector } from './rail-inspector.tsx';
import { ServicesInspector } from './services-inspector.tsx';
import { StackInspector } from './stack-inspector.tsx';
import { WholeHost } from './whole-host.tsx';

/** What is selected on the map of the host, or the host as a whole. */
export function HostInspector({ target }: { readonly target: HostTarget | null }) {
  const analysis = useHost((state) => state.analysis);
  if (analysis === null) return null;
  switch (target?.type) {
    case undefined:
      return <WholeHost analysis={analysis} />;
    case 'stack':
      return <StackInspector key={target.stack} analysis={analysis} stack={target.stack} />;
    case 'rail':
    case 'station':
      return <RailInspector key={target.network} analysis={analysis} network={target.network} />;
    case 'services':
      return <ServicesInspector analysis={analysis} names={target.names} />;
  }
}

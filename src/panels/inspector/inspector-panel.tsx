import { useProject } from '../../state/session/use-project.ts';
import { useUi } from '../../state/use-store.ts';
import { FileInspector } from './file-inspector.tsx';
import { ManyInspector } from './many-inspector.tsx';
import { NetworkInspector } from './network/network-inspector.tsx';
import { ServiceInspector } from './service/service-inspector.tsx';

function Inspected() {
  const selection = useUi((state) => state.selection);
  const picture = useProject();
  const { services, networks } = picture.analysis.topology;
  const [first] = selection;
  if (first === undefined) return <FileInspector picture={picture} />;
  if (selection.length > 1) return <ManyInspector selection={selection} />;
  const serviceName = first.type === 'service' ? first.name : first.type === 'tap' ? first.service : null;
  if (serviceName !== null) {
    const service = services.get(serviceName);
    // A fresh inspector for another service: drafts in fields belong to the one they were typed for.
    return service === undefined ? (
      <FileInspector picture={picture} />
    ) : (
      <ServiceInspector key={serviceName} service={service} picture={picture} />
    );
  }
  const network = first.type === 'network' ? networks.get(first.name) : undefined;
  return network === undefined ? (
    <FileInspector picture={picture} />
  ) : (
    <NetworkInspector key={network.name} network={network} picture={picture} />
  );
}

/** The panel on the right: what is selected, or the file as a whole. */
export function InspectorPanel() {
  return (
    <section className="panel inspector" aria-label="Inspector">
      <Inspected />
    </section>
  );
}

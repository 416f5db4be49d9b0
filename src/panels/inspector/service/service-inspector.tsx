import type { Service } from '../../../core/compose/topology.ts';
import type { ShownProject } from '../../../state/session/use-project.ts';
import { CapabilitiesSection } from './capabilities-section.tsx';
import { DependsSection } from './depends-section.tsx';
import { EnvironmentSection } from './environment-section.tsx';
import { ModeSection } from './mode-section.tsx';
import { NetworksSection } from './networks-section.tsx';
import { PortsSection } from './ports-section.tsx';
import { ReachSection } from './reach-section.tsx';
import { RuntimeSection } from './runtime-section.tsx';
import { ServiceHeader } from './service-header.tsx';

/** Everything about one service that can be changed here. */
export function ServiceInspector({
  service,
  picture,
}: {
  readonly service: Service;
  readonly picture: ShownProject;
}) {
  const { topology, reach } = picture.analysis;
  const facts = reach.facts.get(service.name) ?? null;
  return (
    <>
      <ServiceHeader service={service} stale={picture.stale} />
      {/* While the text cannot be read, the picture is only looked at. */}
      <fieldset disabled={picture.stale} className="bh-inspector-sections">
        <legend className="bh-visually-hidden">{service.name}</legend>
        <ModeSection service={service} topology={topology} />
        {(service.mode.kind === 'networks' || service.attachments.length > 0) && (
          <NetworksSection service={service} topology={topology} />
        )}
        <PortsSection service={service} facts={facts} />
        <ReachSection service={service.name} picture={picture} />
        <CapabilitiesSection service={service} />
        <RuntimeSection service={service} />
        <EnvironmentSection service={service} />
        <DependsSection service={service} topology={topology} />
      </fieldset>
    </>
  );
}

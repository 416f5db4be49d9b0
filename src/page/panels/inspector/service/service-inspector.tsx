import { useState } from 'react';
import type { Service } from '../../../../core/compose/topology.ts';
import { gatesOf } from '../../../../core/machine/wall.ts';
import type { ShownProject } from '../../../state/session/use-project.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { useApply } from '../../shared/apply.tsx';
import { LineLink } from '../../shared/line-link.tsx';
import { ThingHead } from '../thing-head.tsx';
import { AnswersSection } from './answers-section.tsx';
import { CapabilitiesSection } from './capabilities-section.tsx';
import { DependsSection } from './depends-section.tsx';
import { ModeSection } from './mode-section.tsx';
import { NetworksSection } from './networks-section.tsx';
import { PortsSection } from './ports-section.tsx';
import { EnvironmentSection, RuntimeSection } from './raw-sections.tsx';
import { ReachSection } from './reach-section.tsx';

/** The inspector of a service, with its editable properties. */
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
      <AnswersSection service={service.name} picture={picture} />
      {/* While the text cannot be read, the picture is only looked at. */}
      <fieldset disabled={picture.stale} className="bh-inspector-sections">
        <legend className="bh-visually-hidden">{service.name}</legend>
        <ModeSection service={service} topology={topology} />
        {(service.mode.kind === 'networks' || service.attachments.length > 0) && (
          <NetworksSection service={service} topology={topology} />
        )}
        <PortsSection
          service={service}
          facts={facts}
          analysis={picture.analysis}
          gates={gatesOf(picture.analysis.reach, service.name)}
        />
        <ReachSection service={service.name} picture={picture} />
        <CapabilitiesSection service={service} />
        <RuntimeSection service={service} />
        <EnvironmentSection service={service} />
        <DependsSection service={service} topology={topology} />
      </fieldset>
    </>
  );
}

/** The head of a service's inspector: name, image and place in the file. */
function ServiceHeader({ service, stale }: { readonly service: Service; readonly stale: boolean }) {
  const { name } = service;
  // Whether the old name is kept as an alias: files that are not open here may still use it.
  const [keepAlias, setKeepAlias] = useState(true);
  return (
    <ThingHead
      label="Service name"
      name={name}
      disabled={stale}
      operation={(to) => ({ type: 'rename-service', service: name, to, keepAlias })}
      selected={(to) => ({ type: 'service', name: to })}
      applying={useApply()}
      removeLabel={`Remove ${name}`}
      remove={{ operation: { type: 'remove-service', service: name }, label: `Remove ${name}` }}
      about={
        <>
          <span className="bh-truncate" title={service.image ?? undefined}>
            {service.image ?? (service.hasBuild ? 'built from this folder' : 'no image')}
          </span>
          <LineLink path={['services', name]} />
        </>
      }
    >
      <div className="bh-rename-hint">
        <Checkbox
          label="When renaming, keep the old name as an alias"
          checked={keepAlias}
          onChange={setKeepAlias}
        />
      </div>
    </ThingHead>
  );
}

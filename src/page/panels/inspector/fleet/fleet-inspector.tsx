import type { HostTarget } from '../../../../core/map/host-view.ts';
import type { FleetAnalysis } from '../../../../core/rules/analyze-fleet.ts';
import { showOnFleet } from '../../../commands/show-on-fleet.ts';
import { useFleetView, useWork } from '../../../state/use-store.ts';
import { fleetAnalysis } from '../../../state/work/selectors.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';
import { LineInspector } from './line-inspector.tsx';
import { MachineInspector } from './machine-inspector.tsx';
import { RouterInspector } from './router-inspector.tsx';
import { SidesInspector } from './sides.tsx';

/** The inspector of the selection on the map of a fleet, or of the whole fleet. */
export function FleetInspector() {
  const analysis = useWork(fleetAnalysis);
  const target = useFleetView(({ selected }) => selected);
  return analysis === null ? null : <Selected analysis={analysis} target={target} />;
}

function Selected({
  analysis,
  target,
}: {
  readonly analysis: FleetAnalysis;
  readonly target: HostTarget | null;
}) {
  switch (target?.type) {
    case undefined:
      return <WholeFleet analysis={analysis} />;
    case 'stack':
      return (
        <MachineInspector key={target.stack} analysis={analysis} machine={target.stack} network={null} />
      );
    case 'station':
      return <MachineInspector analysis={analysis} machine={target.stack} network={target.network} />;
    case 'rail':
      return <LineInspector analysis={analysis} network={target.network} />;
    case 'router':
      return <RouterInspector analysis={analysis} name={target.router} index={null} />;
    case 'forward':
      return <RouterInspector analysis={analysis} name={target.router} index={target.index} />;
    case 'services':
      return <SidesInspector analysis={analysis} target={target} />;
  }
}

/** The inspector of the whole fleet: counts, machines, and what could not be read. */
function WholeFleet({ analysis: { facts } }: { readonly analysis: FleetAnalysis }) {
  const name = useWork((state) => state.fleet?.name ?? '');
  const failed = useWork((state) => state.fleet?.failed) ?? [];
  const { file, machines } = facts.fleet;
  const containers = [...machines.values()].reduce(
    (count, machine) => count + (machine.facts?.reach.services.length ?? 0),
    0,
  );
  return (
    <>
      <InspectorHead
        name={name}
        about={`Select a machine, an address, a network or a router. Read from ${file.file}.`}
        numbers={[
          [machines.size, 'machines'],
          [containers, 'containers'],
          [file.networks.size, 'networks'],
        ]}
      />
      <Section title="Machines" note={machines.size}>
        <Facts
          rows={[...machines.values()].map(({ stated, facts: own, machine }) => ({
            key: stated.name,
            name: (
              <LinkButton onClick={() => showOnFleet({ type: 'stack', stack: stated.name }, stated.name)}>
                {stated.name}
              </LinkButton>
            ),
            value:
              own === null
                ? 'addresses only'
                : `${own.reach.services.length} containers, ${machine === null ? 'no record' : 'with a record'}`,
          }))}
        />
      </Section>
      {file.routers === null && (
        <p className="bh-inspector-sub">
          The file states no router: what lies between its networks is unknown.
        </p>
      )}
      {failed.length > 0 && (
        <Section title="Could not be read" note={failed.length}>
          <ul className="bh-grid bh-gap-1-5">
            {failed.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

import { useMemo } from 'react';
import { portPlace } from '../../../../core/fleet/port-place.ts';
import { placeText, portText } from '../../../../core/fleet/reach/fleet-port.ts';
import { fleetAnswers, type PortAnswers } from '../../../../core/map/fleet/fleet-answers.ts';
import type { FleetAnalysis } from '../../../../core/rules/analyze-fleet.ts';
import { openLineOnFleet, openOnFleet } from '../../../commands/show-on-fleet.ts';
import { fleetViewStore, uiStore } from '../../../state/page-stores.ts';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';
import { FleetNames, OtherMachines } from './sides.tsx';

interface MachineInspectorProps {
  readonly analysis: FleetAnalysis;
  readonly machine: string;
  /** The network of the selected address; null for the whole machine. */
  readonly network: string | null;
}

/** The inspector of a machine: addresses, record, published ports and what each answers, and the machines that reach it. */
export function MachineInspector({ analysis, machine, network }: MachineInspectorProps) {
  const { facts } = analysis;
  const found = facts.fleet.machines.get(machine);
  const target = useMemo(
    () =>
      network === null
        ? ({ type: 'stack', stack: machine } as const)
        : ({ type: 'station', stack: machine, network } as const),
    [machine, network],
  );
  if (found === undefined) return null;
  const { stated, facts: own, machine: record, complete } = found;
  const ports = fleetAnswers(facts).get(machine) ?? [];
  const stacks = own?.host.stacks ?? [];
  return (
    <>
      <InspectorHead
        name={network === null ? machine : `${machine} on ${network}`}
        about={own === null ? 'Only its addresses are known: it answers at every port.' : stated.stacks}
      >
        <p className="bh-names">
          {own !== null && (
            <Button small onClick={() => openOnFleet(machine)}>
              Open it
            </Button>
          )}
          <Button
            small
            onClick={() => {
              fleetViewStore.getState().listFindingsOf(machine);
              uiStore.getState().showPane('findings');
            }}
          >
            Its findings
          </Button>
        </p>
      </InspectorHead>
      <Section title="Addresses" note={stated.addresses.size}>
        <Facts
          mark="data-addresses"
          rows={[...stated.addresses].map(([name, addresses]) => ({
            name,
            value: addresses.map(({ text }) => text).join(', '),
          }))}
        />
      </Section>
      {own !== null && (
        <Section title="Known of it">
          <Facts
            rows={[
              {
                name: 'Record',
                value:
                  record === null
                    ? 'none: its firewall and its routes are unknown'
                    : (stated.record ?? 'read'),
                notable: record === null,
              },
              { name: 'Engine', value: own.options.engine.text },
              ...(complete ? [] : [{ name: 'Stacks', value: 'some could not be read', notable: true }]),
            ]}
          />
        </Section>
      )}
      {own !== null && (
        <Section title="Publishes" note={ports.length}>
          {ports.length === 0 && <p className="bh-dim">No published ports.</p>}
          <Ports analysis={analysis} ports={ports} />
        </Section>
      )}
      {stacks.length > 0 && (
        <Section title="Stacks" note={stacks.length}>
          <FleetNames names={stacks.map(({ id }) => `${machine}/${id}`)} none="" />
        </Section>
      )}
      <OtherMachines analysis={analysis} target={target} />
    </>
  );
}

/** The published ports of a machine, each with what it answers and its line. */
function Ports({
  analysis,
  ports,
}: {
  readonly analysis: FleetAnalysis;
  readonly ports: readonly PortAnswers[];
}) {
  const { map } = analysis.facts.connector;
  return (
    <Facts
      mark="data-machine-ports"
      rows={ports.map((answers) => {
        const { port } = answers;
        const { machine, service, hostPort, protocol, hostIp, index } = port;
        const local = service.slice(machine.length + 1);
        const node = map.machines.get(machine);
        const place = node ? portPlace(node, { service: local, index }) : null;
        return {
          key: `${service} ${hostIp} ${hostPort} ${protocol} ${index}`,
          name: hostPort === '' ? 'random' : portText(hostPort, protocol),
          value: (
            <>
              {local}: {answersText(answers)}
              {place !== null && (
                <>
                  {' · '}
                  <LinkButton
                    onClick={() =>
                      openLineOnFleet(service.split('/').slice(0, 2).join('/'), place.file, place.line)
                    }
                  >
                    {place.file}, line {place.line}
                  </LinkButton>
                </>
              )}
            </>
          ),
        };
      })}
    />
  );
}

function answersText({ internet, asked, networks }: PortAnswers): string {
  const at = asked.map(({ place }) => placeText(place)).join(', ');
  const parts = [
    ...(internet === true ? [`the Internet at ${at}`] : []),
    ...(internet === 'unknown' ? ['perhaps the Internet'] : []),
    ...[...networks].map(([name, answer]) => (answer === true ? name : `perhaps ${name}`)),
  ];
  return parts.length === 0 ? 'answers nobody beyond the machine' : `answers ${parts.join(', ')}`;
}

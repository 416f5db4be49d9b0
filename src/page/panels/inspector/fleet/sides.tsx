import { useMemo } from 'react';
import { fleetLight } from '../../../../core/map/fleet/fleet-light.ts';
import type { HostTarget } from '../../../../core/map/host-view.ts';
import type { FleetAnalysis } from '../../../../core/rules/analyze-fleet.ts';
import { openOnFleet } from '../../../commands/show-on-fleet.ts';
import { Button } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';

/** The number of buttons shown; the others are counted. */
const most = 24;

/** Services of a fleet as buttons that open their machine and stack at their card. */
export function FleetNames({ names, none }: { readonly names: readonly string[]; readonly none: string }) {
  if (names.length === 0) return <p className="bh-dim">{none}</p>;
  return (
    <p className="bh-names">
      {names.slice(0, most).map((name) => (
        <button key={name} type="button" className="bh-badge bh-ink" onClick={() => openOnFleet(name)}>
          {name}
        </button>
      ))}
      {names.length > most && <span className="bh-dim">and {names.length - most} more</span>}
    </p>
  );
}

interface SidesProps {
  readonly analysis: FleetAnalysis;
  readonly target: HostTarget;
}

/** The machines that reach the target, and those that it reaches, with the addresses by which. */
export function OtherMachines({ analysis, target }: SidesProps) {
  const { stacks } = useMemo(() => fleetLight(analysis.facts, target), [analysis, target]);
  const callers = [...stacks].filter(([, { callers, maybe }]) => callers.length + maybe.length > 0);
  const called = [...stacks].filter(([, { called: names }]) => names.length > 0);
  return (
    <>
      <Section title="Reached from other machines" note={callers.length}>
        {callers.length === 0 && <p className="bh-dim">No other machine reaches it.</p>}
        <Facts
          mark="data-reached-from-machines"
          rows={callers.map(([machine, { callers: sure, maybe, asks }]) => ({
            key: machine,
            name: machine,
            value: [
              ...(sure.length > 0 ? [`${sure.join(', ')} at ${asks.join(', ')}`] : []),
              ...(maybe.length > 0 ? [`perhaps ${maybe.join(', ')}`] : []),
            ].join('; '),
          }))}
        />
      </Section>
      <Section title="Reaches on other machines" note={called.length}>
        {called.length === 0 && <p className="bh-dim">It reaches no published port of another machine.</p>}
        <Facts
          rows={called.map(([machine, { called: names, answersAt }]) => ({
            key: machine,
            name: machine,
            value: `${names.join(', ')} at ${answersAt.join(', ')}`,
          }))}
        />
      </Section>
    </>
  );
}

/** The inspector of services that a part of the sentence is about. */
export function SidesInspector({
  analysis,
  target,
}: {
  readonly analysis: FleetAnalysis;
  readonly target: Extract<HostTarget, { readonly type: 'services' }>;
}) {
  const [only] = target.names.length === 1 ? target.names : [];
  return (
    <>
      <InspectorHead name={only ?? `${target.names.length} containers`}>
        {only !== undefined && (
          <p className="bh-names">
            <Button small onClick={() => openOnFleet(only)}>
              Open it
            </Button>
          </p>
        )}
      </InspectorHead>
      {only === undefined && (
        <Section title="Containers" note={target.names.length}>
          <FleetNames names={target.names} none="None." />
        </Section>
      )}
      <OtherMachines analysis={analysis} target={target} />
    </>
  );
}

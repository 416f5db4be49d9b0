import { useState } from 'react';
import type { Service, Topology } from '../../../core/compose/topology.ts';
import { Picker } from '../../../ui/picker.tsx';
import { Section } from '../../../ui/section.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { RefusedNote } from '../../shared/refused-note.tsx';
import { useApply } from '../../shared/use-apply.ts';
import { type ModeChoice, modeChoiceOf, modeOperations, modeText } from './mode-choice.ts';

const choices = [
  { value: 'closed', label: 'Closed', title: 'network_mode: none. No network at all' },
  { value: 'bridged', label: 'Bridged', title: 'On one or more networks' },
  {
    value: 'joined',
    label: 'Joined',
    title: 'network_mode: service:… Shares the network of another container',
  },
  { value: 'open', label: 'Open', title: 'network_mode: host. No wall at all' },
] as const;

/** Which of the four container types a service is. */
export function ModeSection({
  service,
  topology,
}: {
  readonly service: Service;
  readonly topology: Topology;
}) {
  const [joining, setJoining] = useState(false);
  const { refused, apply } = useApply();
  const current = modeChoiceOf(service);
  const shown: ModeChoice | null = joining ? 'joined' : current;
  const owners = [...topology.services.values()].filter(
    (other) => other.name !== service.name && other.mode.kind !== 'service' && other.mode.kind !== 'none',
  );

  function choose(choice: ModeChoice) {
    setJoining(choice === 'joined');
    if (choice === 'joined' || choice === current) return;
    apply(modeOperations(choice, service, topology), `Make ${service.name} ${choice}`);
  }

  function join(owner: string) {
    setJoining(false);
    apply(
      [{ type: 'mode', service: service.name, mode: { kind: 'service', of: owner } }],
      `Join ${service.name} to ${owner}`,
    );
  }

  return (
    <Section title="Isolation">
      <Segmented label="Container type" options={choices} value={shown} onChange={choose} />
      {(joining || current === 'joined') && (
        <Picker
          label="Container to join"
          prompt={owners.length === 0 ? 'No container to join' : 'Join to…'}
          options={owners.map(({ name }) => ({ value: name, label: name }))}
          onPick={join}
        />
      )}
      <p className="bh-dim">{modeText(service, topology)}</p>
      <RefusedNote reason={refused} />
    </Section>
  );
}

import { useState } from 'react';
import { joinedService, namespaceEnd, namespaceOwner } from '../../../../core/compose/network-namespaces.ts';
import type { Operation } from '../../../../core/compose/operations/operation.ts';
import type { Service, Topology } from '../../../../core/compose/topology.ts';
import { RefusedNote } from '../../../ui/refused-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Picker } from '../../../ui/select.tsx';
import { useApply } from '../../shared/apply.tsx';

const choices = [
  { value: 'closed', label: 'Closed', title: 'network_mode: none. No network at all' },
  { value: 'bridged', label: 'Bridged', title: 'On one or more networks' },
  {
    value: 'joined',
    label: 'Joined',
    title: 'network_mode: service:… Shares the network of another container',
  },
  { value: 'open', label: 'Open', title: 'network_mode: host. No isolation' },
] as const;

/** The section that chooses the container type: closed, bridged, joined or open. */
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

// The four container types: what a service is now, in words, and the operations that make it another.

type ModeChoice = 'closed' | 'bridged' | 'joined' | 'open';

/** Returns the current type of a service; null where it is unknown. */
function modeChoiceOf(service: Service): ModeChoice | null {
  switch (service.mode.kind) {
    case 'none':
      return 'closed';
    case 'networks':
    case 'bridge':
    case 'network':
      return 'bridged';
    case 'service':
    case 'container':
      return 'joined';
    case 'host':
      return 'open';
    case 'unknown':
      return null;
  }
}

/** Returns a sentence about the network mode of a service. */
export function modeText(service: Service, topology: Topology): string {
  const { mode } = service;
  switch (mode.kind) {
    case 'none':
      return 'No network: only its own loopback. Volumes and devices still work.';
    case 'host':
      return 'Uses the network of the host: every port it listens on is open there, and it reaches every bridge.';
    case 'bridge':
      return 'On Docker’s default bridge, with every container started without a network. Names do not resolve there.';
    case 'service':
      return `Shares address, ports and loopback of ${mode.of}.`;
    case 'container':
      return containerText(service, mode.of, topology);
    case 'network':
      return `On the Docker network ${mode.of}. Ports are published as on any network; Compose gives it no service name there.`;
    case 'unknown':
      return `network_mode: ${mode.raw} is unknown here, so nothing is predicted for it.`;
    case 'networks':
      return service.attachments.some(({ membership }) => membership === 'implicit-default')
        ? 'Lists no network, so Compose attaches it to the project’s default network.'
        : 'On its own networks, reached only from there and through published ports.';
  }
}

function containerText(service: Service, container: string, topology: Topology): string {
  const joined = joinedService(topology, service);
  if (joined !== null)
    return `Shares address, ports and loopback of ${joined.name}, whose container is ${container}.`;
  const place = namespaceEnd(topology, service);
  if (place.kind === 'foreign' && place.perhaps)
    return `Joined to the container ${container}. The file does not determine whether that is one of its own, so its callers are unknown.`;
  return `Joined to the container ${container}, which this file does not manage: who reaches it is unknown.`;
}

/** Returns the networks for a service that becomes bridged: those of the owner that it leaves, else the first declared network. */
function lanesFor(service: Service, topology: Topology): readonly string[] {
  const owner = namespaceOwner(topology, service);
  const owned = owner?.attachments.map(({ network }) => network) ?? [];
  if (owned.length > 0) return owned;
  const [first] = [...topology.networks.values()].filter(({ origin }) => origin === 'declared');
  return first === undefined ? [] : [first.name];
}

/** Returns the operations for closed, bridged and open; a joined service needs an owner, which is chosen separately. */
function modeOperations(
  choice: Exclude<ModeChoice, 'joined'>,
  service: Service,
  topology: Topology,
): readonly Operation[] {
  const { name } = service;
  switch (choice) {
    case 'closed':
      return [{ type: 'mode', service: name, mode: { kind: 'none' } }];
    case 'open':
      return [{ type: 'mode', service: name, mode: { kind: 'host' } }];
    case 'bridged': {
      const networks = lanesFor(service, topology);
      if (networks.length > 0) return [{ type: 'mode', service: name, mode: { kind: 'networks', networks } }];
      return [
        { type: 'add-network', network: 'front', internal: false },
        { type: 'mode', service: name, mode: { kind: 'networks', networks: ['front'] } },
      ];
    }
  }
}

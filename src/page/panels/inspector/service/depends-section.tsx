import type { Service, Topology } from '../../../../core/compose/topology.ts';
import { EntrySection } from '../entry-section.tsx';

interface DependsSectionProps {
  readonly service: Service;
  readonly topology: Topology;
}

/** The section of a service's dependencies. */
export function DependsSection({ service: { name, dependsOn }, topology }: DependsSectionProps) {
  const known = new Set([name, ...dependsOn.map(({ service }) => service)]);
  const others = [...topology.services.keys()].filter((other) => !known.has(other));
  return (
    <EntrySection
      title="Depends on"
      note={dependsOn.length}
      closed={dependsOn.length === 0}
      entries={dependsOn.map(({ service: target, condition }) => ({
        thing: { type: 'service', name: target },
        about: (
          <span className="bh-dim bh-grow">{condition.replace('service_', '').replaceAll('_', ' ')}</span>
        ),
        removeLabel: `No longer depend on ${target}`,
        remove: {
          operation: { type: 'undepends', service: name, target },
          label: `${name} no longer depends on ${target}`,
        },
      }))}
      add={{
        label: 'Service to wait for',
        prompt: 'Wait for…',
        none: 'No other service',
        options: others.map((other) => ({ value: other, label: other })),
        edit: (target) => ({
          operation: { type: 'depends', service: name, target },
          label: `${name} depends on ${target}`,
        }),
      }}
    />
  );
}

import type { ServiceFacts } from '../../core/analysis/reach-model.ts';
import type { Service } from '../../core/compose/topology.ts';
import { Section } from '../../ui/section.tsx';
import { PortRow } from './port-row.tsx';
import { PublishForm } from './publish-form.tsx';

interface PortsSectionProps {
  readonly service: Service;
  /** Null for a service that takes no part, such as one of an inactive profile. */
  readonly facts: ServiceFacts | null;
}

/** The way in: published ports, and a form for another one. */
export function PortsSection({ service, facts }: PortsSectionProps) {
  const rows = service.ports.flatMap((item) =>
    item.bindings.map((binding, at) => ({
      key: `${item.index}.${at}`,
      binding,
      reachedFrom:
        facts?.published.find(
          (published) =>
            published.service === service.name &&
            published.index === item.index &&
            published.containerPort === binding.containerPort,
        )?.reachableFrom ?? null,
    })),
  );
  const broken = service.ports.filter(({ problem }) => problem !== null);
  const inherited = facts?.published.filter((published) => published.service !== service.name) ?? [];

  return (
    <Section title="Ports" note={rows.length}>
      {rows.length > 0 && (
        <ul className="ports">
          {rows.map(({ key, binding, reachedFrom }) => (
            <PortRow key={key} service={service.name} binding={binding} reachedFrom={reachedFrom} />
          ))}
        </ul>
      )}
      {broken.map((item) => (
        <p key={item.index} className="refused">
          {item.raw}: {item.problem}
        </p>
      ))}
      {inherited.map((published) => (
        <p key={`${published.service} ${published.hostPort} ${published.containerPort}`} className="dim">
          {published.hostPort} → {published.containerPort}/{published.protocol}, published by{' '}
          {published.service}
        </p>
      ))}
      {service.expose.length > 0 && (
        <p className="dim">expose: {service.expose.join(', ')} (opens nothing by itself)</p>
      )}
      <PublishForm service={service.name} />
    </Section>
  );
}

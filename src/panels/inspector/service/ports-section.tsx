import type { ServiceFacts } from '../../../core/analysis/reach/reach-model.ts';
import type { Service } from '../../../core/compose/topology.ts';
import { Section } from '../../../ui/section.tsx';
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
  const broken = service.ports.filter(({ problem, unset }) => problem !== null && unset.length === 0);
  const unread = service.ports.filter(({ bindings, unset }) => bindings.length === 0 && unset.length > 0);
  const inherited = facts?.published.filter((published) => published.service !== service.name) ?? [];

  return (
    <Section
      title="Ports"
      note={unread.length === 0 ? rows.length : `${rows.length}, ${unread.length} not known`}
    >
      {rows.length > 0 && (
        <ul className="bh-ports">
          {rows.map(({ key, binding, reachedFrom }) => (
            <PortRow key={key} service={service.name} binding={binding} reachedFrom={reachedFrom} />
          ))}
        </ul>
      )}
      {broken.map((item) => (
        <p key={item.index} className="bh-refused">
          {item.raw}: {item.problem}
        </p>
      ))}
      {unread.map((item) => (
        <p key={item.index} className="bh-dim">
          {item.raw}: not known what it publishes, {item.unset.join(', ')}{' '}
          {item.unset.length === 1 ? 'is' : 'are'} not set
        </p>
      ))}
      {inherited.map((published) => (
        <p key={`${published.service} ${published.hostPort} ${published.containerPort}`} className="bh-dim">
          {published.hostPort} → {published.containerPort}/{published.protocol}, published by{' '}
          {published.service}
        </p>
      ))}
      {service.expose.length > 0 && (
        <p className="bh-dim">expose: {service.expose.join(', ')} (opens nothing by itself)</p>
      )}
      <PublishForm service={service.name} />
    </Section>
  );
}

import { X } from 'lucide-react';
import type { Service, Topology } from '../../../../core/compose/topology.ts';
import { uiStore } from '../../../state/page-stores.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Picker } from '../../../ui/select.tsx';
import { RefusedNote, useApply } from '../../shared/apply.tsx';

/** What a service waits for. */
export function DependsSection({
  service,
  topology,
}: {
  readonly service: Service;
  readonly topology: Topology;
}) {
  const { refused, apply } = useApply();
  const { name, dependsOn } = service;
  const has = new Set(dependsOn.map((dependency) => dependency.service));
  const others = [...topology.services.keys()].filter((other) => other !== name && !has.has(other));

  return (
    <Section title="Depends on" note={dependsOn.length} closed={dependsOn.length === 0}>
      <ul>
        {dependsOn.map((dependency) => (
          <li key={dependency.service} className="bh-entry">
            <button
              type="button"
              className="bh-link-strong"
              onClick={() => uiStore.getState().focus({ type: 'service', name: dependency.service })}
            >
              {dependency.service}
            </button>
            <span className="bh-dim bh-grow">
              {dependency.condition.replace('service_', '').replaceAll('_', ' ')}
            </span>
            <IconButton
              className="bh-icon-button-small"
              label={`No longer depend on ${dependency.service}`}
              icon={<X size={13} />}
              onClick={() =>
                apply(
                  [{ type: 'undepends', service: name, target: dependency.service }],
                  `${name} no longer depends on ${dependency.service}`,
                )
              }
            />
          </li>
        ))}
      </ul>
      <Picker
        label="Service to wait for"
        prompt={others.length === 0 ? 'No other service' : 'Wait for…'}
        options={others.map((other) => ({ value: other, label: other }))}
        onPick={(target) =>
          apply([{ type: 'depends', service: name, target }], `${name} depends on ${target}`)
        }
      />
      <RefusedNote reason={refused} />
    </Section>
  );
}

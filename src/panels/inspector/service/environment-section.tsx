import { X } from 'lucide-react';
import type { Service } from '../../../core/compose/topology.ts';
import { CommitField } from '../../../ui/commit-field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { AddField } from '../../shared/add-field.tsx';
import { applyOperations } from '../../shared/apply-operations.ts';
import { type RawVariable, rawEnvironment } from './raw-values.ts';

function VariableRow({ service, variable }: { readonly service: string; readonly variable: RawVariable }) {
  const { key, value } = variable;
  return (
    <li className="bh-variable">
      <code className="bh-truncate" title={key}>
        {key}
      </code>
      <CommitField
        label={`Value of ${key}`}
        hideLabel
        value={value ?? ''}
        placeholder={value === null ? 'from the shell' : 'empty'}
        onCommit={(text) =>
          applyOperations([{ type: 'env', service, key, value: text }], `Set ${key} of ${service}`)
        }
      />
      <IconButton
        className="bh-icon-button-small"
        label={`Remove ${key}`}
        icon={<X size={13} />}
        onClick={() =>
          applyOperations(
            [{ type: 'unset', service, key: 'environment', item: key }],
            `Remove ${key} of ${service}`,
          )
        }
      />
    </li>
  );
}

/** The environment as written, variables unresolved; add, change and remove entries. */
export function EnvironmentSection({ service }: { readonly service: Service }) {
  const variables = rawEnvironment(service.tree);

  function add(entry: string): string | null {
    const equals = entry.indexOf('=');
    if (equals < 1) return 'Write NAME=value.';
    const key = entry.slice(0, equals);
    return applyOperations(
      [{ type: 'env', service: service.name, key, value: entry.slice(equals + 1) }],
      `Set ${key} of ${service.name}`,
    );
  }

  return (
    <Section title="Environment" note={variables.length} closed={variables.length === 0}>
      {variables.length > 0 && (
        <ul className="bh-variables">
          {variables.map((variable) => (
            <VariableRow key={variable.key} service={service.name} variable={variable} />
          ))}
        </ul>
      )}
      <AddField form={`variable ${service.name}`} label="New variable" placeholder="NAME=value" onAdd={add} />
    </Section>
  );
}

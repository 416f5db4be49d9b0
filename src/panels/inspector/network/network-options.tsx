import type { Network } from '../../../core/compose/topology.ts';
import { CommitField } from '../../../ui/commit-field.tsx';
import { Section } from '../../../ui/section.tsx';
import { AddField } from '../../shared/add-field.tsx';
import { applyOperations } from '../../shared/apply-operations.ts';

/** Docker name, driver, subnets and driver options, plainly. */
export function NetworkOptions({ network }: { readonly network: Network }) {
  const { name, driverOpts } = network;
  const editable = network.origin === 'declared' && network.external !== true;

  function setOption(key: string, value: string): string | null {
    return applyOperations([{ type: 'driver-opt', network: name, key, value }], `Option ${key} of ${name}`);
  }

  function add(entry: string): string | null {
    const equals = entry.indexOf('=');
    if (equals < 1) return 'Write option=value.';
    return setOption(entry.slice(0, equals), entry.slice(equals + 1));
  }

  return (
    <Section title="Options" note={driverOpts.size > 0 ? driverOpts.size : undefined}>
      <dl className="bh-facts">
        <dt>Name in Docker</dt>
        <dd>{network.dockerName ?? `<project>_${name}`}</dd>
        <dt>Driver</dt>
        <dd>{network.driver}</dd>
        {network.subnets.map(({ subnet, gateway }) => (
          <div key={`${subnet} ${gateway}`} className="bh-facts-row">
            <dt>Subnet</dt>
            <dd>{[subnet, gateway].filter((part) => part !== null).join(', gateway ')}</dd>
          </div>
        ))}
      </dl>
      {network.ignoredKeys.length > 0 && (
        <p className="bh-refused">No effect on an external network: {network.ignoredKeys.join(', ')}.</p>
      )}
      {[...driverOpts].map(([key, value]) => (
        <CommitField
          key={key}
          label={key}
          value={value}
          disabled={!editable}
          onCommit={(text) => setOption(key, text)}
        />
      ))}
      {editable && (
        <AddField form={`option ${name}`} label="New driver option" placeholder="option=value" onAdd={add} />
      )}
    </Section>
  );
}

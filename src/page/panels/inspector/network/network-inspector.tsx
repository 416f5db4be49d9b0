import { useState } from 'react';
import { dockerNameToKeep } from '../../../../core/compose/docker-name-of.ts';
import type { Operation } from '../../../../core/compose/operations/operation.ts';
import type { Network } from '../../../../core/compose/topology.ts';
import type { ShownProject } from '../../../state/session/use-project.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { CommitField } from '../../../ui/commit-field.tsx';
import { Section } from '../../../ui/section.tsx';
import { AddField } from '../../shared/add-field.tsx';
import { applyOperations, useApply } from '../../shared/apply.tsx';
import { Facts } from '../../shared/facts.tsx';
import { LineLink } from '../../shared/line-link.tsx';
import { PreviewButton } from '../../shared/preview-button.tsx';
import { EntrySection } from '../entry-section.tsx';
import { ThingHead } from '../thing-head.tsx';

function kindText({ origin, external, internal, driver, undecided = [] }: Network): string {
  if (undecided.includes('key'))
    return 'A service refers to it by a variable that is not set, so the network is unknown.';
  if (origin === 'implicit')
    return 'The project’s default network: not in the file, used by services that name none.';
  if (origin === 'undeclared')
    return 'Used by a service, but not declared. Add the file that declares it, or add the network.';
  if (origin === 'by-mode')
    return 'Not in this file: a network_mode refers to it by its Docker name. It must exist already, and its other members are unknown.';
  if (external === true) return 'External: created outside this file, so its other members are unknown.';
  if (external === 'unknown' || internal === 'unknown' || undecided.length > 0)
    return 'Its kind depends on a variable that is not set: its way out and its published ports are unknown.';
  if (internal === true) return `${driver}, internal: no way out, and ports published on it do not answer.`;
  return `${driver}: has a way out, and ports can be published.`;
}

/** The inspector of a network, with its editable properties. */
export function NetworkInspector({
  network,
  picture,
}: {
  readonly network: Network;
  readonly picture: ShownProject;
}) {
  const applying = useApply();
  const { apply } = applying;
  const { name } = network;
  const dockerName = dockerNameToKeep(picture.analysis.topology, network);
  // The network whose name in Docker is to be kept; for another network the box starts unticked.
  const [keeps, setKeeps] = useState<string | null>(null);
  const keepName = dockerName !== null && keeps === name;
  const declared = network.origin === 'declared';
  const internal = network.internal === true;
  const toggle: readonly Operation[] = [{ type: 'internal', network: name, internal: !internal }];

  return (
    <>
      <ThingHead
        label="Network name"
        name={name}
        disabled={picture.stale || !declared}
        operation={(to) => ({ type: 'rename-network', network: name, to, keepName })}
        selected={(to) => ({ type: 'network', name: to })}
        applying={applying}
        removeLabel={`Remove the network ${name}`}
        remove={{
          operation: { type: 'remove-network', network: name, soleMembers: null },
          label: `Remove the network ${name}`,
        }}
        about={
          <>
            {kindText(network)} {declared && <LineLink path={['networks', name]} />}
          </>
        }
      >
        {dockerName !== null && (
          <KeepDockerName
            dockerName={dockerName}
            checked={keepName}
            disabled={picture.stale}
            onChange={(checked) => setKeeps(checked ? name : null)}
          />
        )}
      </ThingHead>
      <fieldset disabled={picture.stale} className="bh-inspector-sections">
        <legend className="bh-visually-hidden">{name}</legend>
        {declared && network.external !== true && (
          <Section title="Isolation">
            <PreviewButton
              operations={toggle}
              onApply={() =>
                apply(toggle, internal ? `Open the network ${name}` : `Make the network ${name} internal`)
              }
            >
              {internal ? 'Give it a way out' : 'Make it internal: no way out'}
            </PreviewButton>
          </Section>
        )}
        {network.origin === 'undeclared' && network.undecided === undefined && (
          <Section title="Declaration">
            <PreviewButton
              operations={[{ type: 'add-network', network: name, internal: false }]}
              onApply={() =>
                apply(
                  [{ type: 'add-network', network: name, internal: false }],
                  `Declare the network ${name}`,
                )
              }
            >
              Declare {name} in this file
            </PreviewButton>
          </Section>
        )}
        <NetworkMembers network={name} picture={picture} />
        <NetworkOptions network={network} />
      </fieldset>
    </>
  );
}

/** The members of a network, which can be detached, and a picker to attach another service. */
function NetworkMembers({ network, picture }: { readonly network: string; readonly picture: ShownProject }) {
  const services = [...picture.analysis.topology.services.values()];
  const { facts } = picture.analysis.reach;
  const members = services.flatMap(({ name, attachments }) => {
    const attachment = attachments.find((each) => each.network === network);
    return attachment === undefined ? [] : [{ name, aliases: attachment.aliases }];
  });
  const active = members.filter(({ name }) => facts.has(name)).length;
  const names = new Set(members.map(({ name }) => name));
  const others = services.filter(({ name, mode }) => !names.has(name) && mode.kind === 'networks');
  return (
    <EntrySection
      title="Members"
      note={active === members.length ? active : `${active}, ${members.length - active} inactive`}
      entries={members.map(({ name, aliases }) => ({
        thing: { type: 'service', name },
        about: (
          <span className="bh-dim bh-grow bh-truncate">
            {[
              ...(facts.has(name) ? [] : ['inactive']),
              ...(aliases.length > 0 ? [`also ${aliases.join(', ')}`] : []),
            ].join(', ')}
          </span>
        ),
        removeLabel: `Detach ${name} from ${network}`,
        remove: {
          operation: { type: 'detach', service: name, network, last: null },
          label: `Detach ${name} from ${network}`,
        },
      }))}
      add={{
        label: 'Service to connect',
        prompt: 'Connect a service…',
        none: 'No other service',
        options: others.map(({ name }) => ({ value: name, label: name })),
        edit: (service) => ({
          operation: { type: 'attach', service, network },
          label: `Connect ${service} to ${network}`,
        }),
      }}
    />
  );
}

/** The Docker name, driver, subnets and driver options of a network. */
function NetworkOptions({ network }: { readonly network: Network }) {
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
      <Facts
        rows={[
          { name: 'Docker name', value: network.dockerName ?? `<project>_${name}` },
          { name: 'Driver', value: network.driver },
          ...network.subnets.map(({ subnet, gateway }) => ({
            key: `${subnet} ${gateway}`,
            name: 'Subnet',
            value: [subnet, gateway].filter((part) => part !== null).join(', gateway '),
          })),
        ]}
      />
      {network.ignoredKeys.length > 0 && (
        <p className="bh-notice bh-err">
          No effect on an external network: {network.ignoredKeys.join(', ')}.
        </p>
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

interface KeepDockerNameProps {
  /** The Docker name that a rename would change. */
  readonly dockerName: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A check box beside the name of a network: a rename keeps the Docker name, so that Docker keeps the network. */
export function KeepDockerName({ dockerName, checked, disabled, onChange }: KeepDockerNameProps) {
  return (
    <div className="bh-rename-hint">
      <Checkbox
        label={`When renaming, keep the Docker name ${dockerName}`}
        hint="Otherwise the next up creates a second network."
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
    </div>
  );
}

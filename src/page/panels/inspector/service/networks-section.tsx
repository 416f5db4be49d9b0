import { X } from 'lucide-react';
import type { Attachment, Service, Topology } from '../../../../core/compose/topology.ts';
import { uiStore } from '../../../state/page-stores.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Picker } from '../../../ui/select.tsx';
import { AddField } from '../../shared/add-field.tsx';
import { applyOperations, RefusedNote, useApply } from '../../shared/apply.tsx';

const membershipText: { readonly [kind in Attachment['membership']]: string } = {
  declared: '',
  'implicit-default': 'not said in the file',
  merged: 'by a merge key',
  aliased: 'by a YAML alias',
};

interface MembershipProps {
  readonly service: string;
  readonly attachment: Attachment;
  readonly internal: boolean;
  readonly onDetach: () => void;
}

function MembershipRow({ service, attachment, internal, onDetach }: MembershipProps) {
  const { network, aliases, membership, ipv4 } = attachment;

  function removeAlias(alias: string) {
    applyOperations([{ type: 'unalias', service, network, alias }], `Remove the alias ${alias}`);
  }

  function addAlias(alias: string): string | null {
    return applyOperations([{ type: 'alias', service, network, alias }], `Add the alias ${alias}`);
  }

  return (
    <li className="bh-membership bh-box">
      <div className="bh-entry">
        <button
          type="button"
          className="bh-link-strong"
          onClick={() => uiStore.getState().focus({ type: 'network', name: network })}
        >
          {network}
        </button>
        <span className="bh-dim bh-grow">
          {internal ? 'internal ' : ''}
          {membershipText[membership]} {ipv4 ?? ''}
        </span>
        <IconButton
          className="bh-icon-button-small"
          label={`Detach ${service} from ${network}`}
          icon={<X size={13} />}
          onClick={onDetach}
        />
      </div>
      <div className="bh-cluster bh-gap-1">
        {aliases.map((alias) => (
          <span key={alias} className="bh-pill">
            {alias}
            <IconButton
              className="bh-pill-remove"
              label={`Remove the alias ${alias} on ${network}`}
              icon={<X size={11} />}
              onClick={() => removeAlias(alias)}
            />
          </span>
        ))}
      </div>
      <AddField
        form={`alias ${service} ${network}`}
        label={`New alias on ${network}`}
        placeholder="store"
        onAdd={addAlias}
      />
    </li>
  );
}

/** The networks of a service with its names on each; attach, detach, add and remove aliases. */
export function NetworksSection({
  service,
  topology,
}: {
  readonly service: Service;
  readonly topology: Topology;
}) {
  const { refused, apply } = useApply();
  const { name, attachments } = service;
  const joined = new Set(attachments.map(({ network }) => network));
  const others = [...topology.networks.values()].filter(
    (network) => !joined.has(network.name) && network.origin === 'declared',
  );

  return (
    <Section title="Networks" note={attachments.length}>
      <ul className="bh-grid bh-gap-1-5">
        {attachments.map((attachment) => (
          <MembershipRow
            key={attachment.network}
            service={name}
            attachment={attachment}
            internal={topology.networks.get(attachment.network)?.internal === true}
            onDetach={() =>
              apply(
                [{ type: 'detach', service: name, network: attachment.network, last: null }],
                `Detach ${name} from ${attachment.network}`,
              )
            }
          />
        ))}
      </ul>
      <Picker
        label="Connect to a network"
        prompt={others.length === 0 ? 'No other network' : 'Connect to…'}
        options={others.map((network) => ({
          value: network.name,
          label: network.internal === true ? `${network.name} (internal)` : network.name,
        }))}
        onPick={(network) =>
          apply([{ type: 'attach', service: name, network }], `Connect ${name} to ${network}`)
        }
      />
      <RefusedNote reason={refused} />
    </Section>
  );
}

import { X } from 'lucide-react';
import type { Attachment, Service, Topology } from '../../../../core/compose/topology.ts';
import { IconButton } from '../../../ui/button.tsx';
import { AddField } from '../../shared/add-field.tsx';
import { applyOperations } from '../../shared/apply.tsx';
import { EntrySection } from '../entry-section.tsx';

const membershipText: { readonly [kind in Attachment['membership']]: string } = {
  declared: '',
  'implicit-default': 'implicit',
  merged: 'by a merge key',
  aliased: 'by a YAML alias',
};

/** The aliases of a service on one network, with fields to add and remove them. */
function Aliases({ service, attachment }: { readonly service: string; readonly attachment: Attachment }) {
  const { network, aliases } = attachment;
  return (
    <>
      <div className="bh-cluster bh-gap-1">
        {aliases.map((alias) => (
          <span key={alias} className="bh-badge">
            {alias}
            <IconButton
              className="bh-pill-remove"
              label={`Remove the alias ${alias} on ${network}`}
              icon={<X size={11} />}
              onClick={() =>
                applyOperations([{ type: 'unalias', service, network, alias }], `Remove the alias ${alias}`)
              }
            />
          </span>
        ))}
      </div>
      <AddField
        form={`alias ${service} ${network}`}
        label={`New alias on ${network}`}
        placeholder="store"
        onAdd={(alias) =>
          applyOperations([{ type: 'alias', service, network, alias }], `Add the alias ${alias}`)
        }
      />
    </>
  );
}

interface NetworksSectionProps {
  readonly service: Service;
  readonly topology: Topology;
}

/** The section of a service's networks and its aliases on each. */
export function NetworksSection({ service: { name, attachments }, topology }: NetworksSectionProps) {
  const joined = new Set(attachments.map(({ network }) => network));
  const others = [...topology.networks.values()].filter(
    (network) => !joined.has(network.name) && network.origin === 'declared',
  );
  return (
    <EntrySection
      title="Networks"
      note={attachments.length}
      entries={attachments.map((attachment) => {
        const { network, membership, ipv4 } = attachment;
        const internal = topology.networks.get(network)?.internal === true;
        return {
          thing: { type: 'network', name: network },
          about: (
            <span className="bh-dim bh-grow">
              {internal ? 'internal ' : ''}
              {membershipText[membership]} {ipv4 ?? ''}
            </span>
          ),
          removeLabel: `Detach ${name} from ${network}`,
          remove: {
            operation: { type: 'detach', service: name, network, last: null },
            label: `Detach ${name} from ${network}`,
          },
          more: <Aliases service={name} attachment={attachment} />,
        };
      })}
      add={{
        label: 'Connect to a network',
        prompt: 'Connect to…',
        none: 'No other network',
        options: others.map(({ name: network, internal }) => ({
          value: network,
          label: internal === true ? `${network} (internal)` : network,
        })),
        edit: (network) => ({
          operation: { type: 'attach', service: name, network },
          label: `Connect ${name} to ${network}`,
        }),
      }}
    />
  );
}

import { X } from 'lucide-react';
import { uiStore } from '../../../state/page-stores.ts';
import type { ShownProject } from '../../../state/session/use-project.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Picker } from '../../../ui/picker.tsx';
import { Section } from '../../../ui/section.tsx';
import { RefusedNote } from '../../shared/refused-note.tsx';
import { useApply } from '../../shared/use-apply.ts';

/** Who is on a network; take one off, put another one on. */
export function NetworkMembers({
  network,
  picture,
}: {
  readonly network: string;
  readonly picture: ShownProject;
}) {
  const { refused, apply } = useApply();
  const services = [...picture.analysis.topology.services.values()];
  const members = services.filter(({ attachments }) =>
    attachments.some((attachment) => attachment.network === network),
  );
  const names = new Set(members.map(({ name }) => name));
  const others = services.filter(({ name, mode }) => !names.has(name) && mode.kind === 'networks');

  return (
    <Section title="Members" note={members.length}>
      <ul>
        {members.map(({ name, attachments }) => {
          const aliases = attachments.find((attachment) => attachment.network === network)?.aliases ?? [];
          return (
            <li key={name} className="bh-row">
              <button
                type="button"
                className="bh-link-strong"
                onClick={() => uiStore.getState().focus({ type: 'service', name })}
              >
                {name}
              </button>
              <span className="bh-dim bh-row-fill bh-truncate">
                {aliases.length > 0 && `also ${aliases.join(', ')}`}
              </span>
              <IconButton
                className="bh-icon-button-small"
                label={`Detach ${name} from ${network}`}
                icon={<X size={13} />}
                onClick={() =>
                  apply(
                    [{ type: 'detach', service: name, network, last: null }],
                    `Detach ${name} from ${network}`,
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      <Picker
        label="Service to connect"
        prompt={others.length === 0 ? 'No other service' : 'Connect a service…'}
        options={others.map(({ name }) => ({ value: name, label: name }))}
        onPick={(service) =>
          apply([{ type: 'attach', service, network }], `Connect ${service} to ${network}`)
        }
      />
      <RefusedNote reason={refused} />
    </Section>
  );
}

import { useState } from 'react';
import { type Capability, capabilities } from '../../../core/compose/project/read/capability-names.ts';
import {
  effectiveCapabilities,
  mayHaveMore,
} from '../../../core/compose/project/read/effective-capabilities.ts';
import type { Service } from '../../../core/compose/topology.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Section } from '../../../ui/section.tsx';
import { RefusedNote } from '../../shared/refused-note.tsx';
import { useApply } from '../../shared/use-apply.ts';
import { capabilityOperations, dropAllOperations, dropsAll } from './capability-state.ts';
import { lowPortTruth } from './low-port-truth.ts';

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

/** All 41 capabilities, Docker's defaults marked; in the short list only what is given or can be given up. */
export function CapabilitiesSection({ service }: { readonly service: Service }) {
  const [all, setAll] = useState(false);
  const { refused, apply } = useApply();
  const { bounding, effective, unknown } = effectiveCapabilities(service);
  const more = mayHaveMore(service);
  const holds = new Set(bounding);
  const dropped = dropsAll(service);
  const privileged = service.privileged === true;
  const shown = all
    ? capabilities
    : capabilities.filter(({ name, byDefault }) => holds.has(name) || (byDefault && !dropped));

  function toggle({ name }: Capability, give: boolean) {
    apply(
      capabilityOperations(service, name, give),
      `${give ? 'Give' : 'Take'} ${name} ${give ? 'to' : 'from'} ${service.name}`,
    );
  }

  return (
    <Section
      title="Capabilities"
      note={`${dropped ? `dropped all, ${holds.size} added` : `${holds.size} of 41`}${more ? ', perhaps more' : ''}`}
      closed
    >
      {more && (
        <p className="dim">
          Whether it has more is not known: {service.privileged === 'unknown' ? 'privileged' : 'cap_add'}{' '}
          hangs on a variable that is not set.
        </p>
      )}
      {privileged && (
        <p className="refused">
          privileged: true gives all 41 and every device; cap_drop and cap_add are ignored until it goes.
        </p>
      )}
      {effective.length < bounding.length && (
        <p className="dim">
          Runs as {service.user}: its process starts with none of them; only marked program files can gain
          one.
        </p>
      )}
      {unknown.length > 0 && <p className="refused">Docker knows no capability {unknown.join(', ')}.</p>}
      <Checkbox
        label={<strong>Drop all, then opt in</strong>}
        hint="Most programs need none. Docker gives 14 where nothing is said."
        checked={dropped}
        disabled={privileged}
        onChange={(on) =>
          apply(
            dropAllOperations(service, on),
            on ? `Drop all capabilities of ${service.name}` : `Give ${service.name} the default capabilities`,
          )
        }
      />
      <ul className="capabilities">
        {shown.map((info) => (
          <li key={info.name}>
            <Checkbox
              label={
                <>
                  <code>{info.name}</code> {info.byDefault && <span className="cap-default">default</span>}
                </>
              }
              hint={
                info.name === 'NET_BIND_SERVICE'
                  ? `${sentence(info.summary)} ${lowPortTruth(service, holds.has(info.name))}`
                  : sentence(info.summary)
              }
              checked={holds.has(info.name)}
              disabled={privileged}
              onChange={(give) => toggle(info, give)}
            />
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        className="button-small self-start"
        onClick={() => setAll(!all)}
        aria-expanded={all}
      >
        {all ? 'Show fewer' : `Show all 41`}
      </Button>
      <RefusedNote reason={refused} />
    </Section>
  );
}

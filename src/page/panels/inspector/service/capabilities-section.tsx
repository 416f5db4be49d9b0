import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react';
import {
  type Capability,
  capabilities,
  effectiveCapabilities,
  mayHaveMore,
} from '../../../../core/compose/project/read/capabilities.ts';
import type { Service } from '../../../../core/compose/topology.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { RefusedNote } from '../../../ui/refused-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { useApply } from '../../shared/apply.tsx';
import {
  capabilityOperations,
  dropAllOperations,
  dropsAll,
  giveBackOperations,
  usualCapabilities,
} from './capability-state.ts';

const sysctl = 'net.ipv4.ip_unprivileged_port_start';

function isRoot(user: string | null): boolean {
  const name = (user ?? '').split(':')[0];
  return name === '' || name === 'root' || name === '0';
}

/** Returns a sentence about the use of NET_BIND_SERVICE in this network mode, on Docker Engine 20.10 and later (rule B). */
export function lowPortTruth(service: Service, holds: boolean): string {
  if (service.mode.kind === 'host') {
    if (!isRoot(service.user))
      return 'On the host network a user other than root cannot listen below 1024, with or without it.';
    return holds
      ? 'On the host network root needs it to listen below 1024, and has it.'
      : 'On the host network root cannot listen below 1024 without it.';
  }
  if (service.mode.kind === 'none') return 'Not needed: nothing can connect to a closed container.';
  const start = service.sysctls.find(({ key }) => key === sysctl)?.value;
  if (start !== undefined && start !== null && start !== '0') {
    return `${sysctl} is set to ${start} here, so lower ports need it.`;
  }
  if (service.mode.kind === 'service' || service.mode.kind === 'container') {
    return 'Not needed here unless the owner is on the host network: Docker lets any user listen on any port.';
  }
  return 'Not needed here: in its own network Docker lets any user listen on any port. A program file marked with it still needs it.';
}

/** The capabilities that the image usually needs, with a button that drops all others. */
function UsuallyBack({ service, holds }: { readonly service: Service; readonly holds: ReadonlySet<string> }) {
  const { refused, apply } = useApply();
  const usual = usualCapabilities(service);
  const image = service.image?.replace(/^.*\//, '').replace(/[:@].*$/, '') ?? 'this image';
  if (usual === null)
    return (
      <p className="bh-dim">
        The catalogue does not know the capabilities that {image} needs: drop all, start it, and add those
        that its log asks for.
      </p>
    );
  if (usual.length === 0)
    return <p className="bh-dim">It does not start as root, so it usually needs none.</p>;
  const dropped = dropsAll(service);
  const complete = dropped && usual.every((name) => holds.has(name));
  return (
    <>
      <p className="bh-dim">
        Started as root, {image} usually needs: <span className="bh-ink bh-strong">{usual.join(', ')}</span>.
      </p>
      {!complete && (
        <Button
          small
          className="bh-self-start"
          disabled={service.privileged === true}
          onClick={() =>
            apply(
              giveBackOperations(service, usual),
              `Drop all capabilities of ${service.name} but ${usual.join(', ')}`,
            )
          }
        >
          {dropped ? 'Add these' : 'Drop all but these'}
        </Button>
      )}
      <RefusedNote reason={refused} />
    </>
  );
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

interface CapabilityBoxProps {
  readonly info: Capability;
  /** The use of the capability in this service. */
  readonly truth: string | undefined;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onToggle: (info: Capability, give: boolean) => void;
}

const CapabilityBox = memo(function CapabilityBox({
  info,
  truth,
  checked,
  disabled,
  onToggle,
}: CapabilityBoxProps) {
  const { name, byDefault, summary } = info;
  return (
    <Checkbox
      label={
        <>
          <code>{name}</code> {byDefault && <span className="bh-badge">default</span>}
        </>
      }
      hint={truth === undefined ? sentence(summary) : `${sentence(summary)} ${truth}`}
      checked={checked}
      disabled={disabled}
      onChange={(give) => onToggle(info, give)}
    />
  );
});

/**
 * The section of capabilities. Its short list has those that are held or can be dropped; the long list has all 41, with Docker's defaults
 * marked.
 */
export function CapabilitiesSection({ service }: { readonly service: Service }) {
  const [all, setAll] = useState(false);
  const { refused, apply } = useApply();
  const { bounding, effective, unknown } = effectiveCapabilities(service);
  const more = mayHaveMore(service);
  const holds = new Set(bounding);
  const dropped = dropsAll(service);
  const privileged = service.privileged === true;
  // Of what was dropped, the short list goes on offering what people ask for next.
  const offered = new Set([...(usualCapabilities(service) ?? []), 'NET_BIND_SERVICE']);
  const shown = all
    ? capabilities
    : capabilities.filter(
        ({ name, byDefault }) => holds.has(name) || (dropped ? offered.has(name) : byDefault),
      );

  function toggle({ name }: Capability, give: boolean) {
    apply(
      capabilityOperations(service, name, give),
      `${give ? 'Give' : 'Take'} ${name} ${give ? 'to' : 'from'} ${service.name}`,
    );
  }
  // The boxes get one function for good: of many a press changes one.
  const latest = useRef(toggle);
  useLayoutEffect(() => {
    latest.current = toggle;
  });
  const onToggle = useCallback((info: Capability, give: boolean) => latest.current(info, give), []);

  return (
    <Section
      title="Capabilities"
      note={`${dropped ? `dropped all, ${holds.size} added` : `${holds.size} of 41`}${more ? ', perhaps more' : ''}`}
      closed
    >
      {more && (
        <p className="bh-dim">
          It may have more: {service.privileged === 'unknown' ? 'privileged' : 'cap_add'} depends on a
          variable that is not set.
        </p>
      )}
      {privileged && (
        <p className="bh-notice bh-err">
          privileged: true gives all 41 and every device; cap_drop and cap_add are ignored until it is
          removed.
        </p>
      )}
      {effective.length < bounding.length && (
        <p className="bh-dim">
          Runs as {service.user}: its process starts with none of them; only marked program files can gain
          one.
        </p>
      )}
      {unknown.length > 0 && (
        <p className="bh-notice bh-err">Docker knows no capability {unknown.join(', ')}.</p>
      )}
      <Checkbox
        label={<strong>Drop all, then opt in</strong>}
        hint="Most programs need none. By default Docker grants 14."
        checked={dropped}
        disabled={privileged}
        onChange={(on) =>
          apply(
            dropAllOperations(service, on),
            on ? `Drop all capabilities of ${service.name}` : `Give ${service.name} the default capabilities`,
          )
        }
      />
      {!privileged && <UsuallyBack service={service} holds={holds} />}
      <ul className="bh-grid bh-gap-2">
        {shown.map((info) => (
          <li key={info.name}>
            <CapabilityBox
              info={info}
              truth={
                info.name === 'NET_BIND_SERVICE' ? lowPortTruth(service, holds.has(info.name)) : undefined
              }
              checked={holds.has(info.name)}
              disabled={privileged}
              onToggle={onToggle}
            />
          </li>
        ))}
      </ul>
      <Button look="quiet" small className="bh-self-start" onClick={() => setAll(!all)} aria-expanded={all}>
        {all ? 'Show fewer' : `Show all 41`}
      </Button>
      <RefusedNote reason={refused} />
    </Section>
  );
}

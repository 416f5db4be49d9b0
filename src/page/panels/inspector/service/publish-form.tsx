import { Plus } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useRef } from 'react';
import type { PortSpec } from '../../../../core/compose/operations/steps/port-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, SelectField } from '../../../ui/field.tsx';
import { RefusedNote } from '../../../ui/refused-note.tsx';
import { useTyped } from '../../shared/add-field.tsx';
import { NotAdded, useApply } from '../../shared/apply.tsx';

const protocols = ['tcp', 'udp', 'sctp'] as const;

const addresses = [
  { value: '', label: 'All interfaces' },
  { value: '127.0.0.1', label: 'Loopback' },
];

/** A form that publishes a port. Values that were typed and not published stay, and are marked. */
export function PublishForm({ service }: { readonly service: string }) {
  const container = useRef<HTMLInputElement>(null);
  const host = useRef<HTMLInputElement>(null);
  const [hostPort, typeHost] = useTyped(`publish ${service} host`);
  const [containerPort, typeContainer] = useTyped(`publish ${service} container`);
  const [wire, choose] = useTyped(`publish ${service} protocol`);
  const [hostIp, bind] = useTyped(`publish ${service} address`);
  const protocol = protocols.find((each) => each === wire) ?? 'tcp';
  const { refused, apply } = useApply();
  const pending = hostPort !== '' || containerPort !== '';

  function empty() {
    for (const clear of [typeHost, typeContainer, choose, bind]) clear('');
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    // The one thing that cannot be left out.
    if (containerPort === '') return container.current?.focus();
    const port: PortSpec = { hostIp, hostPort, containerPort, protocol };
    const words = `${hostPort === '' ? 'any port' : hostPort} → ${containerPort}`;
    if (!apply([{ type: 'publish', service, port }], `Publish ${words} of ${service}`)) return;
    empty();
    host.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !pending) return;
    event.stopPropagation();
    empty();
  }

  return (
    <form
      className="bh-publish bh-grid bh-gap-1-5"
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label="Publish a port"
      data-pending={pending ? '' : undefined}
    >
      <Field label="Host port">
        {(id) => (
          <input
            ref={host}
            id={id}
            className="bh-input"
            data-start=""
            placeholder="443"
            inputMode="numeric"
            value={hostPort}
            onChange={(event) => typeHost(event.target.value.trim())}
          />
        )}
      </Field>
      <span className="bh-publish-arrow" aria-hidden="true">
        →
      </span>
      <Field label="Container port">
        {(id) => (
          <input
            ref={container}
            id={id}
            className="bh-input"
            placeholder="9586"
            inputMode="numeric"
            value={containerPort}
            onChange={(event) => typeContainer(event.target.value.trim())}
          />
        )}
      </Field>
      <SelectField
        label="Protocol"
        options={protocols.map((each) => ({ value: each, label: each }))}
        value={protocol}
        onChange={choose}
      />
      <SelectField
        label="Host address"
        fieldClass="bh-publish-address"
        options={addresses}
        value={hostIp}
        onChange={bind}
      />
      <Button type="submit" small icon={<Plus size={13} aria-hidden="true" />}>
        Publish
      </Button>
      {pending && refused === null && <NotAdded />}
      <RefusedNote reason={refused} />
    </form>
  );
}

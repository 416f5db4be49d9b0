import { Plus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { PortSpec } from '../../../core/compose/operations/port/port-text.ts';
import { Button } from '../../../ui/button.tsx';
import { RefusedNote } from '../../shared/refused-note.tsx';
import { useApply } from '../../shared/use-apply.ts';

const empty: PortSpec = { hostIp: '', hostPort: '', containerPort: '', protocol: 'tcp' };

/** Publishes a port: host address, host port, container port, protocol. */
export function PublishForm({ service }: { readonly service: string }) {
  const id = useId();
  const [port, setPort] = useState<PortSpec>(empty);
  const { refused, apply } = useApply();

  function submit(event: FormEvent) {
    event.preventDefault();
    const words = `${port.hostPort === '' ? 'any port' : port.hostPort} → ${port.containerPort}`;
    if (apply([{ type: 'publish', service, port }], `Publish ${words} of ${service}`)) setPort(empty);
  }

  return (
    <form className="publish" onSubmit={submit} aria-label="Publish a port">
      <label className="visually-hidden" htmlFor={`${id}-host`}>
        Host port
      </label>
      <input
        id={`${id}-host`}
        className="input"
        placeholder="443"
        inputMode="numeric"
        value={port.hostPort}
        onChange={(event) => setPort({ ...port, hostPort: event.target.value.trim() })}
      />
      <span aria-hidden="true">→</span>
      <label className="visually-hidden" htmlFor={`${id}-container`}>
        Container port
      </label>
      <input
        id={`${id}-container`}
        className="input"
        placeholder="9586"
        inputMode="numeric"
        value={port.containerPort}
        onChange={(event) => setPort({ ...port, containerPort: event.target.value.trim() })}
      />
      <label className="visually-hidden" htmlFor={`${id}-protocol`}>
        Protocol
      </label>
      <select
        id={`${id}-protocol`}
        className="input"
        value={port.protocol}
        onChange={(event) => setPort({ ...port, protocol: event.target.value as PortSpec['protocol'] })}
      >
        <option value="tcp">tcp</option>
        <option value="udp">udp</option>
        <option value="sctp">sctp</option>
      </select>
      <label className="visually-hidden" htmlFor={`${id}-ip`}>
        Host address
      </label>
      <select
        id={`${id}-ip`}
        className="input publish-address"
        value={port.hostIp}
        onChange={(event) => setPort({ ...port, hostIp: event.target.value })}
      >
        <option value="">All interfaces</option>
        <option value="127.0.0.1">Loopback</option>
      </select>
      <Button
        className="button-small"
        icon={<Plus size={13} />}
        disabled={port.containerPort === ''}
        onClick={(event) => event.currentTarget.form?.requestSubmit()}
      >
        Publish
      </Button>
      <RefusedNote reason={refused} />
    </form>
  );
}

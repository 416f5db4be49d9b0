import './machine.css';
import { useState } from 'react';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { machineRecord } from '../../state/session/machine-options.ts';
import { takeMachine } from '../../state/work/records.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { Select } from '../../ui/select.tsx';
import { fieldsOf, type RecordFields, withFields, wrongAddress } from './record-fields.ts';

function close(): void {
  uiStore.getState().setDialog(null);
}

/** The dialog with the fields of the predicted machine's record; empty fields are assumed. */
export function MachineDialog() {
  const [record] = useState(() => machineRecord(workStore.getState().options));
  const [fields, setFields] = useState(() => fieldsOf(record?.text ?? null));
  const [problem, setProblem] = useState<string | null>(null);
  const set = (changes: Partial<RecordFields>): void => setFields((before) => ({ ...before, ...changes }));

  function take(): void {
    const wrong = wrongAddress(fields);
    if (wrong !== null) {
      setProblem(`${wrong} is not an address with the length of its network. Write it as 192.168.1.10/24.`);
      return;
    }
    const file = record?.file ?? 'machine.json';
    const taken = takeMachine(workStore, { file, text: withFields(record?.text ?? null, fields) });
    if (!taken.ok) {
      setProblem(taken.error);
      return;
    }
    uiStore.getState().toast(`Predicted for the machine of ${file}.`, 'success', 'leave-machine');
    close();
  }

  const line = (label: string, name: 'engine' | 'interface' | 'ipv4' | 'ipv6', placeholder: string) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className="bh-input bh-mono"
          spellCheck={false}
          placeholder={placeholder}
          value={fields[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const text = (label: string, name: 'daemon' | 'iptables' | 'ip6tables' | 'nft', rows: number) => (
    <Field label={label}>
      {(id) => (
        <textarea
          id={id}
          className="bh-input bh-mono"
          rows={rows}
          spellCheck={false}
          value={fields[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );

  return (
    <Dialog title="The machine" onClose={close} width={720}>
      <p className="bh-break">
        Properties of the machine that affect connections. Empty fields are assumed, and listed as such. On
        the server, <code>bulkhead machine</code> writes all of them as a record to drop here. It stays in
        this browser.
      </p>
      <div className="bh-machine-fields bh-grid">
        {line('Release of the Engine', 'engine', '29.7.2')}
        <Field label="The daemon writes its rules with">
          {(id) => (
            <Select
              id={id}
              value={fields.firewallBackend === '' ? 'default' : fields.firewallBackend}
              options={[
                { value: 'default', label: 'as its settings say' },
                { value: 'iptables', label: 'iptables' },
                { value: 'nftables', label: 'nftables' },
              ]}
              onChange={(value) => set({ firewallBackend: value === 'default' ? '' : value })}
            />
          )}
        </Field>
        {line('Outside interface', 'interface', 'eth0')}
        <Field label="Bridged traffic passes iptables">
          {(id) => (
            <Select
              id={id}
              value={fields.bridges === '' ? 'unknown' : fields.bridges}
              options={[
                { value: 'unknown', label: 'unknown' },
                { value: '1', label: 'yes (bridge-nf-call-iptables 1)' },
                { value: '0', label: 'no (bridge-nf-call-iptables 0)' },
              ]}
              onChange={(value) => set({ bridges: value === 'unknown' ? '' : value })}
            />
          )}
        </Field>
        {line('Its IPv4 address, with the LAN', 'ipv4', '192.168.1.10/24')}
        {line('Its IPv6 address, with the LAN', 'ipv6', '2001:db8::10/64')}
      </div>
      {text('Settings of the daemon (daemon.json)', 'daemon', 3)}
      {text('Firewall: the text of iptables-save', 'iptables', 6)}
      {text('Firewall: the text of ip6tables-save', 'ip6tables', 3)}
      {text('Firewall: the text of nft -j list ruleset', 'nft', 3)}
      <RefusedNote reason={problem} />
      <div className="bh-dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <Button look="primary" onClick={take}>
          Predict for it
        </Button>
      </div>
    </Dialog>
  );
}

import './machine.css';
import { firewallName } from '../../../core/machine/firewall-facts.ts';
import { machineOf } from '../../../core/machine/machine-model.ts';
import { watchedText } from '../../../core/observed/watched-text.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Facts } from '../shared/facts.tsx';

type Options = Pick<ReachOptions, 'machine' | 'observed'>;

/** The section about the predicted machine and the record it is compared with. */
export function MachineSection({ options }: { readonly options: Options }) {
  const machine = machineOf(options);
  const { observed } = options;
  const assumed = options.machine?.assumed;
  return (
    <Section title="Machine" note={assumed?.from}>
      {machine === null || assumed === undefined ? (
        <p className="bh-dim">
          The machine is unknown: the prediction assumes that only Docker created firewall rules. On the
          server, <code>bulkhead machine &gt; machine.json</code> writes its record; drop it here.
        </p>
      ) : (
        <Facts
          rows={[
            { name: 'Record', value: assumed.from },
            { name: 'Firewall', value: firewallText(machine) },
            { name: 'Says', value: assumed.known.join(', ') || 'nothing' },
            { name: 'Assumed', value: assumed.assumed.join(', ') || 'nothing' },
          ]}
        />
      )}
      <div className="bh-wrap bh-gap-2">
        <CommandButton id="machine">{machine === null ? 'Describe it…' : 'Edit…'}</CommandButton>
        {machine !== null && <CommandButton id="leave-machine">Forget it</CommandButton>}
      </div>
      {observed !== undefined && (
        <>
          <Facts rows={[{ name: 'Seen', value: watchedText(observed) }]} />
          <div className="bh-wrap bh-gap-2">
            <CommandButton id="leave-observed">Forget it</CommandButton>
          </div>
        </>
      )}
    </Section>
  );
}

function firewallText(machine: NonNullable<ReturnType<typeof machineOf>>): string {
  const lines = (text: string | undefined): number =>
    text?.split('\n').filter((line) => line.startsWith('-A ')).length ?? 0;
  const count = lines(machine.iptables) + lines(machine.ip6tables);
  const parts = [
    firewallName(machine) ?? '',
    count > 0 ? `${count.toLocaleString('en')} rules of iptables` : '',
    machine.nft === undefined ? '' : 'a ruleset of nftables',
  ].filter((part) => part !== '');
  return parts.join(', ') || 'not in the record';
}

import { engineKinds } from '../../core/analysis/engine-kinds.ts';
import type { ReachOptions } from '../../core/analysis/reach/reach-model.ts';
import { hostSwitches } from '../../state/host/host-options.ts';
import { hostStore, sessionStore } from '../../state/page-stores.ts';
import { keepSwitches } from '../../state/session/daemon-switches.ts';
import { useSession } from '../../state/use-store.ts';
import { Checkbox } from '../../ui/checkbox.tsx';

/** What the prediction takes for the settings of Docker's daemon, kept for the open file; of Podman, whether it runs without root. */
export function DaemonSwitches({ file }: { readonly file: string | null }) {
  const options = useSession((state) => state.options);

  function choose(changes: Partial<ReachOptions>) {
    const chosen = { ...sessionStore.getState().options, ...changes };
    // A host is one machine: its switches are those of all its stacks.
    const { stacks, name } = hostStore.getState();
    const kept = stacks.length > 0 ? hostSwitches(name) : file;
    if (kept !== null) keepSwitches(kept, chosen);
    sessionStore.getState().setOptions(chosen);
  }

  const { daemonSwitches, rootless } = engineKinds[options.engine.kind];
  if (rootless) {
    return (
      <Checkbox
        label="Without root"
        checked={options.rootless === true}
        onChange={(on) => choose({ rootless: on })}
      />
    );
  }
  if (!daemonSwitches) return null;
  return (
    <fieldset className="bh-switches" data-daemon-switches>
      <legend className="bh-form-field-label">Settings of its daemon</legend>
      <Checkbox
        label="Userland proxy"
        checked={options.userlandProxy}
        onChange={(userlandProxy) => choose({ userlandProxy })}
      />
      <Checkbox
        label="Direct routing"
        checked={options.directRouting}
        onChange={(directRouting) => choose({ directRouting })}
      />
      <Checkbox
        label="IPv6 where a network does not say"
        checked={options.ipv6Default}
        onChange={(ipv6Default) => choose({ ipv6Default })}
      />
      <Checkbox
        label="Firewall rules by nftables"
        checked={options.firewallBackend === 'nftables'}
        onChange={(on) => choose({ firewallBackend: on ? 'nftables' : 'iptables' })}
      />
    </fieldset>
  );
}

// Commands about records: of the machine that is predicted for, and of what was seen to flow.

import { leaveMachine, sharedOptions, takeObserved } from '../state/host/shared-options.ts';
import { hostStore, sessionStore } from '../state/page-stores.ts';
import { machineRecord } from '../state/session/machine-options.ts';
import type { Command } from './command.ts';

const stores = { sessions: sessionStore, hosts: hostStore };

/** Commands that change what is predicted or compared, never the file. */
export const recordCommands: readonly Command[] = [
  {
    id: 'machine',
    label: 'The machine: Engine, daemon, firewall, LAN…',
    group: 'View',
    keywords: 'assumes server record iptables nftables ufw firewalld bulkhead machine',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().setDialog('machine'),
  },
  {
    id: 'leave-machine',
    label: 'Take the machine away',
    group: 'View',
    keywords: 'forget record firewall default',
    shortcuts: [],
    whileTyping: false,
    when: () => machineRecord(sharedOptions(stores)) !== null,
    run({ ui }) {
      leaveMachine(stores);
      ui.getState().toast('Predicted for a machine of which nothing is known.', 'info');
    },
  },
  {
    id: 'leave-observed',
    label: 'Take the record of what was seen away',
    group: 'View',
    keywords: 'forget observed traffic',
    shortcuts: [],
    whileTyping: false,
    when: () => sharedOptions(stores).observed !== undefined,
    run({ ui }) {
      takeObserved(stores, null);
      const { overlay, showOverlay, toast } = ui.getState();
      if (overlay?.kind === 'observed') showOverlay(null);
      toast('Nothing is compared with what was seen any more.', 'info');
    },
  },
];

// Commands about records: of the machine that is predicted for, and of what was seen to flow.

import { liveToolsStore, workStore } from '../state/page-stores.ts';
import { machineRecord } from '../state/session/machine-options.ts';
import { leaveMachine, takeObserved } from '../state/work/records.ts';
import type { Command } from './command.ts';

/** Commands that change the prediction or its comparison, never the file. */
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
    label: 'Forget the machine',
    group: 'View',
    keywords: 'take away record firewall default',
    shortcuts: [],
    whileTyping: false,
    when: () => machineRecord(workStore.getState().options) !== null,
    run({ ui }) {
      leaveMachine(workStore);
      ui.getState().toast('Predicted without the record of a machine.', 'info');
    },
  },
  {
    id: 'leave-observed',
    label: 'Forget the observed traffic',
    group: 'View',
    keywords: 'take away record observed traffic live',
    shortcuts: [],
    whileTyping: false,
    when: () => workStore.getState().options.observed !== undefined,
    run({ ui }) {
      liveToolsStore.setState({ following: false });
      takeObserved(workStore, null);
      const { overlay, showOverlay, toast } = ui.getState();
      if (overlay?.kind === 'observed') showOverlay(null);
      toast('The prediction is no longer compared with observed traffic.', 'info');
    },
  },
];

import { reachCsv } from '../core/export/reach/reach-csv.ts';
import { documentOf } from '../core/session/session-files.ts';
import type { Command } from './command.ts';

/** Commands of the reach matrix. */
export const matrixCommands: readonly Command[] = [
  {
    id: 'matrix-csv',
    label: 'Download the reach matrix as CSV',
    group: 'File',
    keywords: 'export table spreadsheet who reaches whom',
    shortcuts: [],
    whileTyping: false,
    when: ({ session }) => (session.getState().analysis?.reach.services.length ?? 0) > 0,
    run({ session, ui, browser }) {
      const { session: open, analysis } = session.getState();
      if (open === null || analysis === null) return;
      const file = documentOf(open, null).file.replace(/\.ya?ml$/i, '');
      browser.save(`${file}-reach.csv`, reachCsv(analysis.reach));
      ui.getState().toast('Reach matrix downloaded.', 'success');
    },
  },
];

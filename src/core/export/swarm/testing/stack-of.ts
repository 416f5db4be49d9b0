import { openWorkspace } from '../../../compose/workspace/open-workspace.ts';
import { optionsFor } from '../../../reach/testing/reach-of.ts';
import { analyze } from '../../../rules/all-rules.ts';
import { needsConsent } from '../../platform/platform-export.ts';
import { exportSwarm } from '../export-swarm.ts';
import type { SwarmOptions } from '../stack-context.ts';

interface Given {
  readonly options?: Partial<SwarmOptions>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Files beside `compose.yaml`; `order` are the merged ones. */
  readonly files?: Readonly<Record<string, string>>;
  readonly order?: readonly string[];
  readonly engine?: string;
}

/** Returns the stack of a file, and its report with one line per note and connection. */
export function stackOf(text: string, given: Given = {}) {
  const texts = new Map([['compose.yaml', text], ...Object.entries(given.files ?? {})]);
  const environment = new Map(Object.entries(given.environment ?? {}));
  const workspace = openWorkspace({ order: given.order ?? ['compose.yaml'], texts, environment });
  const analysis = analyze(workspace, optionsFor(given.engine ?? '29', { project: 'shop' }));
  const options: SwarmOptions = { internalPorts: 'refuse', loopback: 'refuse', ...given.options };
  const { texts: written, report } = exportSwarm({ workspace, analysis, project: 'shop' }, options);
  const notes = (list: 'kept' | 'changed' | 'lost') =>
    report[list].map(({ cause, service, key, place }) => {
      const where = place === null ? '' : ` ${place.file}:${place.line}`;
      return `${cause} ${[service, key].filter(Boolean).join(' ')}${where}`;
    });
  return {
    text: [...written.values()].join(''),
    consent: needsConsent(report),
    changed: notes('changed').filter((note) => !note.startsWith('restart-by-default')),
    lost: notes('lost'),
    kept: notes('kept'),
    opens: report.opens.map(({ cause, message }) => `${cause}: ${message}`),
    closes: report.closes.map(({ cause, message }) => `${cause}: ${message}`),
  };
}

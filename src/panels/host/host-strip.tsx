import { useMemo } from 'react';
import type { Severity } from '../../core/analysis/findings/finding.ts';
import { hostViewStore, uiStore } from '../../state/page-stores.ts';
import { useHost } from '../../state/use-store.ts';
import { SeverityIcon } from '../findings/severity-icon.tsx';
import { countingOnHost, showHostFinding } from './host-findings.tsx';

const words: { readonly [severity in Severity]: readonly [string, string] } = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
};

/** How many findings count on the host, by severity, and with `worst` the first of them in words. */
export function HostStrip({ worst }: { readonly worst: boolean }) {
  const analysis = useHost((state) => state.analysis);
  const findings = useMemo(() => (analysis === null ? [] : countingOnHost(analysis)), [analysis]);
  const [first] = findings;
  if (first === undefined) return <p className="bh-strip-findings bh-strip-clear">Nothing to object to</p>;
  return (
    <div className="bh-strip-findings">
      <button
        type="button"
        className="bh-strip-counts"
        onClick={() => {
          hostViewStore.getState().listFindingsOf(null);
          uiStore.getState().showPane('findings');
        }}
      >
        {(['error', 'warning', 'info'] as const).map((severity) => {
          const count = findings.filter(({ finding }) => finding.severity === severity).length;
          if (count === 0) return null;
          return (
            <span key={severity} className={`bh-strip-count bh-severity-${severity}`}>
              <SeverityIcon severity={severity} /> {count} {words[severity][count === 1 ? 0 : 1]}
            </span>
          );
        })}
      </button>
      {worst && (
        <div className="bh-strip-worst" data-rule={first.finding.rule}>
          <button
            type="button"
            className="bh-finding-message bh-truncate"
            title={first.finding.message}
            onClick={() => showHostFinding(first)}
          >
            {first.stack !== null && <b>{first.stack} · </b>}
            {first.finding.message}
          </button>
        </div>
      )}
    </div>
  );
}

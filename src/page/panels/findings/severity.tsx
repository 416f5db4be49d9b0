import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { type Finding, type Severity, severities } from '../../../core/findings/finding.ts';
import { severityTone } from '../../ui/tones.ts';

const icons: { readonly [severity in Severity]: typeof Info } = {
  error: CircleAlert,
  warning: TriangleAlert,
  info: Info,
};

/** The icon of a severity, distinct by shape and colour. */
export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  const Icon = icons[severity];
  return (
    <Icon
      size={15}
      className={`bh-severity bh-rigid ${severityTone(severity) || 'bh-dim'}`}
      role="img"
      aria-label={severity}
    />
  );
}

const words: { readonly [severity in Severity]: readonly [string, string] } = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
};

/** The number of findings of each severity, as one button that lists them. */
export function SeverityCounts(props: {
  readonly findings: readonly Finding[];
  readonly onShow: () => void;
}) {
  return (
    <button
      type="button"
      className="bh-strip-counts bh-nowrap bh-link bh-ink bh-gap-3 bh-strong bh-rigid"
      onClick={props.onShow}
    >
      {severities.map((severity) => {
        const count = props.findings.filter((finding) => finding.severity === severity).length;
        if (count === 0) return null;
        return (
          <span key={severity} className={`bh-inline-row bh-gap-1 ${severityTone(severity) || 'bh-dim'}`}>
            <SeverityIcon severity={severity} /> {count}{' '}
            <span className="bh-roomy-only">{words[severity][count === 1 ? 0 : 1]}</span>
          </span>
        );
      })}
    </button>
  );
}

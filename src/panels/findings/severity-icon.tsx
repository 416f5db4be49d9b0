import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../core/analysis/findings/finding.ts';

const icons: { readonly [severity in Severity]: typeof Info } = {
  error: CircleAlert,
  warning: TriangleAlert,
  info: Info,
};

/** The sign of a severity: by shape and by colour. */
export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  const Icon = icons[severity];
  return (
    <Icon size={15} className={`bh-severity bh-severity-${severity}`} role="img" aria-label={severity} />
  );
}

import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../core/analysis/finding.ts';

const icons: { readonly [severity in Severity]: typeof Info } = {
  error: CircleAlert,
  warning: TriangleAlert,
  info: Info,
};

/** The sign of a severity: shape and colour both tell it. */
export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  const Icon = icons[severity];
  return <Icon size={15} className={`severity severity-${severity}`} role="img" aria-label={severity} />;
}

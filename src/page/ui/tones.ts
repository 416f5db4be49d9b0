/** Returns the tone class of a severity; '' for all but errors and warnings. */
export function severityTone(severity: string): string {
  if (severity === 'error') return 'bh-err';
  return severity === 'warning' ? 'bh-warn' : '';
}

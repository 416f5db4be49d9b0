/** The class of the tone of a severity; what is no error and no warning has none. */
export function severityTone(severity: string): string {
  if (severity === 'error') return 'bh-err';
  return severity === 'warning' ? 'bh-warn' : '';
}

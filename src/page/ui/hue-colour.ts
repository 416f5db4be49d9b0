/** The colour that the style sheet has for a hue: a step of the ramp of networks, the host's network, or no network. */
export function hueColour(hue: number | 'open' | 'closed'): string {
  return typeof hue === 'number' ? `var(--lane-${hue})` : `var(--${hue})`;
}

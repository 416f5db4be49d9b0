/** Returns the colour token of a hue: a step of the networks' ramp, the host's network, or none. */
export function hueColour(hue: number | 'open' | 'closed'): string {
  return typeof hue === 'number' ? `var(--lane-${hue})` : `var(--${hue})`;
}

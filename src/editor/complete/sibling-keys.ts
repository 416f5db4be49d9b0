// Which keys a map already has, from indentation alone: a key that is there is not offered again.

/** Keys that stand at `column` in the same block as `line`, that line left out. */
export function siblingKeys(
  lineAt: (line: number) => string,
  lines: number,
  line: number,
  column: number,
): ReadonlySet<string> {
  const keys = new Set<string>();
  function look(at: number): boolean {
    const text = lineAt(at);
    if (/^\s*(#|$)/.test(text)) return true;
    const [, dashes = '', key] = /^((?:\s|- )*)(?:["']?([^\s"':#]+)["']?\s*:)?/.exec(text) ?? [];
    if (dashes.length < column) return false;
    const opensItem = dashes.length === column && dashes.includes('-');
    // Another item of the list is another map.
    if (opensItem && at > line) return false;
    if (dashes.length === column && key !== undefined) keys.add(key);
    return !opensItem;
  }
  const ownDash = /^\s*- /.test(lineAt(line));
  for (let at = line - 1; at >= 1 && !ownDash; at--) if (!look(at)) break;
  for (let at = line + 1; at <= lines; at++) if (!look(at)) break;
  return keys;
}

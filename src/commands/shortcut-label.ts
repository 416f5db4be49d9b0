const words = new Map([
  ['Shift', '⇧'],
  ['Delete', 'Del'],
  ['Escape', 'Esc'],
]);

/** A shortcut as people read it: `Ctrl Z`, on a Mac `⌘Z`. */
export function shortcutLabel(shortcut: string, mac: boolean): string {
  const parts = shortcut.split('+').map((part) => {
    if (part === '$mod') return mac ? '⌘' : 'Ctrl';
    return words.get(part) ?? part.toUpperCase();
  });
  return parts.join(mac ? '' : ' ');
}

import type { Desk } from '../commands/command.ts';

/** What the browser does for commands: file dialog, download, clipboard. */
export function pageDesk(chooseFile: () => void): Desk {
  return {
    chooseFile,
    systemDark: () => window.matchMedia('(prefers-color-scheme: dark)').matches,
    save(file, text) {
      // TextEncoder writes the byte order mark where the text has one, and every line ending as it is.
      const url = URL.createObjectURL(
        new Blob([new TextEncoder().encode(text)], { type: 'application/yaml' }),
      );
      const link = document.createElement('a');
      link.href = url;
      link.download = file;
      document.body.append(link);
      link.click();
      link.remove();
      // The download has to have begun before the address goes.
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
  };
}

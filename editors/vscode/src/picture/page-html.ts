/** What a webview gives to its page. */
export interface PagePlace {
  /** The origin that its files come from, as a policy names it. */
  readonly source: string;
  /** The address of a file of the page. */
  addressOf(path: string): string;
  readonly dark: boolean;
}

/** The page's own `index.html` for a webview: it is marked, its files have other addresses, and what a webview has no use for is gone. */
export function pageHtml(index: string, { source, addressOf, dark }: PagePlace): string {
  const policy = [
    `default-src 'none'`,
    `script-src ${source}`,
    `style-src ${source}`,
    `img-src ${source} blob: data:`,
    `font-src ${source}`,
    `connect-src ${source}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return (
    index
      .replace('<html ', `<html data-theme="${dark ? 'dark' : 'light'}" `)
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, () =>
        [
          `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
          `<meta name="bulkhead-embedded" content="vscode" />`,
        ].join('\n    '),
      )
      // The editor says which theme it is; nothing is installed, and there is no tab with an icon.
      .replace(/<script src="\.\/theme\.js"><\/script>/, '')
      .replace(/<link rel="(?:manifest|icon)"[^>]*>/g, '')
      .replace(/(src|href)="\.\/([^"]+)"/g, (_, name: string, path: string) => `${name}="${addressOf(path)}"`)
  );
}

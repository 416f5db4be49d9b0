// Types of the plain scripts that the browser tests share with `npm start`.

declare module '*/scripts/static-server.mjs' {
  export function startStaticServer(
    root: string,
    port: number,
  ): Promise<{ readonly url: string; close(): Promise<void> }>;
}

declare module '*/scripts/find-chromium.mjs' {
  export function systemChromium(path?: string): string | null;
  export function chromiumArguments(): string[];
}

declare module '*/scripts/page-size.mjs' {
  export function firstScripts(folder: string): ReadonlyMap<string, number>;
  export function threadScripts(folder: string): ReadonlyMap<string, number>;
  export function firstBytes(folder: string): {
    readonly page: number;
    readonly worker: number;
    readonly styles: number;
  };
}

// What the bundler puts in while it builds, by path: the texts of files beside the code, or what modules export.

interface ImportMeta {
  glob<T>(
    pattern: string | string[],
    options: { query?: string; import: string; eager: true },
  ): Readonly<Record<string, T>>;
}

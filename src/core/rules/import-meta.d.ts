// What the bundler puts in while it builds: the texts of files beside the code, by path.

interface ImportMeta {
  glob<T>(
    pattern: string,
    options: { query: string; import: string; eager: true },
  ): Readonly<Record<string, T>>;
}

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
    readonly fonts: number;
    readonly requests: number;
  };
}

declare module '*/scripts/release/package.mjs' {
  /** The output of `npm pack --json` for a package. */
  export interface PackedPackage {
    readonly filename: string;
    readonly version: string;
    readonly size: number;
    readonly unpackedSize: number;
    readonly files: readonly { readonly path: string; readonly size: number }[];
  }
  export function packPackage(): {
    readonly about: PackedPackage;
    readonly archive: string;
    readonly folder: string;
    readonly installed: string;
    readonly remove: () => void;
  };
  export function packageFaults(about: object, installed: string): readonly string[];
}

declare module '*/publishing.mjs' {
  export function ownerFaults(manifest: object, read: (file: string) => string): readonly string[];
  export function pinFaults(file: string, text: string): readonly string[];
}

declare module '*/published-lines.mjs' {
  interface PublishedFacts {
    readonly owner: string;
    readonly name: string;
    readonly version: string;
  }
  export const unknownOwner: string;
  export const published: Readonly<
    Record<string, Readonly<Record<string, (facts: PublishedFacts) => string>>>
  >;
  export function publishedText(file: string, text: string, facts: PublishedFacts): string;
  export function publishedManifest(
    manifest: { readonly name: string; readonly repository: { readonly url: string } },
    facts: Pick<PublishedFacts, 'owner' | 'name'>,
  ): { readonly name: string; readonly repository: { readonly url: string } };
  export function freeName(owner: string, repository: string, view: (name: string) => string | null): string;
}

declare module '*/sbom.mjs' {
  interface Component {
    readonly name: string;
  }
  interface BillOfMaterials<One extends Component> {
    readonly metadata: { readonly component: Component };
    readonly components: readonly One[];
    readonly dependencies: readonly object[];
  }
  export function bundledPackages(notices: string): readonly string[];
  export function bundledAlone<One extends Component>(
    list: BillOfMaterials<One>,
    bundled: ReadonlySet<string>,
  ): BillOfMaterials<One>;
}

declare module '*/site-links.mjs' {
  export function brokenLinks(
    site: string,
    base: string,
  ): {
    readonly pages: number;
    readonly links: number;
    readonly broken: readonly { readonly page: string; readonly href: string }[];
  };
}

declare module '*/try-page.mjs' {
  export function tryPage(html: string): string;
}

declare module '*/totals.mjs' {
  interface NamedError {
    readonly test: string;
    readonly error: string;
  }
  export interface Totals {
    readonly passed: number;
    readonly failed: number;
    /** Tests that passed, but not at the first attempt. */
    readonly flaky?: readonly NamedError[];
    readonly failures?: readonly NamedError[];
  }
  export function sumTotals(list: readonly Totals[]): Totals;
  export function formatTotals(totals: Totals): string;
  export function failedRun(test: string, code: number): Totals;
  export function vitestTotals(reportFile: string, code: number): Totals;
  export function playwrightTotals(reportFile: string, code: number): Totals;
}

declare module '*/proof/page.mjs' {
  /** The heading and text of each part. */
  export const parts: Readonly<Record<string, { readonly title: string; readonly text: string }>>;
  /** The Engine that page and command predict by default. */
  export const predicted: string;
  /** Returns the page of `docs/proof.json`. */
  export function proofPage(proof: {
    readonly version: 1;
    readonly parts: Readonly<Record<string, unknown>>;
  }): string;
  /** Returns a README with the totals of `docs/proof.json` between its markers. */
  export function withSummary(
    readme: string,
    proof: { readonly parts: Readonly<Record<string, unknown>> },
  ): string;
}

declare module '*/action-comment.mjs' {
  export function commentBody(mark: string, changes: string, findings: string): string;
  export function writeComment(comment: {
    readonly api: string;
    readonly token: string;
    readonly repository: string;
    readonly number: number;
    readonly mark: string;
    readonly body: string;
  }): Promise<unknown>;
}

declare module '*/assets.mjs' {
  export function releaseFiles(version: string): readonly { readonly name: string; readonly what: string }[];
  export function checksums(files: readonly (readonly [name: string, bytes: Uint8Array])[]): string;
}

declare module '*/channels.mjs' {
  interface ChannelFacts {
    readonly version: string;
    readonly description: string;
    readonly homepage: string;
    readonly license: string;
    readonly source: string;
    readonly url: string;
    readonly sha256: string;
  }
  export function channelFacts(
    manifest: Omit<ChannelFacts, 'source' | 'url' | 'sha256'> & {
      readonly repository: { readonly url: string };
    },
    archive: Uint8Array,
    name: string,
  ): ChannelFacts;
  export function homebrewFormula(facts: ChannelFacts): string;
  export function scoopManifest(facts: ChannelFacts): string;
}

declare module '*/docker-api.mjs' {
  /** JSON of Docker's API, a text, or null for an empty answer. */
  // biome-ignore lint/suspicious/noExplicitAny: what the tests look at is JSON of another program.
  export function apiAnswer(path: string, containers: readonly object[]): any;
}

declare module '*/built-source.mjs' {
  export function sourceHash(root?: string): string;
  export function isBuilt(root?: string): boolean;
  export function markBuilt(hash: string, root?: string): void;
}

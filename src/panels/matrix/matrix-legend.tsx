import { type CellKind, cellLooks } from './cell-kind.ts';

const kinds: readonly (readonly [kind: CellKind, words: string])[] = [
  ['direct', 'reaches it directly, or has a way out'],
  ['host', 'over the host: through a published port'],
  ['proxy', 'through a proxy, as labels ask (inferred)'],
  ['root', 'can become root on the host'],
  ['unknown', 'not known'],
  ['name', 'knows its name only'],
  ['none', 'does not reach it'],
];

/** The signs of the table, in words. */
export function MatrixLegend() {
  return (
    <ul className="bh-matrix-legend" aria-label="Legend">
      {kinds.map(([kind, words]) => (
        <li key={kind}>
          <span className={`bh-sign bh-sign-${kind}`} aria-hidden="true">
            {cellLooks[kind].glyph}
          </span>
          {words}
        </li>
      ))}
      <li>
        <span className="bh-sign bh-sign-none bh-sign-resolves" aria-hidden="true" />
        finds it by name
      </li>
    </ul>
  );
}

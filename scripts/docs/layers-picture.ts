// Draws `src/layers.json`: each room stands above those that it reads, and a line leads to what no other line leads to already.

interface Row {
  readonly imports: readonly string[];
}

/** A room, or the place where a line passes a row of rooms (`room` is null). */
interface Cell {
  readonly room: string | null;
  readonly width: number;
  x: number;
  readonly below: Cell[];
  readonly above: Cell[];
}

const [rowHeight, boxHeight, gap, margin] = [58, 30, 18, 16];

/** Returns the picture as SVG, in the colours of the reader's theme. */
export function layersPicture(layers: Readonly<Record<string, Row>>): string {
  const rows = placed(layers);
  const width = Math.ceil(Math.max(...rows.flat().map(({ x, width }) => x + width / 2)) + margin);
  const height = rows.length * rowHeight + margin;
  const yOf = (row: number) => height - margin - boxHeight - row * rowHeight;
  const lines = rows.flatMap((cells, row) =>
    cells.flatMap((cell) => cell.below.map((to) => line(cell, yOf(row), to, yOf(row - 1)))),
  );
  const boxes = rows.flatMap((cells, row) =>
    cells.flatMap(({ room, x, width }) => {
      if (room === null) return [];
      const [kind = ''] = room.split('/');
      return [
        `<rect class="${kind}" x="${round(x - width / 2)}" y="${yOf(row)}" width="${width}" height="${boxHeight}" rx="6"/>`,
        `<text x="${round(x)}" y="${yOf(row) + 20}">${room}</text>`,
      ];
    }),
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The rooms of src, each above those that it reads">`,
    `<style>${style}</style>`,
    ...lines,
    ...boxes,
    '</svg>',
  ].join('\n')}\n`;
}

const style = [
  'text{font:13px ui-monospace,monospace;text-anchor:middle;fill:#1f2430}',
  'rect{fill:#eef1f6;stroke:#9aa4b5}',
  'rect.page{fill:#e6f0ff;stroke:#7ea0d6}',
  'rect.cli{fill:#fdf1dc;stroke:#cfa75a}',
  'path{fill:none;stroke:#9aa4b5}',
  '@media (prefers-color-scheme:dark){text{fill:#e6e9f0}rect{fill:#2a3040;stroke:#5d677c}rect.page{fill:#22344f;stroke:#5878a8}rect.cli{fill:#43371f;stroke:#8d7440}path{stroke:#5d677c}}',
].join('');

function line(from: Cell, fromY: number, to: Cell, toY: number): string {
  // Past a row of rooms it goes straight down, and bends between two rows alone.
  const begins = from.room === null ? `${fromY}V` : '';
  const start = fromY + boxHeight;
  const middle = (start + toY) / 2;
  const [x, y] = [round(from.x), round(to.x)];
  return `<path d="M${x} ${begins}${start}C${x} ${middle} ${y} ${middle} ${y} ${toY}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Returns the rooms in rows, the lowest first. */
function placed(layers: Readonly<Record<string, Row>>): readonly Cell[][] {
  const reads = directReads(layers);
  const lowest = heights([...reads.keys()], (room) => reads.get(room) ?? []);
  const readers = (room: string) => [...reads.keys()].filter((other) => reads.get(other)?.includes(room));
  // As high as its readers leave it: lines stay short.
  const top = Math.max(...lowest.values());
  const depths = heights([...reads.keys()], readers);
  const rankOf = (room: string): number =>
    readers(room).length === 0 ? (lowest.get(room) ?? 0) : top - (depths.get(room) ?? 0);
  const rows: Cell[][] = [];
  const add = (row: number, room: string | null): Cell => {
    const cell = { room, width: room === null ? 4 : room.length * 8 + 20, x: 0, below: [], above: [] };
    rows[row] ??= [];
    rows[row].push(cell);
    return cell;
  };
  const rooms = [...reads.keys()].sort((a, b) => rankOf(a) - rankOf(b));
  const cells = new Map(rooms.map((room) => [room, add(rankOf(room), room)]));
  for (const [room, targets] of reads) {
    for (const target of targets) {
      let from = cells.get(room);
      const to = cells.get(target);
      if (!from || !to) continue;
      for (let row = rankOf(room) - 1; row > rankOf(target); row--) from = joined(from, add(row, null));
      joined(from, to);
    }
  }
  arrange(rows);
  return rows;
}

/** Returns how many rooms stand below each on the longest way down. */
function heights(
  rooms: readonly string[],
  below: (room: string) => readonly string[],
): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const heightOf = (room: string): number => {
    const height = known.get(room) ?? Math.max(-1, ...below(room).map(heightOf)) + 1;
    known.set(room, height);
    return height;
  };
  for (const room of rooms) heightOf(room);
  return known;
}

function joined(from: Cell, to: Cell): Cell {
  from.below.push(to);
  to.above.push(from);
  return to;
}

/** Returns the direct dependencies of each room, without those that it also has through another room. */
function directReads(layers: Readonly<Record<string, Row>>): ReadonlyMap<string, readonly string[]> {
  const names = Object.keys(layers);
  const reads = new Map(
    names.map((name) => [name, names.filter((other) => other !== name && mayRead(layers[name], other))]),
  );
  const through = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const target of reads.get(name) ?? []) if (!seen.has(target)) through(target, seen.add(target));
    return seen;
  };
  return new Map(
    [...reads].map(([name, targets]) => [
      name,
      targets.filter((target) => !targets.some((other) => other !== target && through(other).has(target))),
    ]),
  );
}

function mayRead(row: Row | undefined, other: string): boolean {
  return (row?.imports ?? []).some(
    (name) => other === name || other.startsWith(`${name}/`) || name.startsWith(`${other}/`),
  );
}

/** Orders the cells of each row by their neighbours in other rows, and places them close to those. */
function arrange(rows: readonly Cell[][]): void {
  for (const cells of rows) spread(cells, (_, index) => index * 120);
  for (let round = 0; round < 24; round++) {
    const upwards = round % 2 === 0;
    for (const cells of upwards ? rows : rows.toReversed()) {
      const wanted = new Map(cells.map((cell) => [cell, mean(upwards ? cell.below : cell.above) ?? cell.x]));
      cells.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      spread(cells, (cell) => wanted.get(cell) ?? 0);
    }
  }
  const left = Math.min(...rows.flat().map(({ x, width }) => x - width / 2));
  for (const cell of rows.flat()) cell.x += margin - left;
}

function mean(cells: readonly Cell[]): number | null {
  return cells.length === 0 ? null : cells.reduce((sum, { x }) => sum + x, 0) / cells.length;
}

/** Places cells near their preferred positions, in order and without overlap, with the row centred on the mean of the preferences. */
function spread(cells: readonly Cell[], wanted: (cell: Cell, index: number) => number): void {
  let edge = Number.NEGATIVE_INFINITY;
  let shift = 0;
  cells.forEach((cell, index) => {
    const aim = wanted(cell, index);
    cell.x = Math.max(aim, edge + cell.width / 2);
    edge = cell.x + cell.width / 2 + gap;
    shift += cell.x - aim;
  });
  for (const cell of cells) cell.x -= shift / cells.length;
}

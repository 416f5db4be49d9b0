// Times the built page in Chromium on generated stacks. `bench/page.mjs` builds and starts it.

import { type Browser, chromium, type Page } from '@playwright/test';
import { Designer } from '../../e2e/page/designer.ts';
import { chromiumArguments } from '../../scripts/find-chromium.mjs';
import { firstBytes } from '../../scripts/page-size.mjs';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { generateStack } from '../generate-stack.ts';
import { bareParse, measureAll, median } from '../measure.ts';
import { timeEmptyMotions, timeMotions } from './motions.ts';
import { type OneChange, timeOneChange } from './one-change.ts';
import { type Opening, timeOpening } from './opening.ts';
import type { Motions, SizeResults, Typing } from './page-results.ts';
import { pageTable } from './page-table.ts';
import { timeTyping } from './typing.ts';
import { bringIntoView, showAll } from './views.ts';

export interface PageBenchOptions {
  /** The folder of the built page. */
  readonly folder: string;
  readonly executablePath: string;
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly print: (text: string) => void;
}

interface Round extends Opening {
  readonly change: OneChange;
  readonly empty: Omit<Motions, 'drag'>;
  readonly zoomedIn: Motions;
  readonly allVisible: Motions;
  readonly typing: Typing;
}

/** Milliseconds before a drop, in which the page comes to rest, as it would for a person. */
const restBefore = 3_000;

/** Runs all measures at all sizes; prints the table and returns the results as a plain object. */
export async function benchPage(options: PageBenchOptions): Promise<object> {
  const { folder, executablePath, sizes, rounds, print } = options;
  const parse = timeParse();
  print(`bare parse of 1,000 services: ${parse.toFixed(0)} ms\n`);
  const server = await startStaticServer(folder, 0);
  const browser = await chromium.launch({ executablePath, args: chromiumArguments() });
  try {
    const results = new Map<number, SizeResults>();
    for (const size of sizes) {
      const text = generateStack(size);
      const taken: Round[] = [];
      for (let round = 0; round < rounds; round++)
        taken.push(await runRound(browser, server.url, size, text));
      results.set(size, mediansOf(taken));
      print(`${size} services: ${rounds} rounds\n`);
    }
    const bytes = firstBytes(folder);
    print(pageTable(results, bytes, parse));
    const chromiumVersion = browser.version();
    return { sizes: Object.fromEntries(results), bytes, rounds, chromium: chromiumVersion, parse };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Returns the milliseconds of a bare parse of 1,000 services, as a measure of this machine's speed. */
function timeParse(): number {
  const parse = bareParse('parse', [generateStack(1000)]);
  return measureAll([parse], 7, () => {}).get('parse')?.ms ?? Number.NaN;
}

async function runRound(browser: Browser, url: string, size: number, text: string): Promise<Round> {
  // Few services fit a window by their names alone, and a capability would change no card; in this one they fit with all of their words.
  const viewport = size < 100 ? { width: 2560, height: 1440 } : { width: 1600, height: 1000 };
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  try {
    return await measureOn(page, url, text);
  } finally {
    await page.close();
  }
}

async function measureOn(page: Page, url: string, text: string): Promise<Round> {
  const designer = new Designer(page);
  const services = [...text.matchAll(/^ {2}((?:web|app|worker|data)-\d+):$/gm)].map(([, name]) => name ?? '');
  const middle = plainServiceIn(text);
  await designer.visit(url);
  await page.waitForTimeout(restBefore);
  const empty = await timeEmptyMotions(page);
  const opening = await timeOpening(page, text);
  const change = await timeOneChange(designer, services);
  const zoomedIn = await timeMotions(page, () => bringIntoView(designer, middle));
  const allVisible = await timeMotions(page, () => showAll(designer));
  const typing = await timeTyping(designer, text, middle);
  return { ...opening, change, empty, zoomedIn, allVisible, typing };
}

/** Returns a service in the middle whose image is plain text, so that a typed letter becomes part of it. */
function plainServiceIn(text: string): string {
  const plain = [...text.matchAll(/^ {2}((?:web|app|worker|data)-\d+):\n {4}image: [\w./:-]+$/gm)];
  const name = plain[plain.length >> 1]?.[1];
  if (name === undefined) throw new Error('no service of the stack has a plain image');
  return name;
}

function mediansOf(rounds: readonly Round[]): SizeResults {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const motions = (pick: (round: Round) => Motions): Motions => ({
    pan: of((round) => pick(round).pan),
    zoom: of((round) => pick(round).zoom),
    drag: of((round) => pick(round).drag),
  });
  return {
    firstCard: of(({ firstCard }) => firstCard),
    settled: of(({ settled }) => settled),
    longestTask: of(({ longestTask }) => longestTask),
    cardsRendered: of(({ change }) => change.cardsRendered),
    change: {
      toPicture: of(({ change }) => change.toPicture),
      longestTask: of(({ change }) => change.longestTask),
    },
    empty: { pan: of(({ empty }) => empty.pan), zoom: of(({ empty }) => empty.zoom) },
    zoomedIn: motions(({ zoomedIn }) => zoomedIn),
    allVisible: motions(({ allVisible }) => allVisible),
    typing: {
      toText: of(({ typing }) => typing.toText),
      toPicture: of(({ typing }) => typing.toPicture),
      longestTask: of(({ typing }) => typing.longestTask),
    },
  };
}

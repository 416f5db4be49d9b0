// The listeners of the whole window.

import { useEffect, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { splitHostName } from '../../core/host/host.ts';
import { hasWaysToRead } from '../../core/ways-in/ways/program-of.ts';
import { makeWaysReader } from '../../core/ways-in/ways/ways-reader.ts';
import type { CommandContext } from '../commands/command.ts';
import { focusPicture } from '../commands/focus-picture.ts';
import { runCommand } from '../commands/registry.ts';
import { isTyping, shortcutBindings } from '../commands/shortcuts.ts';
import { checkInTasks } from '../state/large/analyze-in-tasks.ts';
import { hostViewStore, mountedStore, uiStore, workStore } from '../state/page-stores.ts';
import { useHeld, useUi, useWork } from '../state/use-store.ts';
import { drawnAnalysis, hostStacks, openedProject } from '../state/work/selectors.ts';
import { openTransfer } from './open/open-files.ts';

/** The shortcuts of the page. An editor around it listens at the window, too; there the page handles a key first. */
export function useShortcuts(context: CommandContext): void {
  const held = useHeld();
  useEffect(
    () => tinykeys(held ? document.documentElement : window, shortcutBindings(context)),
    [context, held],
  );
}

/** The name in `#focus=NAME`, or null. */
function focusOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('focus');
}

function reveal() {
  const name = focusOf(window.location.hash);
  if (name === null) return;
  const stacks = hostStacks(workStore.getState());
  const { stack, service } = splitHostName(name);
  const owner = stacks.find(({ id }) => id === (stack === '' ? service : stack));
  if (owner !== undefined) {
    workStore.unfold(owner.id);
    hostViewStore.getState().revealStack(owner.id);
    if (stack !== '') focusIn(service);
  } else focusIn(name);
}

/** Brings a service or network of the open project, or of the unfolded stack, into view. */
function focusIn(name: string): void {
  const topology = drawnAnalysis(workStore.getState())?.topology;
  if (topology?.services.has(name)) uiStore.getState().focus({ type: 'service', name });
  else if (topology?.networks.has(name)) uiStore.getState().focus({ type: 'network', name });
}

/**
 * Brings the service or network named in the address into view (`#focus=web`; `#focus=blog/web` and `#focus=blog` in a host), once the file
 * is there and whenever the address changes.
 */
export function useFocusHash(): void {
  const hosts = useWork((state) => (state.host === null ? 0 : state.opening));
  // Unfolding another stack must not bring the named thing into view again.
  const opened = useWork((state) =>
    state.within === null || state.running !== null ? openedProject(state) : null,
  );
  useEffect(() => {
    if (opened !== null || hosts > 0) reveal();
    window.addEventListener('hashchange', reveal);
    return () => window.removeEventListener('hashchange', reveal);
  }, [opened, hosts]);
}

/** The samples that an address can name (`#sample=home-server`), with the commands that open them. */
const samples: ReadonlyMap<string, string> = new Map([
  ['shop', 'example'],
  ['home-server', 'example-host'],
]);

/** Opens the sample that the address names, when the page starts and whenever the address changes. */
export function useSampleHash(context: CommandContext): void {
  useEffect(() => {
    function openSample(): void {
      const name = new URLSearchParams(window.location.hash.replace(/^#/, '')).get('sample');
      if (name === null) return;
      const command = samples.get(name);
      if (command !== undefined) runCommand(command, context);
      else
        context.ui
          .getState()
          .toast(`There is no sample ${name}; there are ${[...samples.keys()].join(' and ')}.`, 'error');
    }
    openSample();
    window.addEventListener('hashchange', openSample);
    return () => window.removeEventListener('hashchange', openSample);
  }, [context]);
}

/** Opens what is pasted anywhere outside a field. */
export function usePaste(): void {
  useEffect(() => {
    function onPaste(event: ClipboardEvent) {
      if (event.clipboardData === null || isTyping(event.composedPath()[0] ?? null) || event.defaultPrevented)
        return;
      event.preventDefault();
      void openTransfer(event.clipboardData);
    }
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}

/** Fetches the schema of Compose once the picture is drawn, and checks the open files against it. */
export function useSchema(): void {
  const wanted = useWork(({ stacks, schema }) => stacks.length > 0 && schema === null);
  useEffect(() => {
    if (!wanted) return;
    // Not before the cards are painted.
    const timer = setTimeout(() => {
      // A chunk of its own.
      void import('virtual:compose-schema').then(async ({ schemaCheck: schema }) => {
        for (const { session } of workStore.getState().stacks) {
          const { topology, input } = session.workspace;
          await checkInTasks(topology.services.values(), input.environment, schema);
        }
        workStore.setSchema(schema);
      });
    }, 300);
    return () => clearTimeout(timer);
  }, [wanted]);
}

/** Fetches what reads the configuration of proxies once the picture is drawn, where something is a proxy or a tunnel, or asks for a route. */
export function useWaysReader(): void {
  const wanted = useWork(
    ({ beside, stacks }) =>
      beside === null && stacks.some(({ session }) => hasWaysToRead(session.workspace.topology)),
  );
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => {
      void import('../../core/ways-in/ways/read-ways.ts').then(({ readWays }) => {
        workStore.setBeside(makeWaysReader(readWays, mountedStore.getState().files));
      });
    }, 100);
    return () => clearTimeout(timer);
  }, [wanted]);
}

/** Puts the chosen theme on the page, and follows the system while nothing is chosen. */
export function useTheme(): void {
  const theme = useUi((state) => state.theme);
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    function apply() {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    }
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}

const focusable =
  ':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):not(:disabled, [tabindex="-1"], [type="file"], [aria-hidden="true"])';

function isInSight(element: Element): boolean {
  return element.closest('[hidden], [inert]') === null && (element.checkVisibility?.() ?? true);
}

function isUsable(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled') && isInSight(element);
}

/** The nearest of `around`, innermost first, that still contains something to focus; null where only the page as a whole does. */
function nearestIn(around: readonly Element[]): HTMLElement | null {
  for (const element of around) {
    if (!element.isConnected) continue;
    if (element.matches('#canvas, .bh-shell') || element.querySelector('.bh-shell') !== null) return null;
    const found = [...element.querySelectorAll<HTMLElement>(focusable)].find(isInSight);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * When what holds the focus goes away (a panel that closes, a card that is deleted, a button that has nothing left to do), the
 * focus goes to what is nearest, at last to the picture; it never falls to the body, where the next key would begin anew. A card that had
 * it by keyboard and was only out of sight, as while the picture fits itself beside the inspector, has it again as soon as it is back.
 */
export function useFocusFallback(): void {
  useEffect(() => {
    /** The element that was focused last, then its ancestors, innermost first. */
    let path: readonly Element[] = [];
    /** Whether that element shows the focus, as for a keyboard, and nobody left it. */
    let held = false;
    let frame = 0;
    let coming = 0;
    /** The card that went away with the focus, and who has the focus in its place. */
    let gone: { readonly service: string; readonly instead: Element } | null = null;

    function onFocusIn({ target }: FocusEvent): void {
      if (target === document.body) return;
      if (target !== gone?.instead) gone = null;
      const found: Element[] = [];
      for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement)
        found.push(at);
      path = found;
      held = found[0]?.matches(':focus-visible') ?? false;
    }
    /** Without a successor, what is still there afterwards was left; what went away was not: a browser says so before it takes it away. */
    function onFocusOut({ target, relatedTarget }: FocusEvent): void {
      if (relatedTarget !== null || !(target instanceof Element)) return;
      queueMicrotask(() => {
        if (isUsable(target) && document.activeElement === document.body) held = false;
      });
    }
    function check(): void {
      const { activeElement, body } = document;
      const [last, ...around] = path;
      if ((activeElement !== body && activeElement !== null) || last === undefined || isUsable(last)) return;
      const next = nearestIn(around);
      if (next === null) {
        focusPicture(uiStore);
        return;
      }
      const service = held ? last.getAttribute('data-service') : null;
      gone = service === null ? null : { service, instead: next };
      next.focus({ preventScroll: true });
      // It may be back before anybody heard that it went.
      comeBack();
    }
    function comeBack(frames = 30): void {
      if (gone === null || document.activeElement !== gone.instead) return;
      const card = document.querySelector<HTMLElement>(
        `.bh-canvas [data-service="${CSS.escape(gone.service)}"]`,
      );
      if (card === null) return;
      card.focus({ preventScroll: true });
      // A card is hidden until it is measured, some frames after it came.
      cancelAnimationFrame(coming);
      if (document.activeElement !== card && frames > 0)
        coming = requestAnimationFrame(() => comeBack(frames - 1));
    }
    const observer = new MutationObserver(() => {
      comeBack();
      const { activeElement, body } = document;
      if (activeElement !== body && activeElement !== null && isUsable(activeElement)) return;
      check();
      // An element that is hidden or disabled loses the focus only when the page is next painted.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(check);
      });
    });
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('focusout', onFocusOut);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'hidden', 'inert'],
    });
    return () => {
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('focusout', onFocusOut);
      observer.disconnect();
      cancelAnimationFrame(frame);
      cancelAnimationFrame(coming);
    };
  }, []);
}

/** What a drag carries that can be opened: files, or text that no field takes. */
function openable(event: DragEvent): DataTransfer | null {
  const transfer = event.dataTransfer;
  if (transfer?.types.includes('Files')) return transfer;
  const field = event.target instanceof Element && event.target.closest('input, textarea') !== null;
  return transfer?.types.includes('text/plain') && !field ? transfer : null;
}

/** Opens what is dropped anywhere on the window; true while a file is held over it. */
export function useFileDrop(): boolean {
  const [over, setOver] = useState(false);

  useEffect(() => {
    function onDragOver(event: DragEvent) {
      const transfer = openable(event);
      // An element under the pointer handled the drop.
      if (transfer !== null && event.defaultPrevented) setOver(false);
      if (transfer === null || event.defaultPrevented) return;
      event.preventDefault();
      transfer.dropEffect = 'copy';
      setOver(true);
    }
    function onDragLeave(event: DragEvent) {
      // Only leaving the window counts, not passing from one element to the next.
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent) {
      setOver(false);
      const transfer = openable(event);
      if (transfer === null || event.defaultPrevented) return;
      // Never leave the page for a dropped file.
      event.preventDefault();
      void openTransfer(transfer);
    }
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  return over;
}

// The page inside an editor. What a person does here becomes edits that the editor makes in its texts, and whatever those texts
// become is drawn: by the page's edits, by typing, by the editor's undo. The editor counts versions and decides; the page never
// has the last word on a text.

import { daemonChoice } from '../../../core/reach/daemon-settings.ts';
import { parseEngine } from '../../../core/reach/engine-kinds.ts';
import { applyEdits, type Edits } from '../../../core/text/edit.ts';
import { offsetAt } from '../../../core/text/offset-at.ts';
import { isTyping } from '../../commands/shortcuts.ts';
import { diskVerdict } from '../../state/files/disk-changes.ts';
import { textChange } from '../../state/files/text-change.ts';
import { openWhenRead } from '../../state/import/open-project.ts';
import { type ProjectInput, projectInput, projectOfRecord } from '../../state/import/project-input.ts';
import { projectAmong } from '../../state/import/stacks.ts';
import { editorStore, uiStore, workStore } from '../../state/page-stores.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import {
  type EditorText,
  type EditorTheme,
  type HostMessage,
  type PageMessage,
  protocolVersion,
  readHostMessage,
} from './protocol.ts';

/** The connection to the editor. */
export interface EditorPort {
  post(message: PageMessage): void;
  /** Calls `receive` with every message; returns a function that stops it. */
  listen(receive: (data: unknown) => void): () => void;
}

type Message<T extends HostMessage['type']> = Extract<HostMessage, { readonly type: T }>;

/** Edits that the editor has not answered yet, and the texts after them. */
interface Flight {
  readonly id: number;
  readonly sent: ReadonlyMap<string, string>;
}

/** Returns the page's text of a file; '' for an emptied override. */
function pageText(path: string): string {
  return drawnSession(workStore.getState())?.workspace.input.texts.get(path) ?? '';
}

/** Returns the edits of the last step where they lead from `before` to `after`, otherwise one replacement. */
function editsBetween(path: string, before: string, after: string): Edits {
  const planned = drawnSession(workStore.getState())?.undo.at(-1)?.edits.get(path);
  const fits = planned?.every(({ to }) => to <= before.length) && applyEdits(before, planned) === after;
  return planned && fits ? planned : textChange(before, after);
}

function setTheme(theme: EditorTheme): void {
  // Set directly, not by the store's action: the editor's theme is not stored as the person's preference.
  uiStore.setState({ theme: theme === 'dark' || theme === 'high-contrast' ? 'dark' : 'light' });
}

/** Returns the project as the editor describes it, otherwise as its own files do. */
function projectOf({ main, folder, project, files }: Message<'open'>): ProjectInput {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  if (project !== null) {
    const { order, environment, profiles } = project;
    const record = { order, environment, profiles, folder };
    return { ...projectOfRecord(record, texts), daemon: daemonChoice(project) };
  }
  const found = projectAmong(texts, '');
  return projectInput(texts, folder, found.includes(main) ? found : [main]);
}

/** Connects the page to the editor behind `port`; returns a function that disconnects it. */
export function startEmbedded({ post, listen }: EditorPort): () => void {
  /** The editor's texts as it last reported them. */
  const known = new Map<string, EditorText>();
  /** The texts that page and editor last had in common. */
  const agreed = new Map<string, string>();
  const wanted = new Set<string>();
  let flight: Flight | null = null;
  let lastId = 0;
  let main = '';
  /** True once the project is open; until then no text is compared. */
  let isOpen = false;
  let following = false;
  const { showLine, showPane } = uiStore.getState();

  function take(files: readonly EditorText[]): void {
    for (const file of files) known.set(file.path, file);
  }

  /** Sets the page's text of a file without a request to the editor. */
  function adopt(path: string, text: string): void {
    const edits = textChange(pageText(path), text);
    agreed.set(path, text);
    if (edits.length === 0) return;
    const label = `${path} changed in the editor`;
    following = true;
    try {
      workStore.dispatch({ type: 'edit-text', file: path, edits, label, typedAt: Date.now() });
    } finally {
      following = false;
    }
  }

  /** Synchronises both sides, file by file: draws the editor's changes and sends the page's; where both changed a file, the editor wins. */
  function settle(): void {
    const session = drawnSession(workStore.getState());
    if (!isOpen || flight !== null || session === null) return;
    const sent = new Map<string, string>();
    for (const path of new Set([...known.keys(), ...session.workspace.input.texts.keys()])) {
      const [mine, theirs] = [pageText(path), known.get(path)?.text ?? ''];
      const verdict = diskVerdict(agreed.get(path) ?? '', mine, theirs);
      if (verdict === 'unchanged' && mine !== theirs) sent.set(path, mine);
      else if (verdict !== 'unchanged') adopt(path, theirs);
      if (verdict === 'ask')
        uiStore.getState().toast(`${path} was changed meanwhile: the last step was not applied.`, 'error');
    }
    want();
    if (sent.size > 0) ask(sent);
  }

  /** Asks the editor to apply the page's changes. */
  function ask(sent: ReadonlyMap<string, string>): void {
    lastId += 1;
    flight = { id: lastId, sent };
    const files = [...sent].map(([path, text]) => {
      const { text: before = '', version = null } = known.get(path) ?? {};
      const edits = editsBetween(path, before, text).map(({ from, to, insert }) => ({
        offset: from,
        length: to - from,
        text: insert,
      }));
      return { path, version, edits };
    });
    post({ type: 'edit', id: lastId, files });
  }

  /** Requests each file that the texts refer to, once. */
  function want(): void {
    const missing = drawnSession(workStore.getState())?.workspace.missing ?? [];
    const paths = missing.filter(({ file, open }) => !open && !wanted.has(file)).map(({ file }) => file);
    if (paths.length === 0) return;
    for (const path of paths) wanted.add(path);
    post({ type: 'want', paths: [...new Set(paths)] });
  }

  async function open(message: Message<'open'>): Promise<void> {
    const { protocol, project, theme, files } = message;
    if (protocol !== protocolVersion) {
      const text = `The editor and this page are of different versions (protocol ${protocol} and ${protocolVersion}). Reinstall the extension.`;
      uiStore.getState().toast(text, 'error');
      return;
    }
    main = message.main;
    isOpen = false;
    flight = null;
    known.clear();
    wanted.clear();
    agreed.clear();
    take(files);
    for (const { path, text } of files) agreed.set(path, text);
    setTheme(theme);
    if (project !== null) {
      const { options } = workStore.getState();
      const engine = parseEngine(project.engine) ?? options.engine;
      workStore.setOptions({ ...options, engine });
    }
    // Not the message that a file cannot be read: it stands over the picture by itself.
    if ((await openWhenRead(workStore, projectOf(message))) === 'superseded') return;
    isOpen = true;
    uiStore.getState().select([]);
    settle();
  }

  function receive(data: unknown): void {
    const message = readHostMessage(data);
    switch (message?.type) {
      case undefined:
        return;
      case 'open':
        void open(message);
        return;
      case 'changed':
        take(message.files);
        settle();
        return;
      case 'found': {
        take(message.files);
        const texts = new Map(message.files.map(({ path, text }) => [path, text]));
        for (const [path, text] of texts) agreed.set(path, text);
        if (texts.size > 0) workStore.dispatch({ type: 'add-files', texts });
        want();
        return;
      }
      case 'saved': {
        const texts = new Map(message.paths.map((path) => [path, known.get(path)?.text ?? '']));
        workStore.dispatch({ type: 'set-opened', texts });
        return;
      }
      case 'edited': {
        if (flight?.id !== message.id) return;
        const { sent } = flight;
        for (const [path, version] of message.versions) {
          // What was typed right after it may have been reported already.
          if ((known.get(path)?.version ?? -1) > version) continue;
          known.set(path, { path, text: sent.get(path) ?? '', version });
        }
        for (const [path, text] of sent) agreed.set(path, text);
        flight = null;
        settle();
        return;
      }
      case 'refused': {
        if (flight?.id !== message.id) return;
        const { sent } = flight;
        take(message.files);
        for (const path of sent.keys()) adopt(path, known.get(path)?.text ?? '');
        flight = null;
        uiStore.getState().toast(message.why, 'error');
        settle();
        return;
      }
      case 'theme':
        setTheme(message.theme);
        return;
    }
  }

  const stops = [
    listen(receive),
    workStore.subscribe((now, before) => {
      if (!following && drawnSession(now)?.workspace !== drawnSession(before)?.workspace) settle();
    }),
    keepEvents(document, () =>
      uiStore
        .getState()
        .toast('This picture is of the text beside it. Open other files in the editor.', 'info'),
    ),
  ];
  editorStore.setState({
    editor: {
      undo: () => post({ type: 'undo' }),
      redo: () => post({ type: 'redo' }),
      save: () => post({ type: 'save' }),
    },
  });
  // The text stands beside the page: there is no pane of it.
  uiStore.setState({
    showLine(line, file) {
      const path = file ?? main;
      post({ type: 'reveal', path, offset: offsetAt(pageText(path), line, 1) });
    },
    showPane(pane) {
      if (pane !== 'yaml') showPane(pane);
      else post({ type: 'reveal', path: uiStore.getState().file ?? main, offset: null });
    },
  });
  post({ type: 'ready', protocol: protocolVersion });
  return () => {
    for (const stop of stops) stop();
    editorStore.setState({ editor: null });
    uiStore.setState({ showLine, showPane });
  };
}

// Which events at the window of a page inside an editor are the page's, and which the editor's.

/**
 * Keeps events from the editor, which receives every key event of the window: those that the page handled, and undo in a field. Unhandled
 * drops and pastes call `refuse`, since the browser would open them in place of the page. Returns a function that ends this.
 */
function keepEvents(page: Document, refuse: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const inField = (event: Event): boolean => isTyping(event.composedPath()[0] ?? null);
  function keep(event: KeyboardEvent): void {
    const ofField = (event.ctrlKey || event.metaKey) && /^[azy]$/i.test(event.key);
    if (event.defaultPrevented || (inField(event) && ofField)) event.stopPropagation();
  }
  function turnAway(event: Event): void {
    if (event.defaultPrevented || inField(event)) return;
    event.preventDefault();
    if (event.type !== 'dragover') refuse();
  }
  page.addEventListener('keydown', keep, { signal });
  for (const type of ['dragover', 'drop', 'paste']) page.addEventListener(type, turnAway, { signal });
  return () => stop.abort();
}

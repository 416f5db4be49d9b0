// Gives elements of the headless page the boxes that a browser's layout would give them: those of the picture by React Flow's
// own transforms, the canvas by the window, all others none.

export interface Size {
  readonly width: number;
  readonly height: number;
}

const bar = 46;
const sides = { left: 46, right: 0, bottom: 66 };

/** Returns the position of the canvas in a window of this size. */
export function canvasBox({ width, height }: Size): DOMRect {
  return new DOMRect(sides.left, bar, width - sides.left - sides.right, height - bar - sides.bottom);
}

function viewport(): { readonly x: number; readonly y: number; readonly zoom: number } {
  const style = document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '';
  const [x = 0, y = 0, zoom = 1] = (style.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  return { x, y, zoom };
}

function nodeBox(node: HTMLElement, canvas: DOMRect): DOMRect {
  const { x, y, zoom } = viewport();
  const [left = 0, top = 0] = (node.style.transform.match(/-?[\d.]+/g) ?? []).map(Number);
  const width = Number.parseFloat(node.style.width);
  const height = Number.parseFloat(node.style.height);
  return new DOMRect(canvas.x + x + left * zoom, canvas.y + y + top * zoom, width * zoom, height * zoom);
}

function boxOf(element: Element, canvas: DOMRect): DOMRect {
  const ring = element.closest<HTMLElement>('[data-drop="join"]');
  if (ring !== null) return nodeBox(ring, canvas);
  const node = element.closest<HTMLElement>('.react-flow__node');
  if (node === null) return element.closest('#canvas') === null ? new DOMRect() : canvas;
  const box = nodeBox(node, canvas);
  const zone = element.closest('[data-drop]')?.getAttribute('data-drop');
  if (!zone) return box;
  return new DOMRect(zone === 'move' ? box.x : box.x + box.width / 2, box.y, box.width / 2, box.height);
}

/** Gives elements their boxes until the test environment ends. */
export function placeElements(window: Size): void {
  const canvas = canvasBox(window);
  Element.prototype.getBoundingClientRect = function (this: Element) {
    return boxOf(this, canvas);
  };
  // No style sheet is read here, and to compute a style takes long.
  Element.prototype.checkVisibility = function (this: Element) {
    return this.isConnected && this.closest('[hidden]') === null;
  };
  const sizes = {
    offsetWidth: 'width',
    offsetHeight: 'height',
    clientWidth: 'width',
    clientHeight: 'height',
  } as const;
  for (const [property, size] of Object.entries(sizes))
    Object.defineProperty(HTMLElement.prototype, property, {
      configurable: true,
      get(this: HTMLElement) {
        return this.getBoundingClientRect()[size];
      },
    });
  // React Flow reads its own zoom from the computed transform when it measures a node.
  Object.assign(globalThis, {
    DOMMatrixReadOnly: class {
      readonly m22 = viewport().zoom;
    },
  });
}

/** The styles of elements as written, neither parsed nor serialized: no style sheet is read here. */
class WrittenStyle {
  readonly [property: string]: unknown;
  setProperty(name: string, value: string): void {
    Object.assign(this, { [name]: value });
  }
  getPropertyValue(name: string): string {
    return String(this[name] ?? '');
  }
  removeProperty(name: string): void {
    Object.assign(this, { [name]: '' });
  }
}

/** Returns a function for the default `display` of an element, cached by tag name. */
function displayOfKind(): (element: Element) => string {
  const computed = document.defaultView?.getComputedStyle.bind(document.defaultView);
  const known = new Map<string, string>();
  return ({ tagName }) => {
    const display = known.get(tagName);
    if (display !== undefined) return display;
    const example = document.head.appendChild(document.createElement(tagName));
    const own = computed?.(example).display ?? '';
    example.remove();
    known.set(tagName, own);
    return own;
  };
}

export function keepStyles(): void {
  const written = new WeakMap<Element, WrittenStyle>();
  for (const prototype of [HTMLElement.prototype, SVGElement.prototype])
    Object.defineProperty(prototype, 'style', {
      configurable: true,
      get(this: Element) {
        const style = written.get(this) ?? new WrittenStyle();
        written.set(this, style);
        return style;
      },
    });
  const displayOf = displayOfKind();
  const getComputedStyle = (element: HTMLElement): WrittenStyle => {
    const { display, visibility } = written.get(element) ?? new WrittenStyle();
    const style = new WrittenStyle();
    style.setProperty('display', element.hidden ? 'none' : String(display || displayOf(element)));
    style.setProperty('visibility', String(visibility || 'visible'));
    return style;
  };
  for (const each of [globalThis, document.defaultView]) Object.assign(each ?? {}, { getComputedStyle });
}

/**
 * Lets fields find their labels among those of the page. happy-dom searches the whole page for each field, and the answer to one search for all
 * labels is kept until the page changes.
 */
export function findLabels(): void {
  for (const { prototype } of [HTMLInputElement, HTMLButtonElement, HTMLTextAreaElement, HTMLSelectElement])
    Object.defineProperty(prototype, 'labels', {
      configurable: true,
      get(this: HTMLElement) {
        const around = this.closest('label');
        const { id } = this;
        const named =
          id === '' ? [] : [...document.querySelectorAll('label')].filter((label) => label.htmlFor === id);
        return around === null || named.includes(around) ? named : [...named, around];
      },
    });
}

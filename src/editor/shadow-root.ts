/** The shadow root of an element. There the editor's styles are adopted sheets, which a strict style policy allows. */
export function shadowRootOf(element: HTMLElement): ShadowRoot {
  return element.shadowRoot ?? element.attachShadow({ mode: 'open' });
}

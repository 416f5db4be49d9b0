const shapes = { open: 'M2 4l4 4 4-4', closed: 'M4 2l4 4-4 4' };

/** The sign beside a part that can be folded: drawn, since a letter would look different everywhere. */
export function foldMarker(open: boolean): HTMLElement {
  const mark = document.createElement('span');
  mark.className = open ? 'editor-foldable' : 'editor-folded';
  mark.title = open ? 'Fold' : 'Unfold';
  const namespace = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(namespace, 'svg');
  picture.setAttribute('viewBox', '0 0 12 12');
  picture.setAttribute('width', '10');
  picture.setAttribute('height', '10');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', open ? shapes.open : shapes.closed);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '1.6');
  picture.append(path);
  mark.append(picture);
  return mark;
}

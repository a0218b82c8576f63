// The size of a drawing, from its own attributes.

/** Width and height in pixels of an SVG whose root element says them, as ours do. */
export function drawingSize(svg: string): { readonly width: number; readonly height: number } {
  const of = (name: string): number => Number(new RegExp(`^<svg\\b[^>]*\\b${name}="(\\d+(?:\\.\\d+)?)"`).exec(svg)?.[1] ?? 0)
  const [width, height] = [of('width'), of('height')]
  return width > 0 && height > 0 ? { width, height } : { width: 600, height: 400 }
}

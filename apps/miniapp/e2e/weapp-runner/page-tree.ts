import type { Template } from './templates.ts';

/** A node of a page's data, as Taro writes it for its templates. */
export interface TreeNode {
  sid?: string;
  uid?: string;
  /** Number of its template. */
  nn?: string;
  /** Words of a text node. */
  v?: string;
  cn?: TreeNode[];
  [field: string]: unknown;
}

/** A node with the way to it from the root, outermost first. */
export interface Found {
  node: TreeNode;
  ancestors: readonly TreeNode[];
}

/** Applies one call of setData as WeChat does: each key is a path, as `root.cn.[0].v` or `a[2].b`. */
export function applyData(data: Record<string, unknown>, changes: Record<string, unknown>): void {
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
    const last = steps.pop();
    if (last === undefined) continue;
    let place = data;
    for (const step of steps) {
      place[step] ??= {};
      place = place[step] as Record<string, unknown>;
    }
    place[last] = value;
  }
}

/** All words of a node and what it holds. */
function textOf(node: TreeNode): string {
  return (node.v ?? '') + (node.cn ?? []).map(textOf).join('');
}

/** The words on a page, top down: one entry for each element that has words of its own. */
export function textsOf(node: TreeNode): string[] {
  const own = (node.cn ?? []).map((child) => child.v ?? '').join('');
  const below = (node.cn ?? []).flatMap(textsOf);
  return own.trim() === '' ? below : [own, ...below];
}

/** Every node below, depth first. */
export function* walk(node: TreeNode, ancestors: readonly TreeNode[] = []): Generator<Found> {
  const way = [...ancestors, node];
  for (const child of node.cn ?? []) {
    yield { node: child, ancestors: way };
    yield* walk(child, way);
  }
}

export function attribute(
  node: TreeNode,
  name: string,
  templates: ReadonlyMap<string, Template>,
): string | undefined {
  const field = templates.get(node.nn ?? '')?.fields.get(name);
  const value = field === undefined ? undefined : node[field];
  return value === undefined || value === null ? undefined : String(value);
}

/**
 * The innermost node that is called so: by its aria-label, else by its words; exactly so before merely containing it.
 * Nodes hidden from assistive technology don't count.
 */
export function findByName(
  root: TreeNode,
  name: string,
  templates: ReadonlyMap<string, Template>,
): Found | undefined {
  const visible = [...walk(root)].filter(({ node }) => attribute(node, 'aria-hidden', templates) !== 'true');
  const tests: ((node: TreeNode) => boolean)[] = [
    (node) => attribute(node, 'aria-label', templates) === name,
    (node) => textOf(node).trim() === name,
    (node) => (attribute(node, 'aria-label', templates) ?? '').includes(name),
    (node) => textOf(node).includes(name),
  ];
  for (const test of tests) {
    const found = visible.filter(({ node }) => node.v === undefined && test(node));
    if (found.length > 0) return deepest(found);
  }
  return undefined;
}

/** Of nodes around the same words the innermost; of several places the first on the page. */
function deepest(found: readonly Found[]): Found | undefined {
  const [first] = found;
  if (!first) return undefined;
  return found.filter(({ node, ancestors }) => node === first.node || ancestors.includes(first.node)).at(-1);
}

import { readFileSync } from 'node:fs';

/** What WeChat makes of a node of the data: its tag, and which of the node's fields feed which attribute. */
export interface Template {
  tag: string;
  /** Attribute name → field of the node, as `aria-label` → `p4`. */
  fields: ReadonlyMap<string, string>;
  /** Events whose handler is the page's `eh`, as `tap`, `input`. */
  events: ReadonlySet<string>;
}

/** The templates of base.wxml by the node name that the data carries (`nn`). */
export function readTemplates(file: string): ReadonlyMap<string, Template> {
  const templates = new Map<string, Template>();
  for (const [, name, body] of readFileSync(file, 'utf8').matchAll(
    /<template name="tmpl_0_(\w+)">([\s\S]*?)<\/template>/g,
  )) {
    const template = readTemplate(body ?? '');
    // Inputs have a template for each state of focus behind one name; they differ in `focus` alone.
    if (name && template) templates.set(name.replace(/_blur$/, ''), template);
  }
  return templates;
}

function readTemplate(body: string): Template | undefined {
  // The outermost element of the template; its attributes never hold a '>'.
  const [, tag, attributes = ''] = /<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/.exec(body) ?? [];
  if (tag === undefined) return undefined;
  const fields = new Map<string, string>();
  const events = new Set<string>();
  for (const [, name = '', value = ''] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    const event = /^(?:bind|catch):?(\w+)$/.exec(name)?.[1];
    const field = /\bi\.(\w+)/.exec(value)?.[1];
    if (event && value === 'eh') events.add(event);
    else if (field) fields.set(name, field);
  }
  return { tag, fields, events };
}

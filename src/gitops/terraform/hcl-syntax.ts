/** The syntax tree of HCL, as far as it takes to tell what is literal. Offsets are UTF-16 units, `end` exclusive. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** `resource "helm_release" "kong" { … }`. */
export interface Block extends Stretch {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly blocks: readonly Block[];
}

export type Expression =
  | Literal
  | Template
  | (Stretch & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | ObjectExpression
  /** `local.name`, `path.module`: names joined by dots. */
  | (Stretch & { readonly kind: 'reference'; readonly name: string })
  | (Stretch & { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] })
  /** Anything that has to be calculated. */
  | (Stretch & { readonly kind: 'other' });

export interface Literal extends Stretch {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** A string or heredoc with interpolations, and every heredoc. */
export interface Template extends Stretch {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
  /** What stands between the marks of a heredoc; null for a quoted string. */
  readonly heredoc: Stretch | null;
}

export type TemplatePart =
  /** Text with its escapes resolved. */
  | { readonly kind: 'text'; readonly text: string; readonly escaped: boolean }
  | { readonly kind: 'interpolation'; readonly expression: Expression }
  /** `%{ if … }` and its kind. */
  | { readonly kind: 'directive' };

export interface ObjectExpression extends Stretch {
  readonly kind: 'object';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

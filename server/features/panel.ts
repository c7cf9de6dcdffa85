import type { Location, Position } from 'vscode-languageserver-protocol';
import type { Pictures } from '../formula/picture.ts';
import type { Steps } from '../model/steps.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RequestContext } from './feature.ts';

/** A knowledge base, and how its places look to the editor. */
export type Placed = { readonly workspace: Workspace } & Pick<RequestContext, 'rangeOf' | 'uriOf'>;

/** What panels and trees are made from. */
export interface Seen {
  /** Every knowledge base. */
  places(): Iterable<Placed>;
  /** A chapter, its text as the writer sees it. */
  view(uri: string): RequestContext | undefined;
  readonly pictures: Pictures;
  /** Where the cursor was last, as far as a panel that follows it is open. */
  readonly cursor?: { readonly uri: string; readonly position: Position };
}

/**
 * A page beside the chapters, in a panel of its own. It is drawn when it is opened, again whenever something has changed, and `follows` the cursor if it says so.
 * `State` is what its reader has chosen in it, kept as long as it is open.
 */
export interface Panel<State = unknown> {
  readonly id: string;
  /** Next to the editor, which keeps the focus. */
  readonly beside?: true;
  readonly follows?: true;
  readonly initially: State;
  /** `before`: what it shows until now. */
  page(seen: Seen, state: State, before?: Page): Page | Promise<Page> | Steps<Page>;
  /** What its script has posted: what is chosen from now on, a place to go to, a command of the server to carry out. */
  received?(message: unknown, seen: Seen, state: State): Answer<State>;
}

/** What comes of what a page has posted. */
export interface Answer<State> {
  readonly state?: State;
  readonly goTo?: Location;
  /** Its name without `concord.` */
  readonly run?: { readonly command: string; readonly args: readonly unknown[] };
}

/** HTML that a panel shows. No part of it comes from a network, and nothing but `script` is run in it: not what stands in `top` or `body`. */
export interface Page {
  readonly title: string;
  /** Stays as it is while the page is open, with what has been typed into it. */
  readonly top?: string;
  /** Replaced whenever it has become another. */
  readonly body: string;
  readonly style: string;
  /** Runs once. It has `main`, the element of the body, and `post(message)`; the event `redrawn` tells it of another body. */
  readonly script?: string;
  /** What the next drawing may want to know of this one. */
  readonly kept?: unknown;
}

/** A view in the side bar. */
export interface Tree<State = unknown> {
  /** Also the name of the view in the manifest. */
  readonly id: string;
  /** It is of the chapter in front. */
  readonly follows?: true;
  readonly initially: State;
  /** What stands around it: `message` above, `description` beside its title; `context` is what menus ask for. */
  around(seen: Seen, state: State): Steps<Surroundings>;
  /** Below a node, by the node's id; the outermost ones without. */
  children(node: string | undefined, seen: Seen, state: State): Steps<readonly TreeNode[]>;
}

/** What stands around a tree. */
export interface Surroundings {
  readonly message: string;
  readonly description: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** A node of a tree, with the names that VS Code has for it. */
export interface TreeNode {
  /** Unique in the tree, and the same as long as it means the same: what is unfolded stays so. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Of VS Code's icons. */
  readonly icon: string;
  /** Of a theme. */
  readonly color?: string;
  /** 0: has nothing below it, 1: folded, 2: unfolded. */
  readonly collapsibleState: 0 | 1 | 2;
  readonly command?: { readonly title: string; readonly command: string; readonly arguments: readonly unknown[] };
}

  /** A table of changes: what has another name, or another shape, now. */
  export interface Table extends Common {
    /**
     * The modules whose exports the tables name, as they are imported:
     * "@acme/auth", an alias such as "@/lib/auth", or a path from this file's
     * folder such as "../src/lib/auth". Without it the names are those of Clerk's own packages.
     */
    from?: string | string[];
    /** Hooks that return an object now, which holds what they used to return. */
    hooks?: { [hook: string]: HookRow };
    /** New names of components' props, by component. */
    props?: { [component: string]: Renames };
    /** New names of the keys of a function's first argument: of "signIn", or of a method of Clerk's such as "SignIn.create". */
    options?: { [func: string]: Renames };
    /** New names of members: of one of Clerk's types, such as "User", or of what a hook returns, such as "useAccount". */
    members?: { [typeOrHook: string]: Renames };
    /** Methods of Clerk's types that are gone: what to do instead, by type and method. */
    removed?: { [type: string]: { [method: string]: string } };
    /** Where exports are imported from now, and by which name. "*" stands for all of them. */
    imports?: { [name: string]: string | { name?: string; from?: string; notice?: string } };
  }

  export interface HookRow {
    /** The type of Clerk's that the hook used to return, such as "User". */
    type?: string;
    /** The key of the new result that holds it. */
    member: string;
    /** The keys that say that it is loaded, and that somebody is signed in. */
    loaded?: string;
    signedIn?: string;
    /** The hook took { withAssertions: true }. */
    assertions?: boolean;
  }

  /** New names by old ones; a notice is said beside the fix. */
  export interface Renames {
    [old: string]: string | { to: string; notice?: string };
  }

  /** Functions that are called with the nodes of a file, and what they report. */
  export interface Rule extends Common {
    /** By the nodes' types; "Type:exit" is called when what is within the node has been visited. */
    visit: Visitors;
  }

  export interface Common {
    /** Lower-case words joined by hyphens; without it, the file's name. */
    name?: string;
    /** What the rule is for. The first sentence is the summary. */
    doc?: string;
    /** An error fails a lint and is the default; a notice fails nothing. */
    severity?: "error" | "notice";
    /** How far its fixes can be trusted unless they say it themselves; visitors' are "unsafe" by default. */
    safety?: "safe" | "unsafe";
    /** Globs of the files that it is about, from the folder of the nearest clerkctl.json, package.json or .git. */
    files?: string | string[];
    /** Texts of which one is in every file that it is about. Other files cost it nothing. */
    mentions?: string | string[];
    /** Texts before and after the fixes, for `clerkctl rules test` and the documentation. */
    examples?: Example[];
  }

  export interface Example {
    before: string;
    /** Left out where nothing is to be changed. */
    after?: string;
    /** Its path; "example.tsx" by default. */
    filename?: string;
    /** How many findings there are to be. */
    findings?: number;
  }

  export type Visitors = {
    [K in keyof NodeMap]?: (node: NodeMap[K], ctx: Context) => void;
  } & {
    [K in keyof NodeMap as `${K}:exit`]?: (node: NodeMap[K], ctx: Context) => void;
  };

  /** What a visitor can ask and do. */
  export interface Context {
    /** The file's path, from the folder of the nearest clerkctl.json, package.json or .git. */
    readonly filename: string;
    /** The file's text. */
    readonly source: string;
    readonly program: Program;
    /** The text of a node or a range. */
    text(at: Node | Range): string;
    /** What a node stands for of Clerk's; null where that is nobody's. */
    clerk(node: Node): Identity | null;
    /** The export of a module that a node stands for, by whatever name; null for anything else. */
    imported(node: Node): Imported | null;
    /** The places at which what an identifier is bound to is named, the binding among them. */
    references(node: Node): (Identifier | JSXIdentifier)[];
    replace(at: Node | Range, text: string): Fix;
    insertBefore(at: Node | Range, text: string): Fix;
    insertAfter(at: Node | Range, text: string): Fix;
    /** Removes a node with the comma, line or space that would be left over. */
    remove(at: Node | Range): Fix;
    /** Imports an export; local is the name to call it by, which is made up where none is given. */
    addImport(module: string, name: string, local?: string): Fix & { readonly local: string };
    /** Imports by another exported name, and calls it so in the file where that name is free. */
    renameImport(specifier: ImportSpecifier | ImportDefaultSpecifier, name: string): Fix;
    /** Imports from another module, and by another name where one is given. */
    moveImport(specifiers: ModuleSpecifier | ModuleSpecifier[], module: string, name?: string): Fix;
    report(finding: Finding): void;
  }

  export type ModuleSpecifier = ImportSpecifier | ImportDefaultSpecifier;

  /** From start up to end, in UTF-16 units: indexes of Context.source. */
  export type Range = [start: number, end: number];

  export interface Identity {
    /** "@clerk/nextjs" */
    package: string;
    /** An export of the package, what a hook returned, an object of one of Clerk's types, a method of one, … */
    kind: "module" | "export" | "result" | "instance" | "method" | "props" | "list" | "promise";
    /** "useUser" for the export and for its result, "User" for an instance, "getToken" for a method. */
    name: string;
    /** The type that has the method. */
    type?: string;
    /** What is in the list or promise. */
    of?: Identity;
  }

  export interface Imported {
    /** The specifier as it is written. */
    module: string;
    /** The exported name; "default", or "*" for the module itself. */
    name: string;
    /** The project's file that the specifier leads to; null for packages. */
    path: string | null;
  }

  export interface Finding {
    /** Where it is: a node or a range. */
    node?: Node;
    range?: Range;
    /** What is old and what to do. */
    message: string;
    severity?: "error" | "notice";
    /** How far the fix can be trusted. */
    safety?: "safe" | "unsafe";
    /** What is done at once, or not at all. */
    fix?: Fix | readonly (Fix | null | undefined)[] | null;
  }

  /** An edit, or what ctx makes of more. */
  export type Fix = { range: Range; text: string } | OtherFix;

  export interface OtherFix {
    readonly addImport?: unknown;
    readonly renameImport?: unknown;
    readonly moveImport?: unknown;
  }

  /** Gives types to a table, and returns it. */
  export function table(table: Table): Table;
  /** Gives types to a rule, and returns it. */
  export function rule(rule: Rule): Rule;

  export interface Position {
    /** From 1. */
    line: number;
    /** From 0, in UTF-16 units. */
    column: number;
  }

  export interface BaseNode {
    range: Range;
    readonly loc: { start: Position; end: Position };
    /** null for the Program. */
    readonly parent: Node | null;
  }

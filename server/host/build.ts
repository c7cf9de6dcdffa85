declare const __BUILD__: string | undefined;

/** What tells this program from every other version of it: made by the bundler from the sources. Undefined when it runs from the sources, which may change any time. */
export const build: string | undefined = typeof __BUILD__ === 'undefined' ? undefined : __BUILD__;

import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

/** Plain data of YAML, TOML or JSON, of which nobody has promised anything. */
export class Settings {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** Reads a file by its ending. What is damaged has no settings: the defaults apply, as they do for the generator. */
  static read(path: string, text: string): Settings {
    try {
      if (/\.toml$/i.test(path)) return new Settings(parseToml(text));
      if (/\.json$/i.test(path)) return new Settings(JSON.parse(text));
      // Tags such as `!!python/name:` and `!ENV` mean nothing here.
      return new Settings(parseYaml(text, { logLevel: 'silent', strict: false, uniqueKeys: false }));
    } catch {
      return new Settings(undefined);
    }
  }

  /** What stands under a name, in any case, as Hugo has it. */
  at(...names: string[]): Settings {
    let value = this.value;
    for (const name of names) {
      if (typeof value !== 'object' || value === null) return new Settings(undefined);
      const entries = Object.entries(value);
      value = (entries.find(([key]) => key === name) ?? entries.find(([key]) => key.toLowerCase() === name.toLowerCase()))?.[1];
    }
    return new Settings(value);
  }

  text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  flag(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  list(): Settings[] {
    return Array.isArray(this.value) ? this.value.map(item => new Settings(item)) : [];
  }

  entries(): [string, Settings][] {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)
      ? Object.entries(this.value).map(([key, value]) => [key, new Settings(value)])
      : [];
  }

  /** Names of a list whose items are a name, or a name with its settings. */
  named(): [string, Settings][] {
    const own = this.entries();
    if (own.length > 0) return own;
    return this.list().flatMap((item): [string, Settings][] => {
      const name = item.text();
      return name === undefined ? item.entries() : [[name, new Settings(undefined)]];
    });
  }
}

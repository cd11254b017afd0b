/** One setting: what it means to those who run the process, and how its text is read. */
export interface Setting<Value> {
  meaning: string;
  example: string;
  /** What holds when it is not set, in words. */
  otherwise: string;
  /** @throws Unfit when the text makes no sense */
  read(given: string | undefined): Value;
}

/** How a value is not, as the rest of a sentence: "must be …". */
export class Unfit extends Error {}

/** The sentences for a person, one for each setting that is wrong. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

export type ValuesOf<Settings extends Record<string, Setting<unknown>>> = {
  [Name in keyof Settings]: ReturnType<Settings[Name]['read']>;
};

/**
 * Reads all settings of a description. An empty text counts as not set.
 * @throws SettingsError naming each one that is wrong; texts of secrets are not repeated
 */
export function readSettings<Settings extends Record<string, Setting<unknown>>>(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): ValuesOf<Settings> {
  const wrong: string[] = [];
  const values = Object.entries(settings).map(([name, setting]) => {
    const given = environment[name]?.trim();
    try {
      return [name, setting.read(given === '' ? undefined : given)] as const;
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      wrong.push(`${name} ${error.message}.`);
      return [name, undefined] as const;
    }
  });
  if (wrong.length > 0) throw new SettingsError(wrong);
  return Object.fromEntries(values) as ValuesOf<Settings>;
}

interface Description<Default> {
  meaning: string;
  example: string;
  default: Default;
  /** Where the default is not told by its value. */
  otherwise?: string;
}

/** A setting of which `parse` makes sense. */
export function setting<Value, Default>(
  description: Description<Default> & { parse(text: string): Value },
): Setting<Value | Default> {
  const { meaning, example, otherwise = `\`${description.default}\`` } = description;
  return {
    meaning,
    example,
    otherwise,
    read: (given) => (given === undefined ? description.default : description.parse(given)),
  };
}

export function wholeNumber<Default extends number | undefined>(
  description: Description<Default> & { min: number; max: number },
): Setting<number | Default> {
  const { min, max } = description;
  return setting({
    ...description,
    parse(text) {
      const value = Number(text);
      if (Number.isInteger(value) && value >= min && value <= max) return value;
      throw new Unfit(`is "${text}": it must be a whole number from ${min} to ${max}`);
    },
  });
}

export function oneOf<const Choice extends string, Default extends Choice | undefined>(
  description: Description<Default> & { choices: readonly Choice[] },
): Setting<Choice | Default> {
  const { choices } = description;
  return setting({
    ...description,
    parse(text) {
      const choice = choices.find((candidate) => candidate === text);
      if (choice !== undefined) return choice;
      throw new Unfit(`is "${text}": it must be one of ${choices.join(', ')}`);
    },
  });
}

/** `on` or `off`. */
export function onOff<Default extends boolean | undefined>(
  description: Description<Default>,
): Setting<boolean | Default> {
  const otherwise = description.otherwise ?? (description.default ? '`on`' : '`off`');
  return setting({
    ...description,
    otherwise,
    parse(text) {
      if (/^(on|true|1)$/.test(text)) return true;
      if (/^(off|false|0)$/.test(text)) return false;
      throw new Unfit(`is "${text}": it must be on or off`);
    },
  });
}

import type { Text } from '../../text.ts';
import type { Platform, Shell } from '../define.ts';

/**
 * What `--command` may run on gear whose commands to look at things begin with `show`: one line of plain words, with at
 * most one of `filters`, which only choose among lines. No other pipe (EOS hands what stands behind one to its shell), no
 * redirection, no separator, no help (`?`), nothing that a shell or a macro would expand; none that shows keys or
 * communities in ways of its own (`show key chain`, `show crypto isakmp key`, `show snmp community`, `show vtp password`,
 * `show standby`), also shortened and in capitals. A configuration is not filtered: secrets are told by the lines around
 * them, and could be guessed at.
 */
function onlyShowWith(filters: string): RegExp {
  const hidden = String.raw`k|cr\w* +is\w* +k|sn\w* +(?:co|h|g|u)|vtp +p|sta(?:n\w*)?\b|vrrp|glbp`;
  const word = String.raw`[\w.:/@%+=,*()#[\]^-]{1,100}`;
  return new RegExp(
    String.raw`^(?!show +(?:ru|st?ar|con?f|tec|arc|der)[^|]*\|)show(?! +(?:${hidden}))(?: ${word}){1,20}(?: ?\| ?(?:${filters})(?: ${word}){1,10})?$`,
    'i',
  );
}

/** On IOS and all that were modelled on it. */
export const onlyShow = onlyShowWith('i|inc|incl|include|exc|excl|exclude|beg|begin|sec|section|count');
export const onlyShowRule: Text = {
  en: 'one line that begins with show, with at most one filter behind it (| include, exclude, begin, section or count), none behind a configuration; nothing that shows keys or communities',
  zh: '以 show 开头的单行命令，后面最多接一个过滤（| include、exclude、begin、section 或 count），配置类命令不可过滤；不得显示密钥或团体字',
};

/** On Junos. */
export const onlyShowOfJunos = onlyShowWith('match|except|find');
export const onlyShowOfJunosRule: Text = {
  en: 'one line that begins with show, with at most one filter behind it (| match, except or find), none behind a configuration; nothing that shows keys or communities',
  zh: '以 show 开头的单行命令，后面最多接一个过滤（| match、except 或 find），配置类命令不可过滤；不得显示密钥或团体字',
};

/** What IOS, and all that were modelled on it, say to a command that they do not know, cannot do or do not allow. */
const refusalsLikeIos: readonly RegExp[] = [
  /^[ \t]*% ?(?:invalid|incomplete|ambiguous|unknown|unrecognized|unavailable|bad|too many|wrong)\b/im,
  /^[ \t]*%? ?(?:permission denied|(?:command )?authori[sz]ation (?:failed|denied)|user doesn'?t have sufficient privilege)/im,
  /^[ \t]*% ?\S+(?: \S+){0,3} (?:is|was) not (?:enabled|running|supported|available|configured)\b/im,
];

/** `name>` and `name#`, also in configuration: `name(config-if)#`. */
const promptLikeIos = /^[^\s<>#]{1,128}[>#]\s*$/;

/** What the shells of IOS and its likes have in common. */
export const shellLikeIos = {
  prompt: promptLikeIos,
  more: /-{2,10} ?more ?-{2}/i,
  moreAnswer: ' ',
  enable: { when: />$/, command: 'enable', password: /password: *$/i },
  refusals: refusalsLikeIos,
  leave: 'exit',
} satisfies Partial<Shell>;

/** Lines of a configuration that tell when or how large it is and not what is configured. */
export const noiseLikeIos: Platform['noise'] = [
  /^Building configuration/,
  /^(?:Current configuration ?: ?\d+|Using \d+ out of \d+) bytes/i,
  /^! ?(?:Last configuration change|NVRAM config last updated|No configuration change since)\b/i,
  /^! ?(?:Running configuration last done|Startup config(?:uration)? (?:saved|last modified)|Startup-config last modified) at\b/i,
  /^! ?(?:Time|Command|device): /i,
  /^ntp clock-period \d+/,
];

/** A running configuration: what the device said, without blank lines around it; absent where it said nothing. */
export function configOf(output: string | undefined): { config?: string } {
  const text = output?.replace(/^\s*\n|\s+$/g, '');
  return text ? { config: `${text}\n` } : {};
}

/** A list that was read of an output: absent where there was none, or where it was not understood. */
export function listed<T>(
  output: string | undefined,
  items: readonly T[] | undefined,
  nothing = /^\s*$/,
): readonly T[] | undefined {
  if (output === undefined || items === undefined) return undefined;
  return items.length > 0 || nothing.test(output) ? items : undefined;
}

/** As `listed`, for what one reader makes of one output. */
export function readList<T>(output: string | undefined, read: (text: string) => readonly T[], nothing?: RegExp) {
  return listed(output, output === undefined ? undefined : read(output), nothing);
}

/** Outputs that answer one question, one after the other; undefined where no command was answered. */
export function together(...outputs: readonly (string | undefined)[]): string | undefined {
  const told = outputs.filter((output) => output !== undefined);
  return told.length === 0 ? undefined : told.join('\n');
}

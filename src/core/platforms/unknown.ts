import { definePlatform } from './define.ts';

/** A device that nobody has said the platform of: spoken to with care until it is recognised; it has no facts. */
export default definePlatform({
  title: { en: 'Unknown (recognised when it is reached)', zh: '未知（连接后识别）' },
  transport: 'shell',
  sessions: 1,
  shell: {
    prompt: /^(?:\S[^\n]{0,120})?[>#$%\]]\s*$/,
    setup: [],
    more: /-{2,5}\s?\(?more\b[^\n]{0,20}-{2,5}\s*$|<--- More --->|press any key to continue/i,
    moreAnswer: ' ',
    questions: [
      [/press (?:enter|return)[^\n]{0,40}$/i, ''],
      [/[[(]y(?:es)?\/no?[\])]\s*[:：?]?\s*$/i, 'n'],
    ],
    refusals: [
      /^[ \t]*(?:%|Error\s?:)?[ \t]?(?:Unrecognized|Incomplete|Ambiguous|Invalid|Unknown|Wrong|Too many)\b/im,
      /^[ \t]*(?:unknown command|syntax error|permission denied)/im,
      /\b(?:command )?not found[ \t]*$/im,
      /^[ \t]*\^[ \t]*$/m,
    ],
    leave: 'exit',
  },
  commands: {},
  parse: () => ({}),
  secrets: [],
  noise: [],
  signs: {},
});

import { OpsError } from '../../errors.ts';

/**
 * One command line for a POSIX shell that runs exactly `argv`, whatever is in it: every argument is single-quoted
 * unless it is made of characters that mean nothing to a shell. Error `argument-refused`: nothing to run, a NUL (no
 * program can receive it), half a surrogate pair (it would arrive as another character), or 128 KiB and more, which
 * Linux takes for no single argument (MAX_ARG_STRLEN) and the line is one, of the login shell. More goes by stdin.
 */
export function quote(argv: readonly string[]): string {
  if (argv.length === 0) throw refused('there is no program to run', '没有要运行的程序');
  const line = argv.map((argument, index) => quoteOne(argument, index === 0)).join(' ');
  if (Buffer.byteLength(line) >= longest) throw refused('it is longer than 128 KiB', '命令长度超过 128 KiB');
  return line;
}

const longest = 131_072;

function quoteOne(argument: string, first: boolean): string {
  if (argument.includes('\0')) throw refused('an argument contains a NUL character', '参数中含有 NUL 字符');
  if (!argument.isWellFormed()) throw refused('an argument is not valid Unicode', '参数不是有效的 Unicode 文本');
  const plain = /^[\w/:.,@+-]+$/.test(argument) && !(first && reserved.has(argument));
  return plain ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

const reserved = new Set(
  'case do done elif else esac fi for function if in select then time until while coproc'.split(' '),
);

function refused(en: string, zh: string): OpsError {
  return new OpsError('argument-refused', {
    en: `Building a command: ${en}. Nothing was run. Correct the value that it came from.`,
    zh: `生成命令时出错：${zh}。没有运行任何命令。请更正该值的来源。`,
  });
}

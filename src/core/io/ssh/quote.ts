import { OpsError } from '../../errors.ts';

/**
 * One command line for a POSIX shell that runs exactly `argv`, whatever is in it: every argument is single-quoted
 * unless it is made of characters that mean nothing to a shell. Error `argument-refused`: nothing to run, a NUL (no
 * program can receive it) or half a surrogate pair (it would arrive as another character). A host's kernel refuses a
 * line longer than 128 KiB (MAX_ARG_STRLEN); longer input goes by stdin.
 */
export function quote(argv: readonly string[]): string {
  if (argv.length === 0) throw refused('there is no program to run', '没有要运行的程序');
  return argv.map((argument, index) => quoteOne(argument, index === 0)).join(' ');
}

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

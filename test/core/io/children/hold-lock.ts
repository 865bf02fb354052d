// Takes the lock on the folder argv[2]: prints "held" and waits to be killed, or prints the error's code and ends.
import { lockFolder } from '../../../../src/core/io/lock.ts';

try {
  await lockFolder(process.argv[2] ?? '');
  console.log('held');
  process.stdin.resume();
} catch (error) {
  console.log(error instanceof Error && 'code' in error ? error.code : error);
}

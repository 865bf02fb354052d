/** Text from outside that tries to be a mention, a link, markup, or too long. */
export const hostile =
  '<!channel> <@U0EVIL123> <https://evil.example|web-01> *b* _i_ ~s~ `c` ```x``` &amp; & \u202e\u0007\n> q';

import { ask } from './api.ts';
import { usePage } from './context.ts';

interface Given {
  readonly as: string;
  act(as: string): void;
  readonly room: string;
  unread(room: string): number;
  close(): void;
  /** Shows the guide. */
  guide(): void;
}

/** Who acts, in which language, and where. */
export function Sidebar({ as, act, room, unread, close, guide }: Given) {
  const { people, rooms, say, zh, run, confirm, openRoom } = usePage();
  const forget = async () => {
    const text = { type: 'plain_text', text: say('forgetAsk') };
    if (await confirm({ text, style: 'danger' })) await run(() => ask('forget'));
  };
  const speak = (locale: string) => run(() => ask('setUser', { user: as, locale }));
  const listed = (im: boolean) =>
    rooms
      .filter((each) => each.im === im)
      .map(({ id, name }) => (
        <li key={id}>
          <button
            type="button"
            className={unread(id) > 0 ? 'room news' : 'room'}
            aria-current={id === room ? 'page' : undefined}
            onClick={() => openRoom(id)}
          >
            {im ? '● ChangeOps' : `# ${name}`}
            {unread(id) > 0 && (
              <span className="count">
                {unread(id)} <span className="unseen">{say('unread')}</span>
              </span>
            )}
          </button>
        </li>
      ));
  return (
    <nav className="sidebar" aria-label={say('menu')}>
      <div className="brand">
        <strong>ChangeOps</strong>
        <button type="button" className="plain only-narrow" aria-label={say('close')} onClick={close}>
          ✕
        </button>
      </div>
      <label>
        {say('actAs')}
        <select value={as} onChange={({ target }) => act(target.value)}>
          {people
            .filter(({ bot }) => !bot)
            .map(({ id, name, realName }) => (
              <option key={id} value={id}>
                {name} ({realName})
              </option>
            ))}
        </select>
      </label>
      <label>
        {say('language')}
        <select
          value={zh ? 'zh-CN' : 'en-US'}
          aria-describedby="language-hint"
          onChange={({ target }) => speak(target.value)}
        >
          <option value="en-US">English</option>
          <option value="zh-CN">简体中文</option>
        </select>
      </label>
      <small id="language-hint">{say('languageHint')}</small>
      <h2>{say('channels')}</h2>
      <ul>{listed(false)}</ul>
      <h2>{say('direct')}</h2>
      <ul>{listed(true)}</ul>
      <span className="grow" />
      <button type="button" className="plain" onClick={guide}>
        {say('guide')}
      </button>
      <a href={`/gallery${zh ? '?language=zh-CN' : ''}`} title={say('galleryWhat')}>
        {say('gallery')}
      </a>
      <button type="button" className="plain" onClick={forget}>
        {say('forget')}
      </button>
    </nav>
  );
}

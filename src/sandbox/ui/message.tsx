import { type ComponentProps, memo, type ReactNode } from 'react';
import type { Note, Person } from '../web/sight.ts';
import { ask } from './api.ts';
import { Blocks } from './blocks.tsx';
import { usePage } from './context.ts';
import { FileCard } from './files.tsx';
import { Mrkdwn } from './mrkdwn.tsx';
import { Popup } from './popup.tsx';
import { Acting } from './surface.tsx';

export interface Shortcut {
  readonly name: string;
  readonly label: string;
}

interface Given {
  readonly note: Note;
  readonly author: Person | undefined;
  readonly replies: number;
  readonly shortcuts: readonly Shortcut[];
  /** Opens its thread; absent within one. */
  readonly open?: (note: Note) => void;
}

/** A message with its blocks, files and thread. */
export const Message = memo(function Message({ note, author, replies, shortcuts, open }: Given) {
  const { say, zh, run, as } = usePage();
  const { channel, ts, ephemeral, edits, blocks, files } = note;
  const name = author?.realName ?? 'Slackbot';
  const time = new Date(Number(ts) * 1000);
  const beside = (
    <>
      <time className="faint" dateTime={time.toISOString()}>
        {time.toLocaleTimeString(zh ? 'zh-CN' : 'en-GB', { timeStyle: 'short' })}
      </time>
      {edits > 0 && <span className="faint">{say('edited')}</span>}
      {ephemeral && <span className="badge quiet">{say('ephemeral')}</span>}
      {!ephemeral && (open || shortcuts.length > 0) && (
        <span className="tools">
          {open && (
            <button
              type="button"
              className="plain"
              aria-label={say('reply')}
              title={say('reply')}
              onClick={() => open(note)}
            >
              ↩
            </button>
          )}
          {shortcuts.length > 0 && (
            <Popup
              entries={shortcuts.map((each) => ({ value: each.name, text: each.label }))}
              choose={(callback) => run(() => ask('shortcut', { as: as, in: channel, callback, ts }))}
            />
          )}
        </span>
      )}
    </>
  );
  return (
    <Frame
      className={ephemeral ? 'message ephemeral' : 'message'}
      data-ts={ts}
      name={name}
      app={author?.bot ?? true}
      beside={beside}
    >
      {blocks.length > 0 ? (
        <Acting blocks={blocks} at={{ in: channel, ts, version: edits }} state={note.state}>
          <Blocks blocks={blocks} />
        </Acting>
      ) : (
        note.text !== '' && (
          <div className="text">
            <Mrkdwn text={note.text} />
          </div>
        )
      )}
      {files.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
      {open && replies > 0 && (
        <button type="button" className="plain replies" onClick={() => open(note)}>
          {replies} {say(replies === 1 ? 'oneReply' : 'replies')}
        </button>
      )}
    </Frame>
  );
});

interface Outside extends ComponentProps<'article'> {
  /** Of whoever says it. */
  readonly name: string;
  readonly app: boolean;
  /** What stands beside the name. */
  readonly beside?: ReactNode;
}

/** A message's outside: who says it. */
export function Frame({ name, app, beside, children, ...article }: Outside) {
  const { say } = usePage();
  return (
    <article {...article} aria-label={name}>
      <span className="avatar" aria-hidden="true" data-letter={name.slice(0, 1)} />
      <div className="body">
        <div className="byline">
          <strong>{name}</strong>
          {app && <span className="badge">{say('app')}</span>}
          {beside}
        </div>
        {children}
      </div>
    </article>
  );
}

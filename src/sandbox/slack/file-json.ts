import { team } from './cast.ts';
import type { Fields, StoredFile } from './types.ts';
import type { World } from './world.ts';

/** A file as files.info and messages show it. */
export function fileJson(world: World, file: StoredFile): Fields {
  const url = world.url();
  const address = `${url}/files-pri/${team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const shares = (wanted: boolean) =>
    Object.fromEntries(
      [...file.shares]
        .filter(([id]) => world.channels.get(id)?.private === wanted)
        .map(([id, all]) => [id, all.map((ts) => ({ ts }))]),
    );
  const at = (kind: (id: string) => boolean) => [...file.shares.keys()].filter(kind);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: 'application/octet-stream',
    filetype: /\.([^.]+)$/.exec(file.name)?.[1] ?? 'binary',
    user: file.user,
    user_team: team.id,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
    permalink: `${url}/files/${file.user}/${file.id}/${name}`,
    shares: { public: shares(false), private: shares(true) },
    channels: at((id) => world.channels.get(id)?.private === false),
    ims: at((id) => world.channels.get(id)?.im === true),
    groups: at((id) => world.channels.get(id)?.private === true && world.channels.get(id)?.im === false),
  };
}

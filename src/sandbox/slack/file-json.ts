import { team } from './cast.ts';
import { typeOfFile } from './file-types.ts';
import type { Fields, StoredFile } from './types.ts';
import type { World } from './world.ts';

/** A file as a message shows it: not all of it is told there. */
export function fileInMessage(world: World, file: StoredFile): Fields {
  const { id } = file;
  const untold = { id, created: 0, timestamp: 0, user: '' };
  if (file.lot === 'connect') return { ...untold, mode: 'file_access', file_access: 'check_file_info' };
  if (file.lot === 'deleted') return { ...untold, mode: 'tombstone' };
  if (file.lot === 'hidden') return { ...untold, mode: 'hidden_by_limit' };
  return fileJson(world, file);
}

/** A file as files.info shows it. */
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
    ...typeOfFile(file.name),
    user: file.user,
    user_team: team.id,
    size: file.length,
    ...(file.lot === 'external' ? elsewhere(name) : hosted(address, name)),
    ...(file.lot === 'hidden' && { mode: 'hidden_by_limit' }),
    permalink: `${url}/files/${file.user}/${file.id}/${name}`,
    shares: { public: shares(false), private: shares(true) },
    channels: at((id) => world.channels.get(id)?.private === false),
    ims: at((id) => world.channels.get(id)?.im === true),
    groups: at((id) => world.channels.get(id)?.private === true && world.channels.get(id)?.im === false),
  };
}

function hosted(address: string, name: string): Fields {
  return {
    mode: 'hosted',
    is_external: false,
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
  };
}

function elsewhere(name: string): Fields {
  return { mode: 'external', is_external: true, external_type: 'gdrive', url_private: `https://drive.example/${name}` };
}

// The preload script: names every channel that the window may use, and no other.
import { contextBridge, ipcRenderer } from 'electron';
import type { Ask, Channel, EventChannel, Fieldbook, Payload, Question, Subscribe } from './contract/api.ts';

function ask<C extends Channel>(channel: C): Ask<Question<C>> {
  return (...args) => ipcRenderer.invoke(channel, ...args);
}

function on<C extends EventChannel>(channel: C): Subscribe<Payload<C>> {
  return (listener) => {
    const forward = (_event: unknown, payload: Payload<C>): void => {
      listener(payload);
    };
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  };
}

const fieldbook: Fieldbook = {
  connection: {
    list: ask('connection:list'),
    keychainAvailable: ask('connection:keychainAvailable'),
    readAgain: ask('connection:readAgain'),
    test: ask('connection:test'),
    save: ask('connection:save'),
    select: ask('connection:select'),
    overviews: ask('connection:overviews'),
    forget: ask('connection:forget'),
    exploreSample: ask('connection:exploreSample'),
    onChanged: on('connection:changed'),
  },
  directory: {
    status: ask('directory:status'),
    refreshes: ask('directory:refreshes'),
    resolveHeld: ask('directory:resolveHeld'),
    onChanged: on('directory:changed'),
  },
  customers: {
    search: ask('customers:search'),
    suggest: ask('customers:suggest'),
    whole: ask('customers:whole'),
    history: ask('customers:history'),
    copy: ask('customers:copy'),
  },
  changes: {
    search: ask('changes:search'),
    copy: ask('changes:copy'),
  },
  export: {
    save: ask('export:save'),
    cancel: ask('export:cancel'),
    open: ask('export:open'),
    showInFolder: ask('export:showInFolder'),
  },
  refresh: {
    start: ask('refresh:start'),
    cancel: ask('refresh:cancel'),
    onChanged: on('refresh:changed'),
  },
  preferences: {
    read: ask('preferences:read'),
    save: ask('preferences:save'),
  },
  menu: {
    onCommand: on('menu:command'),
  },
  about: {
    read: ask('about:read'),
  },
  failure: {
    waiting: ask('failure:waiting'),
    report: ask('failure:report'),
    onTold: on('failure:told'),
  },
  clipboard: {
    write: ask('clipboard:write'),
  },
  support: {
    copyDetails: ask('support:copyDetails'),
  },
};

contextBridge.exposeInMainWorld('fieldbook', fieldbook);

import { contextBridge, ipcRenderer } from 'electron';
import type { Arguments, Channel, Events, Fieldbook, Value } from './contract/api.ts';
import type { Answer } from './contract/failures.ts';

function invoke<C extends Channel>(channel: C, ...args: Arguments<C>): Promise<Answer<Value<C>>> {
  return ipcRenderer.invoke(channel, ...args);
}

function subscribe<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void {
  const forward = (_event: unknown, payload: Events[E]): void => {
    listener(payload);
  };
  ipcRenderer.on(event, forward);
  return () => {
    ipcRenderer.off(event, forward);
  };
}

const fieldbook: Fieldbook = {
  connection: {
    list: () => invoke('connection:list'),
    keychainAvailable: () => invoke('connection:keychain-available'),
    readAgain: () => invoke('connection:read-again'),
    test: (draft) => invoke('connection:test', draft),
    save: (draft) => invoke('connection:save', draft),
    select: (id) => invoke('connection:select', id),
    forget: (id) => invoke('connection:forget', id),
    exploreSample: () => invoke('connection:explore-sample'),
    onChanged: (listener) => subscribe('connection:changed', listener),
  },
  directory: {
    status: () => invoke('directory:status'),
    refreshes: () => invoke('directory:refreshes'),
    resolveHeld: (choice) => invoke('directory:resolve-held', choice),
    onChanged: (listener) => subscribe('directory:changed', listener),
  },
  customers: {
    search: (query) => invoke('customers:search', query),
    suggest: (text, caret) => invoke('customers:suggest', text, caret),
    history: (key) => invoke('customers:history', key),
    copy: (request) => invoke('customers:copy', request),
  },
  export: {
    save: (request) => invoke('export:save', request),
    cancel: () => invoke('export:cancel'),
    showInFolder: () => invoke('export:show-in-folder'),
  },
  refresh: {
    start: () => invoke('refresh:start'),
    cancel: () => invoke('refresh:cancel'),
    onChanged: (listener) => subscribe('refresh:changed', listener),
  },
  preferences: {
    read: () => invoke('preferences:read'),
    save: (preferences) => invoke('preferences:save', preferences),
  },
  menu: {
    onCommand: (listener) => subscribe('menu:command', listener),
  },
  about: {
    read: () => invoke('about:read'),
  },
  failure: {
    waiting: () => invoke('failure:waiting'),
    report: (report) => invoke('failure:report', report),
    onTold: (listener) => subscribe('failure:told', listener),
  },
  clipboard: {
    write: (text) => invoke('clipboard:write', text),
  },
  support: {
    copyDetails: (failure) => invoke('support:copy-details', failure),
  },
};

contextBridge.exposeInMainWorld('fieldbook', fieldbook);

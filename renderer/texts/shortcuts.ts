/** What the dialog of keyboard shortcuts says. */
export const title = 'Keyboard shortcuts';
export const hint = 'Keyboard shortcuts (? or F1)';

/** `+` joins keys pressed together; alternatives follow one another. */
export const groups: { name: string; shortcuts: { keys: string[]; does: string }[] }[] = [
  {
    name: 'Anywhere',
    shortcuts: [
      { keys: ['Ctrl+F'], does: 'Search customers' },
      { keys: ['F5', 'Ctrl+R'], does: 'Refresh' },
      { keys: ['Ctrl+E'], does: 'Export what is listed' },
      { keys: ['Ctrl+1', 'Ctrl+9'], does: 'Show the first to the ninth connection' },
      { keys: ['?', 'F1'], does: 'Show these shortcuts' },
    ],
  },
  {
    name: 'In the search',
    shortcuts: [
      { keys: ['↓'], does: 'Choose a suggestion, or enter the list' },
      { keys: ['Enter'], does: 'Show the details of the first customer found' },
      { keys: ['Alt+↓'], does: 'Recent searches, or suggestions for what is typed' },
      { keys: ['Esc'], does: 'Close the suggestions, then clear the search' },
    ],
  },
  {
    name: 'In the list',
    shortcuts: [
      { keys: ['↑', '↓', 'Page Up', 'Page Down'], does: 'Move from customer to customer' },
      { keys: ['Home', 'End'], does: 'First and last customer' },
      { keys: ['←', '→'], does: 'Move from cell to cell' },
      { keys: ['Ctrl+Home', 'Ctrl+End'], does: 'First and last customer, from within cells' },
      { keys: ['Enter'], does: 'Show the customer’s details' },
      { keys: ['Esc'], does: 'Back to the list, then clear the search' },
    ],
  },
  {
    name: 'Selecting and copying',
    shortcuts: [
      { keys: ['Shift+↑', 'Shift+↓', 'Shift+click'], does: 'Select several customers in a row' },
      { keys: ['Ctrl+Space', 'Ctrl+click'], does: 'Select or deselect one customer more' },
      { keys: ['Ctrl+↑', 'Ctrl+↓'], does: 'Move without selecting' },
      { keys: ['Ctrl+A'], does: 'Select all' },
      { keys: ['Ctrl+C'], does: 'Copy what is selected as a table' },
      { keys: ['Ctrl+Shift+C'], does: 'Copy the customer’s ID' },
      { keys: ['Shift+F10', 'right click'], does: 'More to do with the customer' },
    ],
  },
  {
    name: 'In the column headers (↑ from the first customer)',
    shortcuts: [
      { keys: ['Enter', 'click'], does: 'Sort by this column; again, the other way round' },
      { keys: ['Shift+Enter', 'Shift+click'], does: 'Sort by this column too' },
    ],
  },
];

/** The name of a key on this computer: Macs have Command where others have Ctrl. */
export function keyName(keys: string, platform: string): string {
  return platform.startsWith('Mac') ? keys.replace(/^Ctrl\+(?!↑|↓|Space)/, '⌘') : keys;
}

/** What is said of a customer without an ID. */
export const badge = 'Lead';
export const meaning =
  'An Operator Connect lead: Live Platform lists it with this license, and gives it an ID when the license is applied.';

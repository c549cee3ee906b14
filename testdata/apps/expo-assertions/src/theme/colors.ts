export const colors = {
  mud: '#6b5b4b',
  reed: '#9aa36b',
  sky: '#dfe7e3',
  bill: '#d9622b',
};

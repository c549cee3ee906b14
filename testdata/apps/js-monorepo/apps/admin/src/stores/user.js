import create from 'zustand';

/** The café or baker that was clicked last; nothing to do with who is signed in. */
export const useUser = create((set) => ({
  chosen: null,
  choose: (user) => set({ chosen: user }),
}));

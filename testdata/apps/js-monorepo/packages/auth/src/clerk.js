// For the few places that need more than we hand on by name.
export * from '@clerk/clerk-react'

// Package twin runs JavaScript that nobody vouches for: a user's rule, or a
// module of the application that is to be compared with its migrated self.
//
// A [Program] is bundled and run in a child process, which is this program
// started again (see [Asked]). The child limits its own memory before it reads
// anything, has an empty environment and no descriptors but its pipes, and is
// killed when it does not answer in time. What runs in it sees ECMAScript, a
// console that is captured, timers that pass without waiting, and the modules
// of its Program; there is no file, network, process or environment to reach.
// JSON goes in and out and nothing else.
//
// The limit on memory is the system's on Linux (RLIMIT_DATA). Elsewhere the
// child watches its own heap, which stops everything but a single allocation
// that is larger than the machine can give.
package twin

package verify

import (
	"crypto/sha256"
	"sync"
	"time"
)

// cache keeps verified tokens by the SHA-256 of the whole token. It is divided
// into shards so that cores do not wait for each other; a full shard lets go of
// what it has held longest, which is what expires next.
type cache struct {
	shards []shard
}

type shard struct {
	mu      sync.Mutex
	entries map[[sha256.Size]byte]*entry
	ring    [][sha256.Size]byte // the keys in the order they came
	next    int                 // where in ring the next one goes
	_       [64]byte            // keeps neighbours off this shard's cache line
}

// entry is never changed once it is in the cache.
type entry struct {
	session *Session
	key     *Key
}

const maxShards = 32

func newCache(n int) *cache {
	shards := 1
	for shards < maxShards && shards*16 < n {
		shards *= 2
	}
	c := &cache{shards: make([]shard, shards)}
	for i := range c.shards {
		size := n / shards
		if i < n%shards {
			size++
		}
		c.shards[i].entries = make(map[[sha256.Size]byte]*entry)
		c.shards[i].ring = make([][sha256.Size]byte, size)
	}
	return c
}

func (c *cache) shard(sum [sha256.Size]byte) *shard {
	return &c.shards[int(sum[0])&(len(c.shards)-1)]
}

func (c *cache) get(sum [sha256.Size]byte) *entry {
	s := c.shard(sum)
	s.mu.Lock()
	e := s.entries[sum]
	s.mu.Unlock()
	return e
}

// put takes s over: the caller must not give it to anyone else.
func (c *cache) put(sum [sha256.Size]byte, session *Session, key *Key, now time.Time) {
	if !session.Expiry.After(now) {
		return // good only by the skew, and not for long
	}
	s := c.shard(sum)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.entries[sum]; !ok {
		delete(s.entries, s.ring[s.next])
		s.ring[s.next] = sum
		s.next = (s.next + 1) % len(s.ring)
	}
	s.entries[sum] = &entry{session, key}
}

func (c *cache) drop(sum [sha256.Size]byte) {
	s := c.shard(sum)
	s.mu.Lock()
	delete(s.entries, sum)
	s.mu.Unlock()
}

// len is how many tokens are kept.
func (c *cache) len() int {
	n := 0
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		n += len(s.entries)
		s.mu.Unlock()
	}
	return n
}

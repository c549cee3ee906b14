package verify

import (
	"sync"
	"sync/atomic"
)

// Stats counts what a Verifier has done since it was made.
type Stats struct {
	Verified    uint64            // tokens accepted after a signature check
	CacheHits   uint64            // tokens accepted from the cache
	CacheMisses uint64            // tokens that the cache did not have or had to drop
	Cached      int               // tokens in the cache now
	Refused     map[Reason]uint64 // tokens refused, by reason
	JWKS        RemoteStats       // of the key source, if it counts
}

// RemoteStats counts what a remote key source has done.
type RemoteStats struct {
	Fetches  uint64 // requests sent to the JWKS endpoint
	Failures uint64 // of those, the ones that brought no usable set
}

// Stats gives the counts so far.
func (v *Verifier) Stats() Stats {
	s := Stats{
		Verified:    v.counts.verified.Load(),
		CacheHits:   v.counts.hits.Load(),
		CacheMisses: v.counts.misses.Load(),
		Refused:     map[Reason]uint64{},
	}
	v.counts.reasons.Range(func(r, n any) bool {
		s.Refused[r.(Reason)] = n.(*atomic.Uint64).Load()
		return true
	})
	if v.cache != nil {
		s.Cached = v.cache.len()
	}
	if k, ok := v.keys.(interface{ Stats() RemoteStats }); ok {
		s.JWKS = k.Stats()
	}
	return s
}

type counters struct {
	verified, hits, misses atomic.Uint64
	reasons                sync.Map // Reason to *atomic.Uint64; there are few reasons
}

func (c *counters) hit()  { c.hits.Add(1) }
func (c *counters) miss() { c.misses.Add(1) }

func (c *counters) refused(r Reason) {
	n, ok := c.reasons.Load(r)
	if !ok {
		n, _ = c.reasons.LoadOrStore(r, new(atomic.Uint64))
	}
	n.(*atomic.Uint64).Add(1)
}

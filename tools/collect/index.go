package collect

import (
	"sync"

	"mijnopladers.nl/opladers/tools/store"
)

// index is what earlier runs made. It is loaded when the first source turns out to need it: reading where ten thousand pages
// came from takes longer than seeing that nothing changed.
type index struct {
	once sync.Once
	err  error

	imported   map[string][]store.Imported // by source
	known      map[origin]store.Imported   // the same
	said       map[string][]store.Imported // the same, by what their sources said
	activities map[string]store.Imported   // the same, by UID, and by start, title and place

	settled bool    // there is nothing to look into beside the sources
	rest    []stamp // what it takes for the next run to be settled; only paths
}

// load loads the index, once. It may be called beside itself.
func (c *collector) load() error {
	c.once.Do(func() {
		if c.err = c.store.Index(); c.err != nil {
			return
		}
		c.imported, c.known = c.store.Imported(), map[origin]store.Imported{}
		c.said, c.activities = map[string][]store.Imported{}, map[string]store.Imported{}
		for source, pages := range c.imported {
			for _, p := range pages {
				c.known[origin{source, p.Key}] = p
				c.know(p)
				if p.Identity != "" {
					c.said[p.Identity] = append(c.said[p.Identity], p)
				}
			}
		}
	})
	return c.err
}

// atRest looks after what is beside the sources: pages whose source is gone, pages that cannot be read, and activities that
// people wrote in content/ themselves. It notes whether the next run can do without.
func (c *collector) atRest(r *Report) error {
	if err := c.afterAll(r); err != nil {
		return err
	}
	c.askAgain()
	if c.settled && len(c.ledger.fresh) == 0 {
		c.rest = c.ledger.Rest
		return nil
	}
	if err := c.load(); err != nil {
		return err
	}
	if err := c.store.Number(c.at()); err != nil {
		return err
	}
	for _, n := range c.store.Notices {
		r.Add(n)
	}
	if len(c.Paths) > 0 || r.noInbox {
		return nil
	}
	settled := c.vanishedSources(r) == 0 && len(c.store.Notices) == 0
	for source, pages := range c.imported {
		for _, p := range pages { // what is gone from its source before it was over is looked at in each run
			settled = settled && (!c.here[source] || c.seen(p) || c.spared(p) || !c.toCome(p))
		}
	}
	if settled {
		for _, name := range append(c.store.Sections(), c.store.ByHand()...) {
			c.rest = append(c.rest, stamp{Path: name})
		}
	}
	return nil
}

// seen reports whether the source of a page still has it.
func (c *collector) seen(p store.Imported) bool {
	was := c.ledger.next[p.Source]
	if was == nil {
		return false
	}
	if was.keys == nil {
		was.keys = map[string]bool{}
		for _, s := range was.Pages {
			was.keys[s.Key] = true
		}
	}
	return was.keys[p.Key]
}

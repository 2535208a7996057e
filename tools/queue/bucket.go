package queue

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// bucket is an object store on the server.
type bucket struct {
	c      *Client
	name   string
	stream jetstream.Stream
}

// errAbsent is the error for an object that is not there, or was broken and is there no longer.
var errAbsent = errors.New("queue: not in the store")

// firstChunk is where an object's metadata keep the sequence number of its first chunk, from where the server finds the next ones.
const firstChunk = "first"

func (c *Client) bucket(ctx context.Context, name string) (bucket, error) {
	stream, err := c.js.Stream(ctx, "OBJ_"+name)
	return bucket{c, name, stream}, err
}

func (b bucket) meta(name string) string {
	return "$O." + b.name + ".M." + base64.URLEncoding.EncodeToString([]byte(name))
}

func (b bucket) chunks(nuid string) string {
	return "$O." + b.name + ".C." + nuid
}

// find gives what the store says of an object, or nil, and the sequence number of the message that says so.
func (b bucket) find(ctx context.Context, name string) (*jetstream.ObjectInfo, uint64, error) {
	m, err := ask(ctx, b.c, func(ctx context.Context) (*jetstream.RawStreamMsg, error) {
		return b.stream.GetLastMsgForSubject(ctx, b.meta(name))
	})
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	return parseInfo(m.Data), m.Sequence, nil
}

var nuidForm = regexp.MustCompile(`^[0-9A-Za-z]{1,64}$`)

// parseInfo reads what anybody may have written about an object. One that was deleted, or cannot be understood, is none.
func parseInfo(data []byte) *jetstream.ObjectInfo {
	var info jetstream.ObjectInfo
	if json.Unmarshal(data, &info) != nil || info.Deleted || !nuidForm.MatchString(info.NUID) {
		return nil
	}
	return &info
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "SHA-256=" + base64.URLEncoding.EncodeToString(sum[:])
}

// put stores what read gives, unless the name is there already.
func (b bucket) put(ctx context.Context, name string, read func() ([]byte, error)) error {
	there, last, err := b.find(ctx, name)
	if err != nil || there != nil {
		return err
	}
	data, err := read()
	if err != nil {
		return err
	}
	info := jetstream.ObjectInfo{
		ObjectMeta: jetstream.ObjectMeta{Name: name, Metadata: map[string]string{firstChunk: "0"}},
		Bucket:     b.name, NUID: rand.Text(), Size: uint64(len(data)), Digest: digest(data),
	}
	for chunk := range slices.Chunk(data, int(b.c.nc.MaxPayload()/2)) {
		// The message id keeps a chunk single whose acknowledgement got lost.
		m := &nats.Msg{Subject: b.chunks(info.NUID), Data: chunk}
		id := jetstream.WithMsgID(info.NUID + strconv.Itoa(int(info.Chunks)))
		ack, err := ask(ctx, b.c, func(ctx context.Context) (*jetstream.PubAck, error) { return b.c.js.PublishMsg(ctx, m, id) })
		if err != nil {
			return err
		}
		if info.Chunks++; info.Chunks == 1 {
			info.Metadata[firstChunk] = strconv.FormatUint(ack.Sequence, 10)
		}
	}
	m := nats.NewMsg(b.meta(name))
	if m.Data, err = json.Marshal(info); err != nil {
		return err
	}
	if last > 0 {
		m.Header.Set(jetstream.MsgRollup, jetstream.MsgRollupSubject) // takes the place of a mark that it was deleted
	}
	err = tell(ctx, b.c, func(ctx context.Context) error {
		_, err := b.c.js.PublishMsg(ctx, m, jetstream.WithExpectLastSequencePerSubject(last))
		return err
	})
	if !taken(err) {
		return err
	}
	// Somebody was first, unless it was this very message and only its acknowledgement got lost.
	there, _, err = b.find(ctx, name)
	if err != nil || there != nil && there.NUID == info.NUID {
		return err
	}
	return b.purge(ctx, b.chunks(info.NUID))
}

// get reads an object of at most limit bytes. One that is larger, or not what its digest says, it deletes.
func (b bucket) get(ctx context.Context, name string, limit int) ([]byte, error) {
	info, _, err := b.find(ctx, name)
	if err != nil {
		return nil, err
	}
	if info == nil {
		return nil, errAbsent
	}
	if info.Size <= uint64(limit) {
		data, err := b.read(ctx, info)
		if err != nil || uint64(len(data)) == info.Size && digest(data) == info.Digest {
			return data, err
		}
	}
	if err := b.remove(ctx, name); err != nil {
		return nil, err
	}
	return nil, errAbsent
}

// read gives the chunks of an object, until one is missing or there are too many.
func (b bucket) read(ctx context.Context, info *jetstream.ObjectInfo) ([]byte, error) {
	var data bytes.Buffer
	at, _ := strconv.ParseUint(info.Metadata[firstChunk], 10, 64)
	for uint64(data.Len()) < info.Size {
		m, err := ask(ctx, b.c, func(ctx context.Context) (*jetstream.RawStreamMsg, error) {
			return b.stream.GetMsg(ctx, max(at, 1), jetstream.WithGetMsgSubject(b.chunks(info.NUID)))
		})
		if errors.Is(err, jetstream.ErrMsgNotFound) || err == nil && len(m.Data) == 0 {
			break
		}
		if err != nil {
			return nil, err
		}
		if at = m.Sequence + 1; data.Len() == 0 {
			data.Grow(int(info.Size)) // now that there is something: who only says that it is large costs nothing
		}
		data.Write(m.Data)
	}
	return data.Bytes(), nil
}

// remove deletes an object and leaves no trace of it.
func (b bucket) remove(ctx context.Context, name string) error {
	info, _, err := b.find(ctx, name)
	if err != nil {
		return err
	}
	if err := b.purge(ctx, b.meta(name)); err != nil || info == nil {
		return err
	}
	return b.purge(ctx, b.chunks(info.NUID))
}

func (b bucket) purge(ctx context.Context, subject string) error {
	return tell(ctx, b.c, func(ctx context.Context) error { return b.stream.Purge(ctx, jetstream.WithPurgeSubject(subject)) })
}

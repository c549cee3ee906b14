package project

import (
	"bytes"
	"io"
	"os"
)

// Content is what reading a file gave.
type Content struct {
	// Data is the content; nil when the file does not mention what was looked
	// for, or is skipped. It may be used until [Reader.Done].
	Data []byte
	// Mentions tells whether any needle is in the file. Without it there is
	// nothing to do and nothing to say, whatever Skip would be.
	Mentions bool
	// Skip is why the file must be left alone; "" when it need not.
	Skip string
	// Rest is the content of a file that mentions nothing, in the same way;
	// nil for one that is larger than [MaxSize].
	Rest []byte
}

// Reader reads files and decides in one go whether they matter. It may be used
// by any number of goroutines; the memory of files that do not matter is used
// again.
type Reader struct {
	needles *Needles
	free    chan []byte
}

// NewReader is a reader that looks for the needles. A nil set means that every
// file matters.
func NewReader(needles *Needles) *Reader {
	return &Reader{needles: needles, free: make(chan []byte, 16)}
}

// Read reads the file at path; shown is how errors name it. A file over
// [MaxSize] is never held in memory, only searched. The error is an [*Error]
// of kind ErrUnreadable or ErrNotRegular.
func (r *Reader) Read(path, shown string) (Content, error) {
	f, err := openPlain(path)
	if err != nil {
		return Content{}, unreadable(shown, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Content{}, unreadable(shown, err)
	}
	if !info.Mode().IsRegular() {
		return Content{}, &Error{Path: shown, Problem: "is " + typeName(info.Mode()) + ", not a file", Kind: ErrNotRegular}
	}
	if info.Size() > MaxSize {
		return r.search(f, shown)
	}
	size := int(info.Size())
	buf := r.take(size + 512)
	// Less than asked for, and all that there was a moment ago, is the end.
	n, err := io.ReadAtLeast(f, buf, max(size, 1))
	if n == len(buf) {
		// It has grown since it was asked for its size.
		r.give(buf)
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return Content{}, unreadable(shown, err)
		}
		return r.readGrown(f, shown)
	}
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		r.give(buf)
		return Content{}, unreadable(shown, err)
	}
	return r.decide(buf, n), nil
}

// search answers for a file that is too large to read.
func (r *Reader) search(f io.Reader, shown string) (Content, error) {
	s := Content{Skip: SkipTooLarge, Mentions: true}
	if r.needles == nil {
		return s, nil
	}
	var err error
	if s.Mentions, err = r.needles.Mentions(f); err != nil {
		return Content{}, unreadable(shown, err)
	}
	if !s.Mentions {
		s.Skip = ""
	}
	return s, nil
}

func (r *Reader) readGrown(f *os.File, shown string) (Content, error) {
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return Content{}, unreadable(shown, err)
	}
	if len(data) > MaxSize {
		return r.search(io.MultiReader(bytes.NewReader(data), f), shown)
	}
	return r.decide(data, len(data)), nil
}

// decide looks at what was read. The buffer is passed on or put back.
func (r *Reader) decide(buf []byte, n int) Content {
	data := buf[:n]
	if r.needles != nil && !r.needles.In(data) {
		return Content{Rest: data}
	}
	if reason := SkipReason(data); reason != "" {
		r.give(buf)
		return Content{Mentions: true, Skip: reason}
	}
	return Content{Data: data, Mentions: true}
}

// Done takes back the memory of a content that is not used any more. It need
// not be called.
func (r *Reader) Done(c Content) {
	if c.Data != nil {
		r.give(c.Data)
	}
	if c.Rest != nil {
		r.give(c.Rest)
	}
}

// ReadFile is os.ReadFile with half the system calls, and for files of at most
// [MaxSize]; a larger one is an [*Error] of kind ErrUnreadable.
func ReadFile(path string) ([]byte, error) {
	f, err := openPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	size := 0
	if info.Mode().IsRegular() {
		if info.Size() > MaxSize {
			return nil, &Error{Path: path, Problem: "is too large to be read", Kind: ErrUnreadable}
		}
		size = int(info.Size())
	}
	buf := make([]byte, size+1)
	n, err := io.ReadAtLeast(f, buf, max(size, 1))
	if err == nil && n == len(buf) {
		rest, err := io.ReadAll(f)
		return append(buf, rest...), err
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil // it has shrunk
	}
	return buf[:n], err
}

// take is a buffer of that length. Small files share a size, so that buffers
// can be used again.
func (r *Reader) take(n int) []byte {
	select {
	case buf := <-r.free:
		if cap(buf) >= n {
			return buf[:n]
		}
	default:
	}
	return make([]byte, n, max(n, 32<<10))
}

// give keeps a buffer for the next file, unless it is one that few files need.
func (r *Reader) give(buf []byte) {
	if cap(buf) > 256<<10 {
		return
	}
	select {
	case r.free <- buf[:0]:
	default:
	}
}
